"""Which words mean what in a customer's further mail, in Spanish."""

GREETINGS = """
    hola buenos_días buenas_tardes buenas_noches buenas buen_día estimado estimada estimados estimadas querido querida
    muy_buenas
"""
GREETED = "a todos todas equipo señor señora señores y"
TITLES = "señor señora sr sra srta don doña dr dra"
TELLING = """
    no nunca nada ni todavía aún pero sin embargo problema error pregunta ayuda necesito falta faltan salvo excepto
    solo sólo mal roto sigue por_favor
"""

SLOTS = {
    "very": "muchas mucho muchísimas mil muy tan de_verdad realmente otra_vez de_nuevo sinceramente",
    "now": """
        ya ahora por_fin hoy de_nuevo otra_vez bien correctamente perfectamente finalmente mientras_tanto entretanto
    """,
    "its": "su sus tu tus vuestra vuestro vuestras la el los las esta este toda todo",
    "help": """
        su sus tu tus vuestra vuestro vuestras la el los las esta este toda todo y por tan muy rápida rápido pronta
        pronto excelente buena buen gran amable estupenda estupendo magnífica ayuda respuesta respuestas contestación
        apoyo asistencia servicio trabajo esfuerzo información informaciones aclaración explicación consejo consejos
        paciencia solución mensaje correo rapidez amabilidad atención_recibida trato profesionalidad gestión llamada
    """,
    "thing": """
        el la los las mi mis nuestro nuestra su sus todo esto eso internet impresora conexión web sitio página tienda
        cuenta aplicación app teléfono línea servidor correo acceso sistema enlace código contraseña router
        actualización descarga pago portal programa ordenador equipo dispositivo vpn wifi red calefacción pedido
        formulario
    """,
    "goods": """
        el la los mi mis nuestro nuestra un una paquete pedido envío entrega mercancía reembolso factura
    """,
    "matter": """
        el la mi nuestro nuestra este esta problema pregunta consulta solicitud incidencia incidente error asunto caso
        ticket duda avería
    """,
}

