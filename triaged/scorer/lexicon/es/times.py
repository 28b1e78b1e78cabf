"""Spanish: when, how near, and how often already."""

PHRASES = {
    "soon": """
        antes de hoy/mañana/mediodía/esta, antes de las #, para hoy/mañana, hoy mismo, esta misma tarde/mañana/noche,
        antes de esta noche/tarde, mañana por la mañana/tarde, mañana a primera,
        necesito/necesitamos/necesita ~ hoy/mañana, mañana ~ boda/evento/examen/viaje/vuelo/reunión/feria/inauguración,
        boda/evento/examen/viaje/vuelo/reunión/feria/inauguración ~ mañana/hoy,
        vence/caduca/empieza/sale/abrimos/termina ~ hoy/mañana, vuelo sale, en # horas/minutos,
        dentro de # horas/minutos, en/dentro de? una/dos/tres/pocas/unas hora/horas, próximas # horas, último día,
        a lo largo del día, llegamos/llego/salimos/salgo/viajamos/viajo ~ hoy/mañana,
        llegamos/llego/salimos/salgo/viajamos esta noche/tarde, estamos/estoy en la calle/puerta,
        antes de mediodía/medianoche/las/la/esta/hoy/mañana, a mediodía/medianoche, a las doce, hasta hoy/mañana/las,
        en # horas/minutos/h, en una/dos/tres/media/pocas hora/horas, dentro de una/dos/tres/unas/# hora/horas/minutos,
        de un momento a, cierra hoy, cierra mañana, cierra a, cierra pasado, empieza hoy, empieza mañana, empieza a,
        empieza el, empieza pasado, sale hoy, sale mañana, sale a, sale el, sale pasado, abre hoy, abre mañana, abre a,
        abre el, abre pasado, vence hoy, vence mañana, vence a, vence el, vence pasado, caduca hoy, caduca mañana,
        caduca a, caduca el, caduca pasado, termina hoy, termina mañana, termina a, termina el, termina pasado,
        acaba hoy, acaba mañana, acaba a, acaba el, acaba pasado, sale/salen/salimos/salgo hoy/mañana/esta,
        último/última día/oportunidad, pasado mañana, mañana a las/primera/mediodía, esta noche, hoy mismo/o/a,
        plazo termina/acaba/vence/cierra, plazo ~ hoy/mañana/termina/acaba/vence, queda/quedan una/dos/# hora/horas
    """,
    "near": """
        hoy, esta tarde/noche/mañana, mañana, mañana por/a/temprano
    """,
    "now": """
        en este momento, en estos momentos, ahora mismo, acabo/acaba/acaban/acabamos de, actualmente,
        está/están/sigue/siguen pasando/saliendo/entrando/cayendo/ocurriendo, desde anoche/hoy/esta/las/hace,
        desde el lunes/martes/miércoles/jueves/viernes/sábado/domingo, desde hace una/dos/# hora/horas/minutos/rato,
        anoche, esta noche, esta mañana, esta madrugada, de madrugada, ayer por la,
        hace una/dos/media/# hora/horas/minutos, hace un rato/momento, mientras escribo, todavía hoy, sigue igual,
        seguía igual, hace unos minutos
    """,
    "date": """
        antes del #, antes del lunes/martes/miércoles/jueves/viernes/sábado/domingo/fin, antes de navidad/fin/final/que,
        para el lunes/martes/miércoles/jueves/viernes/sábado/domingo/#,
        hasta el lunes/martes/miércoles/jueves/viernes/#, a más tardar, como muy tarde, como máximo, fecha límite,
        hoy/mañana a las, plazo, a tiempo para, en # días, en el plazo, el/este/para del? lunes/martes/miércoles,
        antes del/de #, para el/antes/día #,
        del # de enero/febrero/marzo/abril/mayo/junio/julio/agosto/septiembre/octubre/noviembre/diciembre,
        dentro de # días, en el plazo de, plazo de, fecha límite/tope, vencimiento, declaración, declaraciones, iva,
        = trimestre, cierre, fin/final/finales de mes/trimestre/semana/año, antes de navidad/reyes/vacaciones/semana
    """,
    "travel": """
        vuelo, vuela, volamos, = avión, aeropuerto, embarque, tren sale, mi tren, ferry, crucero, pasaporte, visado,
        = visa, embajada, consulado, frontera, tirado/tirados en, de vacaciones, viaje, viajar, viajamos, viajo,
        salgo de, salimos, conexión en, expedición, refugio, en italia/francia/alemania/portugal/marruecos
    """,
    "event": """
        boda, casarme, casarnos, casamos, me caso, entierro, = funeral, sepelio, incineración, funeraria, tanatorio,
        bautizo, nacimiento, nacido, = examen, exámenes, oposición, oposiciones, selectividad, entrevista de, juicio,
        vista, subasta, notaría, notario, firma de/en, mudanza, mudamos, entrega de llaves, inauguración, apertura,
        concierto, = festival, torneo, congreso, presentación, inspección, auditoría, hacienda, elecciones, operación,
        ingreso
    """,
    "consequence": """
        de lo contrario, en caso contrario, si nadie/nada, pasada/pasado esa/ese/el/la,
        perderé/perdemos/perderemos/pierde/pierden/perdería, se pierde/pierden, demasiado tarde, será tarde, se anula,
        anulado/anuladoa, cancelado/canceladoa, se asignará, pasa a otra/otro, caducará, vencerá, no espera/esperan,
        no puede esperar, multa, recargo, sanción, nos cuesta, sin él/ella/eso/esto, nunca más, hasta dentro,
        no vuelve hasta, no sé qué voy
    """,
    "repeated": """
        segunda/tercera/cuarta/quinta/enésima vez,
        segundo/tercer/cuarto/quinto/último correo/mensaje/email/mail/aviso/intento/recordatorio,
        # ª/a/º/er vez/correo/mensaje/aviso, sigo/seguimos sin respuesta/noticias/saber/recibir/solución,
        sigo/seguimos esperando, sin respuesta/noticias/contestación,
        no he/hemos recibido/tenido respuesta/noticias/contestación, nadie responde/contesta/llama,
        nadie me/nos ha/responde/contesta/llama contestado/respondido/llamado?, llevo/llevamos ~ esperando,
        llevo/llevamos # días/semanas/meses, llevo/llevamos días/semanas/meses, esperando/espero/esperamos desde,
        desde hace # días/semanas/meses, desde hace días/semanas/meses/varios/varias, hace # días/semanas/meses,
        ya he/hemos escrito/llamado/avisado/comunicado/preguntado, ya les/os ~ escrito/escribí/avisé,
        he/hemos escrito/llamado ~ veces, varias/muchas/repetidas veces/ocasiones, otra vez, de nuevo, una vez más,
        nuevamente, vuelvo a escribir, recordatorio, reitero, ignoran/ignorado/ignoráis, no solucionado/resuelto,
        sin resolver/solucionar, tercera/cuarta/quinta/sexta vez/carta/llamada/solicitud/semana,
        por tercera/cuarta/segunda/quinta, tres/cuatro/varias veces, lo menos # veces,
        llevo/llevamos ~ días/semanas/meses/noches, llevo/llevamos una/dos/tres semana/semanas/días,
        desde hace dos/tres/cuatro/# días/semanas/meses, hace dos/tres/cuatro/diez/quince/# días/semanas/meses,
        les/os escribí, volví a escribir/llamar/ir, volví el, les he/hemos escrito/llamado, ya me llamarán, ya llamarán,
        nadie llama/viene/hace/contesta/responde/soluciona/ha, sin solución/respuesta/noticias/resultado,
        no pasa nada/ha, nada ha cambiado, respuesta automática, mensaje automático, contestador, centralita,
        me pasan de, de un lado a, cada día/semana/mes/lunes, todos los días, siempre lo mismo/igual, vuelta a,
        no me contestan/contestáis/responden, ya he/les/os escrito/dicho/llamado, quedo a la espera, estamos a #,
        en vano
    """,
    "promise": """
        prometido, prometieron, prometisteis, promesa, me/nos aseguraron/dijeron/dijisteis,
        habían/habíais asegurado/dicho/prometido, debía/debían ~ llegado/llegar/estar, tenía/tenían que haber,
        tendría que haber, debería ~ haber, nadie ha? venido/vino/apareció/presentado, no se presentó, no ~ cumplido,
        incumplido, con retraso, esperado/esperando en vano, esperado todo el día, esperado para nada,
        me/nos dijeron/dijisteis/prometió/prometieron/aseguró/aseguraron/confirmaron, dijo que volvía/vendría/llamaría,
        había/habían/habíais dicho/prometido/confirmado/quedado, quedamos en, quedaron en, según ustedes/vosotros,
        debía/debían/tenían que, tendría que, estaba/estaban previsto/prevista, no ha/han vuelto/venido/llamado/llegado,
        no vino, no vinieron, no se presentó/presentaron, todavía/aún/sigue/siguen no/sin, nada de nada,
        aplazado/aplazadoa, cancelado sin, retrasado/retrasadoa, esperando, esperado
    """,
    "distant": """
        en caso de, en el caso de, por si acaso, supongamos, teóricamente, hipotéticamente, qué pasa si, qué pasaría si,
        el año pasado, hace un año, hace años, en aquel entonces, antiguamente, en el pasado, para evitar,
        para prevenir, por precaución, protección contra
    """,
}
