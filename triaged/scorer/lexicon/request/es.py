"""What is asked for in Spanish mails."""

PHRASES = {
    "ask": """
        pueden, puede, podrían, podría, podéis, podríais, puedes, podrías, me pueden/puede/podrían/podría/podéis/puedes,
        nos pueden/puede/podrían/podría, alguien puede, alguien podría, me podrían, por favor, porfa, les ruego,
        le ruego, ruego que, rogamos, les pido, le pido, pido que, les pedimos, les solicito, solicito, solicitamos,
        hagan el favor, sean tan amables, sería tan amable, tengan la amabilidad, envíen, envíenme, envíame, envíeme,
        enviadme, manden, mándenme, mándame, mandadme, digan, díganme, dígame, dime, decidme, indíquenme, indíqueme,
        confirmen, confírmenme, confírmeme, revisen, revísenlo, comprueben, llámenme, llámeme, llamadme, avísenme,
        avíseme, avisadme, ayúdenme, ayúdeme, ayudadme, expliquen, explíquenme, devuelvan, devuélvanme, devuélvanlo,
        cambien, cámbienme, pasen, pásenme, arreglen, arreglad, miren, mirad, dadme, denme, dejen, hagan, haced,
        cancelen, anulen, corrijan, contesten, respondan, no olviden, me indican, me indiquen, me confirman,
        me confirmen, me digan, me dicen, me avisan, me avisen, me mandan, me envían, me envíen, me llamen, me llaman,
        echar un vistazo, échenle un
    """,
    "question": """
        cómo, cuándo, cuánto, cuántos, cuánta, cuántas, dónde, por qué, qué debo, qué tengo, qué hago, qué puedo,
        qué necesito, qué es, qué significa, qué pasa, cuál es, cuáles son, quién es, quién puede, es posible,
        sería posible, es normal, hay que, hay alguna, hay algún, hay forma, hace falta, tengo que, tenemos que, debo,
        debemos, se puede, puedo, podemos, puede ser, vale una, sirve, tienen, tenéis, tiene, saben, sabe, sabéis,
        venden, = existe, está incluido, una pregunta, pregunta, una duda, duda, dudas, consulta, una consulta,
        quería saber, quería preguntar, querría saber, quisiera saber, me gustaría saber, me urge saber, saber si,
        preguntar si, preguntarles, consultar, consultarles, información sobre
    """,
    "wish": """
        quiero, queremos, quisiera, quisiéramos, querría, querríamos, me gustaría, nos gustaría, deseo, deseamos,
        necesito, necesitamos, me hace falta, nos hace falta, me haría falta, nos haría falta, necesitaría, agradecería,
        agradeceríamos, les agradecería, le agradecería, espero que me/puedan, espero su/una/respuesta,
        esperamos su/una, a la espera, en espera, quedo a la espera, quedo atento, quedo atenta, quedamos atentos,
        aguardo, pendiente de, cuanto antes, lo antes posible, = urgente, es urgente, = urge, con urgencia,
        a la brevedad, antes del, antes de mañana/lunes/martes/miércoles/jueves/viernes,
        para el lunes/martes/miércoles/jueves/viernes, para mañana, su ayuda, vuestra ayuda, ayuda, gracias de antemano,
        gracias por adelantado, exijo, reclamo, sugerencia, = idea, propuesta, estaría bien, sería útil, sería bueno,
        cambiar mi, cancelar, darme de baja, dar de baja, pedir, solicitar, encargar
    """,
    "meet": """
        cita, reunión, reunirnos, quedar, hablar, hablarlo, comentar, llamada, concertar, cambiar la cita, visita,
        pasar por
    """,
    "trouble": """
        no funciona, no funcionan, no va, no carga, no abre, no arranca, no anda, no puedo, no podemos, no me deja,
        no nos deja, no se puede, no consigo, no ha llegado, no llega, no han llegado, no he recibido,
        no hemos recibido, no aparece, no tengo, no tenemos, sigue sin, siguen sin, sigo sin, seguimos sin, roto,
        = rota, averiado, avería, = error, errores, fallo, problema, problemas, incidencia, bloqueado, bloqueada, falta,
        faltan, equivocado, cobrado, cobro, cargo, cargos, reembolso, devolución, reclamación, queja, retraso, perdido,
        robado, imposible, desde ayer, desde hace, tercera vez, dañado, se cierra, se corta
    """,
    "invites": """
        no dude en, no duden en, a su disposición, quedo a su disposición, cualquier duda, cualquier consulta,
        para cualquier
    """,
    "news": """
        para su información, para información, para su conocimiento, para que conste, para su archivo, adjunto, adjunta,
        le adjunto, les adjunto, les mando, le mando, les envío, le envío, les remito, como quedamos, tal como quedamos,
        como acordamos, según lo acordado, según lo hablado, le confirmo, les confirmo, les informo, le informo,
        solo para decir, sólo para decir, solo quería decir, sólo quería decir, solo informar, les comunico
    """,
    "done": """
        no hace falta que respondan/contesten/conteste/responda, no es necesario que, no necesito respuesta,
        no hace falta respuesta, no respondan, nada más, por mi parte terminado, por mi parte nada, ya está resuelto,
        está resuelto, ya está solucionado, está solucionado, solucionado, resuelto, resuelta, ya está, ya esta todo,
        ya funciona, funciona de nuevo, vuelve a funcionar, ya va, ya ha llegado, ha llegado bien, llegó bien,
        llegó hoy, todo en orden, todo correcto, todo bien, todo perfecto, falsa alarma, no hagan caso, ignoren,
        pueden cerrar, fue culpa mía, era culpa mía, fuera de la oficina, ausente, de vacaciones, respuesta automática,
        a mi regreso, hasta mi vuelta
    """,
    "thanks": """
        quería darles las gracias, quería agradecer, quería agradecerles, dar las gracias, darles las gracias,
        agradecerles, muchísimas gracias, mil gracias, gracias por todo, muchas gracias por, gracias por el,
        gracias por la, gracias por su, gracias de nuevo, gracias otra vez, muchas gracias, gracias, enhorabuena,
        felicidades, felicitarles, encantados, encantado, encantada, excelente, estupendo, muy contentos, muy contenta
    """,
}
