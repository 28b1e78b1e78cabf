"""Which words ask for what an article can tell, in Spanish: lower case, no accents, cut at apostrophes."""

ASKS = """
    como puedo, como podemos, como se puede, como se hace, como hago, como lo hago, como hacemos, como funciona,
    como saco, como consigo, como debo, como tengo que, cuanto tiempo, cuanto tarda, cuanto cuesta, cuantos
    dias, cuantas veces, donde puedo, donde se puede, donde encuentro, donde esta, donde tengo que, donde veo,
    donde cambio, que tengo que, que debo, que hago, que puedo hacer, que hay que, que necesito, que
    necesitamos, que papeles, que documentos, que documentacion, que formulario, que significa, que quiere
    decir, que pasa si, que version, que plazo, cual es el, cual es la, cuales son, cuando puedo, es posible,
    seria posible, hay alguna forma, hay alguna manera, si puedo, si se puede, si tengo que, si hay que, si
    vale, si es posible, no se como, no encuentro donde
"""
"""Asks what is so, or how something is done."""
ACTS = """
    me pueden enviar, pueden enviarme, podrian enviarme, me podrian enviar, envienme, enviarme, mandarme, me
    mandan, me envian, por favor envien, por favor manden, pueden comprobar, podrian comprobar, comprueben, lo
    comprueben, podrian revisar, pueden revisar, revisen, por favor revisen, pueden cambiar, podrian cambiar,
    cambien, cambiar el, corrijan, corregir, que lo corrijan, confirmen, me confirmen, confirmarme, podrian
    confirmar, pueden confirmar, cancelen, anulen, anular, dar de baja, darme de baja, borren, bloqueen,
    devuelvan, devolucion, reembolso, me devuelvan, llamenme, me llamen, me pueden llamar, podrian llamarme,
    reenvien, pasen a, decidme como recogeis, mirad, miren, mirar si, solucionen, solucionar, arreglen,
    arreglar, gestionen, tramiten, pueden hacer, podrian hacer, desbloqueen, desbloquear, activen,
    anadan, pongan, podrian poner, expidan, emitan, un duplicado, quiero cambiar, quisiera cambiar, quiero
    anular, solicito
"""
"""Asks that somebody of ours does something."""
WRONG = """
    desde, otra vez, de nuevo, sigue sin, siguen sin, sigue igual, todavia no, aun no, ya no funciona, ya no, no
    funciona, se cierra, se cuelga, se queda, se bloquea, bloqueado, bloqueada, perdido, perdida, perdidos,
    desaparecido, desaparecida, ha desaparecido, falta, faltan, vacio, vacia, roto, rota, estropeado,
    defectuoso, no ha llegado, no me ha llegado, no llego, nunca llego, no he recibido, equivocado, equivocada,
    incorrecto, error en, me han cobrado, cobrado, dos veces, duplicado, de mas, rechazado, rechazada, denegado,
    queja, reclamacion, reclamo, tercera vez, segunda vez, lo he intentado todo, ya lo intente, ya probe, segui
    las instrucciones, seria bueno, una idea, sugerencia
"""
"""Tells of something that went wrong, was tried before, or is wished for."""
STARTS = """
    puedo podemos como cuanto cuanta cuantos donde cual cuales
"""
"""Words that begin a question, also where its mark is left out."""
COMMON = """
    a al buenas buenos como con cuando de debo del desde dias donde el ella ellos en era es esa ese eso esta
    estan este esto estos estoy gracias ha han hasta hay he hola la las le les lo los mas me mi mis muy ni no
    nos nosotros nuestra nuestro o para pero por porque puede pueden puedo que quien saludos se ser si sido sin
    sobre son su sus tambien tardes te tengo tiene toda todo todos tu u un una unas unos usted ustedes y ya yo
"""
"""Words that every text has."""
OFTEN = """
    abiert activa actual agrade ahora ano anos anteri antes aparec aplica aqui asi aviso ayer baja banco bien
    cada calle cambia cambio casa caso certif cinco client codigo compan compru confir conser consul contes
    contra correo cualqu cuatro cuenta da datos descar despue dia dice dijo direcc dos durant electr elija
    empres enlace entonc entrar enviad error escrib estar euros factur falta febrer fecha figura formul funcio
    guarda hace haya hora horas hoy igual import indiqu intern iphone jueves labora linea llegar luego lunes
    manana mandar mensaj mes meses mientr minuto mismo movil nada necesi ningun nombre nueva nuevo numero ocho
    ordena otra otro papel parece parte pasado paso person pida plazo podemo queda quedo re recibi regula revise
    rv sale segun seis semana siempr siete siguie solo soy tel telefo tenemo trabaj tres uno urgent vale ve
    veces vez
"""
"""Beginnings of words that customers of nearly every trade use."""
SOME = """
    abajo abra acuerd adelan ademas adjunt admini ahi algo alguie alguna alli alquil antigu anular aparat aparte
    archiv atenta aunque automa avisam avisen ayuda bajo basta bloque boton buen buscar caduca camino cancel
    caract cargo carta centra cerrad cierra cita clave cobra comple compra compro comuni concep conexi conten
    contin convie copia corre correc cosa cosas coste creo cual cuanto cuesta cuota dado debe decir decis deja
    dejado dejo dentro desead devolu devolv devuel dicho diciem diez digita doce docume domici ejempl empeza
    empiez encarg enero enhora entra entrad entran entre entreg envio equipo escrit estima exampl fallec faltab
    famili favor ficher firma firmad firme forma foto fue fuera genera gente gestor grande gris guarde hacen
    hacer hacerl hacia hagan hecho herman hija hijo hijos identi impres imprim indica inform inicia inmedi
    instal ir juzgad lado leer lista llamad llame llega llegan lleva llevan llevar llevo lugar luz madre mando
    mano marque martes marzo mayor media mejor menos mensua mio mios mirar mire misma mitad modelo modo moment
    mostra muchas mucho mujer nadie ninos nomina nuevos octubr olvida once origin os otras pagar pagina pago
    pague pais pantal pasa pasan pasar pdf pedir pendie perdid permis pide pie plan plaza poco poder pone poner
    ponga precio pregun presen presta primer prisa probad probe progra proxim public pues puesto pulse punto
    quedad quedan quedar quiero reacti recarg recibe recibo recono reenvi regist rellen renova respon resto rojo
    ruego sabado saber saldo salen salir saludo sea segund seguri senora senore servic sesion siga sigue sirve
    sistem sitio sms sola solici somos taller tampoc tarda tardar tarde tarjet teneis tener tenga tenia tercer
    termin tienda tienen todas todavi total transf ultima ultimo urge usa usar utilic va van varias veinte
    ventan ver verdad via viejo viene vierne visto volver vosotr voy vuelta vuelva vuelve vuestr web
"""
"""Beginnings of words that customers of several trades use."""
