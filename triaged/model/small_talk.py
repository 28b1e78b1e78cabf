"""Words that say nothing about what a mail is about: greetings, thanks, and what every sentence is made of."""

SMALL_TALK = frozenset(
    """
    aber about above actually acá además afin after again ago ahora ahí ainsi algo alguien alguna algunas algunos
    algún all alle allem allen aller alles allí almost alors already als also although always and andere anderen
    ante antes any anybody anyone anything après aquí are around ask asked assez así atentamente atrás auch aucun
    aucune auf aujourd aun aunque aus aussi autre autres aux avais avait avant avec avez avoir avons away ayer aún
    back beaucoup because been before bei beide beim being below best beste better between bien bin bis bitte bon
    bonjour bonne both brauche brauchen buen buena buenas bueno buenos but cada call came can cannot car casi ceci
    cela celle celui ces cet cette chaque chez come comme comment como con cordial cordialement could course creo
    cual cuando cuanto cuál cuándo cómo dabei dado dafür damen damit danach danke dann dans daran darauf das dass
    day days dazu dear dein del dem demain demande demander den denn depuis der dernier dernière des desde deshalb
    deux devant dice did didn die dies diese diesem diesen dieser dieses dijo dire dit doch does doesn doing dois
    doit don donc donde done dont dort dos down durante durch día días dónde each eigentlich ein eine einem einen
    einer eines einfach einmal either ella elle elles ellos else email encore enough entonces entre era eran erst
    erste esa ese eso esos est esta estaba estar estas este estimada estimado estimados esto estos estoy está están
    etwas euch euer euere eure eux even ever every everything faire fais fait faites far faut favor few fin find
    fine first fois for frage fragen frau freundliche freundlichen from fue fueron further für ganz gar geben
    geehrte gegen gehen geht gerade gern gerne gestern get gets getting gibt ging give given glad goes going gone
    good got gracias gran grand great gruß grüße gustaría gut gute guten habe haben había hace hacer hacia had hallo
    han has hasn hasta hat hatte hatten have haven having hay hear hello help hemos her here herr herren hers heute
    hice hier him hin his hola hope how however hoy hui hätte hätten iba ich igual ihm ihn ihnen ihr ihre ihrem
    ihren ihrer ils immer innerhalb ins instead into isn ist its jamais jede jeden jeder jemand jetzt jour jours
    jusque just kann keep kein keine keinen kind kindly know kommen kommt können könnte könnten lange las lassen
    last later least leider les less let letzte letzten leur leurs liebe lieber like little long look looking los
    lot luego lui mache machen macht madame made mail mais make mal man many may maybe mañana mean means mehr mein
    meine meinem meinen meiner mejor meldung menos merci mes meses message messieurs mich mientras might mine mir
    mis misma mismo mit moi moins mois mon monsieur more morgen morning most much mucha muchas mucho muchos muss
    must muy más même möchte möchten müssen nach nachdem nada nadie name near need needs neu neue neuen never new
    next nicht nichts nie ninguna ningún nobody noch noches non none nor nos nosotros not nothing notre nous now
    nuestra nuestro nuevo nun nunca nur nächste oder off often ohne okay old once one only ont other otra otras otro
    otros oui our out over own par para parce parece pas pendant people perhaps pero peu peut peuvent peux please
    plus plusieurs poco poder podría podrían podéis por porque possible pour pourquoi pourrait pourriez pouvez
    pouvoir pregunta primera primero pris près pude puede pueden puedo pues put quand que quel quelle quelles
    quelque quels quería question qui quien quiero quisiera quite quién quoi qué rather really regards reply rien
    right sabe saber said sais sale saludo saludos salutations same sans say schon sea see seem seems según sehr
    sein seine seit seitdem selbst semaine semaines semana semanas sent ser ses señor señora shall she should show
    sich side sido sie siempre siendo sigo sigue sin since sincerely sind sino sobre sofort soir soit soll sollen
    sollte solo some somebody someone something sommes somos son sondern sonst sont soon sorry souhaite sous soweit
    soy stehen steht still such suis sujet sur sure sus svp sólo tag tage tagen take tal también tampoco tan tanto
    tarde tardes tel tell temps tenemos tener tengo tenía than thank thanks that the their them then there these
    they thing things think this those though through tiempo tiene tienen till time times toda todas todavía today
    todo todos toi told tomorrow too took tous tout toute toutes tras tried trop trotzdem try trying très tun tus
    two una unas und under une uno unos uns unser unsere unserem unseren unserer unter until upon use used using
    usted ustedes vais vamos varias veces ver vers very veuillez veux vez via viel viele vielen vielleicht voici
    voilà voir vois vom von vor vos votre voudrais vous voy vraiment vuestra vuestro want wanted war waren warum was
    wasn way week weeks weil weiter welche well wenn wer werde werden were what when where whether which while who
    whole why wie wieder will wir wird wirklich wish with within without woche wochen won wonder worden would write
    writing wrong wurde wurden würde würden yes yesterday yet you your yours zum zur zwei zwischen étaient était
    étant été être última último über
    """.split()  # noqa: SIM905 - a thousand quotes are no easier to read
)
"""English, German, French and Spanish together: where two share a word, it says nothing in the other either."""