PHRASES = {
    "neutral": """
        hola, hola de nuevo, buenos días, buenas tardes/noches, buenas, buen día, y,
        que tenga/tengan/tengas/tengáis un/una {now}? buen/buena/feliz día/tarde/semana/fin_de_semana,
        que tenga/tengan/tengas un buen día, feliz día/semana/fin_de_semana, buen fin de semana, buena semana/tarde,
        un saludo, un cordial saludo, saludos {very}?, saludos cordiales, cordiales saludos, un abrazo, atentamente,
        cordialmente, hasta pronto/luego, adiós, felices fiestas
    """,
    "thanks": """
        {very}? gracias {very}?, {very}? gracias a ustedes/vosotros/usted/ti/todos, mil/muchas/muchísimas gracias,
        {very}? gracias por {its} {help}, {very}? gracias por todo/eso/esto, {very}? gracias de nuevo,
        {very}? gracias por haberme/habernos ayudado/respondido/contestado,
        {very}? gracias por haber respondido/contestado, muy agradecido/agradecida/agradecidos,
        le/les/os/te estoy muy agradecido/agradecida, estoy muy agradecido/agradecida,
        se/os/le/les lo? agradezco/agradecemos {very}?, lo agradezco {very}?, le/les/os/te agradezco {its} {help},
        le/les/os agradecemos {its} {help}, agradezco/agradecemos {its} {help}, muy amable/amables,
        excelente/estupendo/gran servicio
    """,
    "assent": """
        ok/okay/perfecto/genial/estupendo/excelente/fenomenal/vale/entendido/comprendido/súper/bien/muy_bien,
        de acuerdo, está/me_parece bien, recibido, lo he/hemos recibido, ya lo? he recibido, recibido correctamente,
        qué/que bien/bueno, me ha ayudado mucho, me ayuda mucho, buena noticia
    """,
    "solved": """
        {now}? está/están/ha_quedado/quedó/quedo resuelto/resuelta/solucionado/solucionada/arreglado/arreglada {now}?,
        {matter}? {now}? está/ha_sido/fue/ha_quedado/quedó resuelto/resuelta/solucionado/solucionada/arreglado {now}?,
        {matter}? {now}? resuelto/resuelta/solucionado/solucionada/arreglado/arreglada {now}?,
        {now}? todo {now}? resuelto/solucionado/arreglado, todo {now}? está resuelto/solucionado/arreglado,
        se ha resuelto/solucionado/arreglado {now}? solo?,
        {matter}? {now}? se ha resuelto/solucionado/arreglado {now}?, {matter}? se resolvió/solucionó/arregló {now}?,
        {thing}? {now} funciona/funcionan/va {thing}? {now}?, {thing}? funciona/funcionan {now} {now}?,
        todo {now}? funciona {now}?, {now}? funciona todo {now}?, {thing}? {now}? vuelve/vuelven a funcionar {now}?,
        {now}? ha funcionado, {now}? funcionó, ya me funciona,
        {now}? lo he/hemos solucionado/resuelto/arreglado/encontrado, {now}? lo solucioné/resolví/encontré/arreglé,
        {now}? he/hemos encontrado/solucionado/resuelto la/el solución/problema, {now}? no hay ningún problema,
        ya no hay problema, ya no tengo el problema, ya no tenemos el problema,
        pueden/puede/puedes/podéis {now}? cerrar el/este/mi ticket/caso/asunto,
        pueden/puede/puedes/podéis {now}? cerrarlo, pueden/puede cerrar la/esta incidencia/consulta/solicitud,
        se puede cerrar el/este/la ticket/caso/incidencia, falsa alarma, era/fue/ha_sido una falsa alarma,
        ya no necesito/necesitamos ayuda, {now}? no hace falta ayuda,
        ignoren/ignore/olviden mi último/anterior correo/mensaje,
        por favor ignoren/ignore mi último/anterior correo/mensaje, {goods} {now}? ha/han llegado {now}?,
        {goods} {now}? llegó/llegaron {now}?, {now} ha/han llegado {goods} {now}?, {now} llegó/llegaron {goods} {now}?,
        {now}? he/hemos recibido el/mi pedido/paquete/reembolso {now}?
    """,
    "unasked": "",
    "nudge": """
        alguna/algunas/hay/tienen/tiene/tenéis {now}? alguna? novedad/novedades/noticia/noticias,
        novedades/noticias sobre, hay algo/alguna nuevo/respuesta, algo nuevo, sabe/saben/sabemos {now}? algo,
        cómo va/está/van {now}? mi/el/la/esto, en qué estado, cuál es el estado,
        sin/ninguna respuesta/noticias/novedades/contestación,
        no he/hemos recibido/tenido {now}? respuesta/noticias/ninguna/contestación,
        sigo/seguimos esperando/sin/a_la_espera, estoy/estamos/quedo/quedamos {now}? esperando/a_la_espera/pendiente,
        a la espera de, llevo/llevamos esperando, recordatorio de/sobre, les/le/os recuerdo/recordamos,
        vuelvo/volvemos a escribir/escribirles/preguntar,
        han/ha/habéis recibido/leído/visto mi correo/mensaje/consulta,
        cuándo recibiré/recibiremos/tendré/tendremos {now}? una/alguna? respuesta/noticias, hay alguien,
        nadie responde/contesta/me_contesta, por favor respondan/contesten/respóndanme, cuánto falta
    """,
    "nudge alone": "recordatorio, hola, y, novedades, noticias, y bien, hola hola, insisto",
    "other": """
        otra cosa, algo distinto/diferente,
        otro/otra/otros/distinto/diferente tema/problema/asunto/cuestión/pregunta/consulta, tiene que ver, nada que ver
    """,
    "denied": "no, si",
    "invited": "responda, responde, responder, conteste, contesta, escriba, escribe, escribir",
}
