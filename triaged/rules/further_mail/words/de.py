"""Which words mean what in a customer's further mail, in German."""

GREETINGS = """
    hallo moin servus guten_tag guten_morgen guten_abend sehr_geehrte sehr_geehrter liebe lieber grüezi grüß_gott
    schönen_guten_tag werte werter
"""
GREETED = "zusammen team alle leute miteinander damen und herren support kundenservice kollegen kolleginnen ihr"
TITLES = "herr herrn frau dr prof"
TELLING = """
    nicht nichts kein keine keinen nie noch aber doch jedoch leider bitte kaputt falsch fehler problem frage hilfe
    brauche fehlt fehlen trotzdem nur außer sondern ungelöst immer wieder geht
"""

SLOTS = {
    "very": "sehr so wirklich nochmals nochmal noch_einmal ganz recht vielmals einfach schon_mal",
    "now": """
        jetzt nun wieder inzwischen mittlerweile endlich heute bereits schon soeben gerade auch alles gut prima super
        bestens einwandfrei tadellos perfekt
    """,
    "its": "ihre ihren eure euren deine deinen die den das diese all",
    "help": """
        ihre ihren eure euren deine deinen die den das diese all so sehr wirklich und für schnelle schnellen rasche
        raschen prompte prompten umgehende zügige tolle tollen gute guten nette netten freundliche freundlichen super
        prima hervorragende hervorragenden kompetente ausführliche ausführlichen unkomplizierte unkomplizierten
        hilfreiche hilfreichen große großartige großartigen antwort antworten rückmeldung hilfe unterstützung auskunft
        info infos information informationen mühe mühen arbeit lösung beratung erklärung erläuterung nachricht mail
        e-mail hinweis hinweise tipp tipps service einsatz geduld gespräch telefonat freundlichkeit
    """,
    "thing": """
        der die das mein meine unser unsere ihr ihre es alles internet drucker login anmeldung webseite website seite
        shop konto app telefon verbindung leitung server email e-mail mail zugang zugriff system link code passwort
        router update download upload zahlung portal software programm rechner computer gerät vpn wlan netz netzwerk
        heizung anlage bestellung formular einloggen anmelden
    """,
    "goods": """
        das die der mein meine unser unsere ein eine paket päckchen bestellung lieferung sendung ware artikel
        erstattung geld rechnung gutschrift
    """,
    "matter": """
        das die der mein meine unser unsere dieses diese problem probleme frage fragen anfrage sache anliegen thema
        fehler störung ticket fall vorgang es
    """,
}

