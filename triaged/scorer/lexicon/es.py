"""Spanish."""

NEGATORS = "no ni sin nunca ningún ninguna jamás tampoco"
FILLERS = """
    todavía aún nada realmente muy tan completamente totalmente actualmente lamentablemente desgraciadamente
    simplemente es está de un una el la lo que me nos se le en absoluto bien correctamente quiero queremos
"""

PHRASES = {
    "danger": """
        huele a gas, olor a gas, fuga/escape de gas, monóxido, un incendio, incendio en, hay/prendido fuego,
        en llamas, se ha quemado, echa/sale/saliendo humo, chispas, descarga eléctrica, calambre, explotó,
        explotado, explosión, herido/herida/heridos, en el hospital, en urgencias, = ambulancia, reacción alérgica,
        peligro de muerte, peligro de vida, en peligro, es peligroso, sin/no calefacción,
        no hay/tenemos calefacción, calefacción ~ no, calefacción ~ averiada/estropeada/rota, sin insulina/oxígeno,
        atrapado/atrapada/atrapados en, encerrado/encerrada/encerrados en, inundado/inundada/inundación, inundando,
        tubería rota, rotura ~ tubería, sale/cae/entra agua, intoxicación alimentaria,
        persona/personas/alguien/niño/niños ~ atrapada/atrapado/encerrada/encerrado/inconsciente,
        alarma de incendios, inconsciente
    """,
    "security": """
        hackeado/hackeada/hackeados, hackearon, hackers/hacker, pirateado/pirateada, ransomware, virus,
        fuga/filtración de datos, phishing, suplantación, suplantado/suplantada, robo de identidad, fraude,
        fraudulento/fraudulenta/fraudulentos, estafa, estafado/estafada, estafadores,
        no autorizado/autorizada/autorizados, no autoricé, no he autorizado,
        alguien ~ entrado/accedido/usado/usando, robado/robada/robados, han robado, incidente de seguridad,
        fallo/brecha de seguridad, datos/facturas/pedidos de otros/otro/otras clientes/cliente/personas/usuarios,
        intento de estafa/fraude, factura falsa, correo/mensaje falso, otro iban, otra cuenta bancaria,
        sospechoso/sospechosa
    """,
    "outage": """
        está/están/sigue/siguen caído/caída/caídos/caídas, se ha/han caído, caído/caída desde, = caída del,
        servidor caído, web/página/red caída, fuera de servicio, fuera de línea, offline, inaccesible,
        nada funciona, no funciona nada, no va nada, todo parado, corte de, apagón, avería general,
        sin luz/electricidad/internet/agua/conexión/línea/teléfono/red/cobertura/servicio,
        no hay/tenemos luz/electricidad/internet/agua/conexión/línea/teléfono/red/servicio, colapsado/colapsada,
        interrupción/interrupciones, interrumpido/interrumpida, gravemente/seriamente afectado/afectada/afectados,
        caída de/del/total/general
    """,
    "loss": """
        pérdida de datos, datos ~ perdido/borrado/desaparecido/perdidos/borrados,
        perdido todos/todas/nuestros/mis/todo, se ha borrado, borrado por error,
        todo ~ borrado/perdido/desaparecido, perdiendo dinero/clientes/ventas/pedidos,
        perdemos dinero/clientes/ventas/pedidos, nos cuesta, nos está costando, pérdidas,
        mercancía/comida/productos/alimentos ~ estropea/estropean/estropeando, cámara frigorífica,
        congelador/nevera/frigorífico ~ averiado/averiada/apagado/apagada
    """,
    "legal": """
        abogado/abogada/abogados, acciones/medidas legales, vía legal/judicial, vías legales, demanda, demandar,
        demandarles, denuncia, denunciar, denunciado, denunciarles, juzgado, tribunal/tribunales, = policía,
        guardia civil, oficina del consumidor, = consumo, omic, hojas/hoja de reclamaciones, agencia de protección,
        protección de datos, burofax, autoridades
    """,
    "blocked": """
        no puedo/podemos/puede/pueden trabajar, sin poder trabajar/entrar/acceder/usar,
        no puedo/podemos/puede/pueden acceder/entrar/iniciar/usar/abrir/pagar,
        no puedo/podemos/puede/pueden comprar/conectar/conectarme/conectarnos/imprimir/enviar,
        no me deja entrar/acceder/pagar/iniciar, no nos deja entrar/acceder/pagar/trabajar,
        imposible acceder/entrar/trabajar/pagar/usar, sin acceso, no tengo/tenemos acceso,
        bloqueado/bloqueada/bloqueados, bloquea, cuenta ~ suspendida/desactivada, producción parada,
        parado/parada/parados por, estamos/está parados/parado/parada, paralizado/paralizada/paralizados,
        tenido que cerrar, tirado/tirada/tirados en, nadie puede trabajar/acceder/entrar
    """,
    "charged": """
        cobrado/facturado/cargado/pagado/descontado dos/tres veces, cobrado/facturado/cargado ~ dos/tres veces,
        dos veces ~ cobrado/facturado, cobro/cargo/pago doble/duplicado/indebido/repetido, doble cobro/cargo/pago,
        cobrado de más, cobraron/cobran/cobrado ~ más, siguen cobrando, seguís cobrando, me cobraron,
        pago/pagos/transferencia ~ fallado/falla/rechazado/rechazada/fallido/fallidos,
        = pago/pagos/transferencia ~ no, tarjeta ~ rechazada/denegada, nóminas/nómina, sueldos
    """,
    "churn": """
        darme/darnos/dar de baja, la baja,
        cancelar mi/nuestra/nuestro/el/la suscripción/contrato/cuenta/servicio/abono, rescindir,
        cerrar mi/nuestra cuenta, competencia,
        cambiar/cambiarme/cambiarnos/cambio de compañía/proveedor/operador/empresa, irme/irnos a otra/otro,
        nunca más, no vuelvo/volveré/volveremos a, última vez, mala/malas reseña/reseñas/opinión,
        perdido un cliente, perder un cliente
    """,
    "many": """
        todos los/nuestros/mis empleados/clientes/usuarios/compañeros,
        todos los/nuestros/mis trabajadores/centros/vecinos/puestos/inquilinos,
        todas las/nuestras tiendas/oficinas/sedes/sucursales,
        toda la empresa/oficina/plantilla/red/tienda/planta/fábrica/comunidad,
        todo el equipo/mundo/edificio/departamento/colegio/personal, nuestros clientes no,
        nuestros clientes ~ pueden, nadie puede/consigue/aquí, ninguno de nuestros,
        varios/muchos/cientos/miles/decenas de? usuarios/clientes/compañeros/empleados/personas,
        # empleados/clientes/usuarios/personas/compañeros/trabajadores/pacientes/alumnos/puestos, en producción,
        entorno de producción, cada cliente/usuario/pedido
    """,
    "soon": """
        antes de hoy/mañana/mediodía/esta, antes de las #, para hoy/mañana, hoy mismo,
        esta misma tarde/mañana/noche, antes de esta noche/tarde, mañana por la mañana/tarde, mañana a primera,
        necesito/necesitamos/necesita ~ hoy/mañana,
        mañana ~ boda/evento/examen/viaje/vuelo/reunión/feria/inauguración,
        boda/evento/examen/viaje/vuelo/reunión/feria/inauguración ~ mañana/hoy,
        vence/caduca/empieza/sale/abrimos/termina ~ hoy/mañana, vuelo sale, en # horas/minutos,
        dentro de # horas/minutos, en/dentro de? una/dos/tres/pocas/unas hora/horas, próximas # horas, último día,
        a lo largo del día, llegamos/llego/salimos/salgo/viajamos/viajo ~ hoy/mañana,
        llegamos/llego/salimos/salgo/viajamos esta noche/tarde, estamos/estoy en la calle/puerta
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
        sin resolver/solucionar
    """,
    "broken": """
        no funciona/funcionan/funcionaba/funcionó/arranca/carga/abre/responde/enciende/imprime/va/marcha,
        no me/nos/se funciona/arranca/carga/abre/enciende/va, sin funcionar, ha/han dejado de funcionar,
        dejó de funcionar, estropeado/estropeada, averiado/averiada, avería, defectuoso/defectuosa/defectuosos,
        no disponible, mensaje/código de? error, error/errores, fallo/fallos, falla/fallan, se cuelga, se bloquea,
        se cierra solo/sola, muy/demasiado lento/lenta, pantalla negra/blanca/azul/en,
        problema/problemas con/de/al/desde, tengo/tenemos un/problemas problema?, incidencia, gotea,
        roto/rotos/rotas, = rota, inestable, se desconecta, se corta, mal funcionamiento, no carga
    """,
    "promise": """
        prometido, prometieron, prometisteis, promesa, me/nos aseguraron/dijeron/dijisteis,
        habían/habíais asegurado/dicho/prometido, debía/debían ~ llegado/llegar/estar, tenía/tenían que haber,
        tendría que haber, debería ~ haber, nadie ha? venido/vino/apareció/presentado, no se presentó,
        no ~ cumplido, incumplido, con retraso, esperado/esperando en vano, esperado todo el día,
        esperado para nada
    """,
    "refund": """
        reembolso, reembolsar, reembolsen, devolución, devuelvan, devolver, devuelvan el dinero, dinero de vuelta,
        factura ~ incorrecta/errónea/equivocada/mal, error ~ factura, importe incorrecto/erróneo, indemnización,
        compensación, abono, reclamación, reclamar, disputa
    """,
    "missing": """
        no ha/han llegado, no he/hemos/me/nos recibido/ha/han llegado?, no ha sido entregado, nunca llegó, no llega,
        falta/faltan, extraviado/perdido por/en, paquete perdido,
        artículo/talla/producto/color/dirección/pieza equivocado/equivocada/incorrecto/incorrecta/erróneo,
        dañado/dañada/dañados, golpeado/golpeada, incompleto/incompleta, retraso, retrasado, demasiado tarde, tarda
    """,
    "anger": """
        inaceptable, intolerable, indignante, indignado/indignada, vergüenza, vergonzoso, lamentable,
        furioso/furiosa, enfadado/enfadada, cabreado/cabreada, harto/harta/hartos,
        decepcionado/decepcionada/decepcionados, decepcionante, pésimo/pésima, horrible, desastre, tomadura de pelo,
        tomando el pelo, ridículo, ladrones, sinvergüenzas, incompetentes, peor servicio/empresa, queja, quejarme,
        insatisfecho/insatisfecha, ya basta, increíble que, paciencia ~ límite
    """,
    "date": """
        antes del #, antes del lunes/martes/miércoles/jueves/viernes/sábado/domingo/fin,
        antes de navidad/fin/final/que, para el lunes/martes/miércoles/jueves/viernes/sábado/domingo/#,
        hasta el lunes/martes/miércoles/jueves/viernes/#, a más tardar, como muy tarde, como máximo, fecha límite,
        hoy/mañana a las, plazo, a tiempo para, en # días, en el plazo
    """,
    "claim": """
        urgente/urgentes, urgentemente, urgencia, urge, inmediatamente, inmediato/inmediata, de inmediato,
        cuanto antes, lo antes posible, lo más pronto, lo más rápido, ya mismo, ahora mismo, sin demora,
        rápidamente, respuesta rápida, crítico/crítica, máxima prioridad, prioritario, asap, emergencia, con prisa
    """,
    "patience": """
        no es urgente, no hay prisa, no corre prisa, no tengo/tenemos prisa, sin prisa/prisas, nada urgente,
        cuando puedan/pueda/tengan/tenga/podáis/tengáis un? tiempo/momento/rato?, tómense su tiempo, puede esperar,
        a título informativo, para su información, solo para informar, no hace falta que respondan/contesten,
        no es necesario responder/contestar
    """,
    "solved": """
        ya funciona/funcionan/va, funciona/funcionan de nuevo, funciona/funcionan otra vez,
        vuelve/vuelven a funcionar, ya está/están solucionado/resuelto/arreglado/solucionada,
        está/ha/queda/sido solucionado/resuelto/arreglado/solucionada/resuelta, problema ~ solucionado/resuelto,
        se ha solucionado/resuelto/arreglado, ya ha llegado, ya llegó, llegó bien, falsa alarma,
        cerrar el ticket/caso, pueden cerrar, olviden mi, no hace falta ya
    """,
    "spread": """
        currículum, curriculum, mi cv, carta de presentación, candidatura, oferta de empleo/trabajo, puesto de,
        prácticas en, unas prácticas, vacante, newsletter, boletín, darme de baja del boletín, nota de prensa,
        posicionamiento web/seo, enlaces, artículo invitado, webinar, oferta especial/exclusiva, colaboración,
        somos líderes, empresa líder
    """,
    "praise": """
        quería/queríamos/quiero dar/darles las? gracias, quería/queríamos/quiero agradecer/agradecerles,
        excelente/estupendo/magnífico/gran/buen servicio/trabajo/trato/producto/equipo/atención, excelente atención,
        muy/realmente contento/contenta/contentos/satisfecho/satisfecha/satisfechos,
        encantado/encantada/encantados con, felicidades, enhorabuena, felicitarles/felicitar,
        funciona perfectamente/perfecto/genial, recomiendo, recomendaré, sigan así, de diez,
        gracias por su/vuestra/la/tu/el/todo rapidez/excelente/estupendo/estupenda,
        gracias por su/vuestra/la/tu/el/todo magnífica/amabilidad/trato/buen/gran,
        agradecerles/agradecer/agradezco/agradecemos ~ rapidez/trato/amabilidad/profesionalidad
    """,
    "wish": """
        estaría bien/genial/muy, sería bueno/útil/ideal/genial/práctico, sugerencia, sugerir, una idea, mejora,
        nueva función/funcionalidad, funcionalidad, tienen previsto/pensado, tenéis previsto/pensado, modo oscuro,
        futuras/próximas versiones, próxima/futura versión, me gustaría que ~ añadieran/incluyeran/hubiera
    """,
    "sales": """
        lista de precios, tarifas, precio/precios, presupuesto, cuánto cuesta/cuestan/vale/valen,
        interesado/interesada/interesados en, catálogo, folleto, descuento, muestra/muestras, prueba gratuita,
        oferta comercial, distribuidor, demostración, condiciones para
    """,
    "question": """
        pregunta/duda general, una/pequeña duda/pregunta, solo una pregunta,
        quería/quisiera/querría/gustaría saber/preguntar, me gustaría saber,
        ofrecen/venden/aceptan/envían/hacen ustedes, tienen ustedes/también, es posible, se puede,
        cómo puedo/podemos cambiar/modificar/añadir/encontrar, cómo cambiar/modificar/añadir, horario/horarios,
        a qué hora abren, información sobre, más información, copia de mi/la/nuestra/una, duplicado de,
        cambio/cambiar/modificar de? mi/nuestra/la dirección/domicilio/teléfono/correo/cuenta, nueva dirección,
        nos hemos mudado, me he mudado, curiosidad, cuál es la diferencia
    """,
}