PHRASES = {
    "neutral": """
        hallo/moin/servus/hi, guten tag/morgen/abend, und,
        {very}? schönen/schönes/schöne/angenehmen/guten tag/abend/feierabend/woche/wochenende/feiertage/sonntag {now}?,
        ich wünsche ihnen/euch/dir einen/ein/eine schönen/schönes/schöne tag/abend/wochenende/woche,
        einen/ein/eine schönen/schönes/schöne tag/abend/wochenende/woche,
        noch einen/ein schönen/schönes tag/wochenende, einen schönen tag noch, schönen tag noch, schönen abend noch,
        frohe/schöne weihnachten/ostern/feiertage, guten rutsch,
        mit? freundlichen/besten/herzlichen/lieben/vielen/freundlichem grüßen/gruß,
        freundliche/beste/herzliche/liebe/viele/schöne grüße, grüße, gruß, lg, vg, mfg, bg, bis bald, tschüss, ciao,
        alles gute
    """,
    "thanks": """
        {very}? danke {very}?, dankeschön, danke schön/sehr/vielmals/nochmals/ihnen/euch/dir,
        {very}? vielen dank {very}?, herzlichen/besten/lieben/tausend/schönen dank {very}?,
        vielen herzlichen/lieben dank, danke danke, danke/dankeschön {very}? für {its} {help},
        danke schön/sehr/vielmals/ihnen für {its} {help}, ich danke ihnen/euch/dir {very}?,
        wir danken ihnen/euch/dir {very}?, ich danke ihnen/euch/dir {very}? für {its} {help},
        wir danken ihnen/euch/dir {very}? für {its} {help},
        vielen/herzlichen/besten/lieben dank {very}? für {its} {help}, vielen herzlichen/lieben dank für {its} {help},
        ich bedanke mich {very}?, wir bedanken uns {very}?, ich bedanke mich {very}? für {its} {help},
        wir bedanken uns {very}? für {its} {help}, merci, merci vielmals, tausend dank für {its} {help},
        danke {very}? für alles, vielen/herzlichen dank für alles,
        das ist/war {very}? nett/lieb/freundlich von ihnen/euch/dir, {very}? nett/lieb/freundlich von ihnen/euch/dir,
        toller/super/klasse/prima/großartiger service/support, thx
    """,
    "assent": """
        ok/okay/super/prima/perfekt/klasse/toll/wunderbar/bestens/gut/top/spitze/passt/genial/alles_klar/in_ordnung,
        {very} gut/schön/nett, passt so, das passt, das ist super/prima/perfekt/toll/klasse/gut/nett,
        habe/hab/haben ich/wir erhalten/bekommen, ich habe sie/es erhalten/bekommen, erhalten, angekommen, verstanden,
        zur kenntnis genommen, das hilft mir/uns {very}? weiter, das hat mir/uns {very}? geholfen, freut mich/uns,
        das freut mich/uns
    """,
    "solved": """
        {matter}? hat/haben sich {now}? erledigt/geklärt/gelöst,
        hat/haben sich {now}? von selbst erledigt/geklärt/gelöst,
        {matter} hat/haben sich {now}? von selbst/allein/alleine erledigt/geklärt/gelöst,
        {now} hat sich das/es/alles {now}? erledigt/geklärt/gelöst, es/alles hat sich {now}? erledigt/geklärt,
        das hat sich {now}? erledigt/geklärt, hat sich {now}? alles geklärt/erledigt,
        {matter} ist/sind/wurde/wurden/war/waren {now}? gelöst/behoben/geklärt,
        ist/sind/wurde {now}? gelöst/behoben/geklärt, {matter}? {now}? gelöst/behoben/geklärt,
        das/alles ist {now}? gelöst/behoben/geklärt, {matter} konnte/konnten {now}? gelöst/behoben/geklärt werden,
        {matter} ist/sind {now}? weg/verschwunden, {matter} besteht/bestehen nicht mehr, {matter} tritt nicht mehr auf,
        ich/wir habe/haben das/die/den problem/lösung/fehler {now}? selbst gelöst/gefunden/behoben,
        ich/wir habe/haben das problem {now}? gelöst, ich/wir habe/haben es {now}? gelöst/gefunden/gelöst_bekommen,
        ich hab's {now}? gefunden/gelöst/hinbekommen, hab's {now}? gefunden/gelöst/hinbekommen,
        ich/wir habe/haben es {now}? selbst gelöst/gefunden, habe/haben es {now}? gefunden/gelöst,
        {thing} funktioniert/funktionieren/geht/gehen/läuft/laufen/klappt/klappen wieder/jetzt/nun {now}?,
        {now} funktioniert/geht/läuft/klappt es/alles {now}?, {now} funktioniert/geht/läuft/klappt {thing} {now}?,
        funktioniert/geht/läuft/klappt wieder/jetzt/nun {now}?, es hat {now}? geklappt/funktioniert,
        hat {now}? geklappt/funktioniert, das hat {now}? geklappt/funktioniert, alles {now}? wieder ok/okay/gut,
        alles wieder in ordnung, {now}? ist alles wieder in ordnung, {thing} ist/sind wieder da/erreichbar/online,
        sie/ihr/du können/könnt/kannst {now}? das/den/die/diesen/dieses ticket/fall/vorgang/anfrage {now}? schließen,
        das/der/die ticket/fall/vorgang/anfrage kann {now}? geschlossen werden,
        bitte das/den/die ticket/fall/vorgang/anfrage {now}? schließen,
        bitte schließen sie das/den/die/dieses/diesen ticket/fall/vorgang/anfrage,
        {matter}? ist/sind {now}? hinfällig/gegenstandslos, fehlalarm, war ein fehlalarm, es war ein fehlalarm,
        bitte ignorieren sie meine letzte/vorige/vorherige/erste mail/e-mail/nachricht/anfrage,
        meine letzte/vorige/vorherige mail/e-mail/nachricht ist {now}? hinfällig/gegenstandslos,
        {goods} ist/sind {now}? angekommen/eingetroffen/da, {goods} {now}? angekommen/eingetroffen,
        {goods} ist/sind {now}? gut/heil/wohlbehalten angekommen/eingetroffen,
        {goods} ist/sind heute morgen/früh/vormittag/mittag/nachmittag angekommen/eingetroffen
    """,
    "unasked": """
        erledigt, {matter}? ist/sind {now}? erledigt, das/alles ist {now}? erledigt, alles erledigt
    """,
    "nudge": """
        gibt/gibts es/denn/schon/hier/da {very}? schon/etwas/was/denn/dazu/bereits/irgendetwas {now}? neues/neuigkeiten,
        gibt/gibts es/schon/was/hier {now}? neues/neuigkeiten, gibt es etwas neues, gibt es {now}? etwas/was neues,
        gibt's schon/was/etwas/denn neues/neuigkeiten/was_neues, gibt's {now}? neues/neuigkeiten, was/etwas neues,
        gibt es hier/da/dazu/hierzu {now}? etwas/was? neues/neuigkeiten,
        gibt es {now}? eine/einen/ein neuen/zwischenstand/zwischenbescheid/rückmeldung/antwort/update/stand,
        wie ist der/hier/denn {now}? der/aktuelle/derzeitige? stand, wie ist der stand, wie sieht es/das {now}? aus,
        wie sieht's {now}? aus, aktueller stand, neuer stand, sachstand, zwischenstand, was ist {now}? mit,
        haben sie {now}? schon/bereits/etwas neuigkeiten/neues/herausgefunden, konnten sie {now}? schon/bereits/etwas,
        noch/bisher/bislang/leider keine/nichts antwort/rückmeldung/reaktion/gehört/neues, immer noch keine/nichts,
        habe/haben noch/bisher keine/nichts, warte/warten {now}? noch/immer/seit,
        warte/warten auf eine/ihre/die antwort/rückmeldung,
        wollte/wollten {now}? nur? mal/nochmal/kurz/einmal? nachfragen/nachhaken,
        ich wollte {now}? nachfragen/nachhaken, nachfragen ob, nachhaken, kurze/freundliche/nochmalige erinnerung,
        zur erinnerung, ich erinnere/möchte an/erinnern, erinnern an, möchte/wollte {now}? nur? mal? erinnern,
        wann kann/können/darf ich/wir mit einer/ihrer/eurer antwort/rückmeldung, wann höre/hören ich/wir,
        wann bekomme/bekommen/erhalte/erhalten ich/wir {now}? eine/ihre? antwort/rückmeldung/bescheid, wie lange noch,
        ist hier/da? jemand, ist jemand da/hier/erreichbar,
        haben sie meine mail/e-mail/nachricht erhalten/bekommen/gelesen, bitte um {very}? antwort/rückmeldung,
        bitte um eine/kurze/baldige/schnelle/rasche antwort/rückmeldung, bitte antworten sie, bitte melden sie sich
    """,
    "nudge alone": "nachfrage, erinnerung, hallo, push, schubs, na, und, neuigkeiten, rückfrage, stand",
    "other": """
        etwas/was/um_was/um_etwas ganz? anderes,
        anderes/andere/anderer/anderen/weiteres thema/sache/problem/anliegen/frage, nichts damit zu tun,
        hat nichts damit
    """,
    "denied": "nicht, nichts, wenn, falls",
    "invited": "antworten, antworte, antwortet, schreiben, schreibe, schreib",
}
