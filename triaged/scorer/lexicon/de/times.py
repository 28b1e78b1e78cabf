"""German: when, how near, and how often already."""

PHRASES = {
    "soon": """
        bis heute/morgen/mittag/mitternacht, bis spätestens heute/morgen, bis # uhr, heute noch, noch heute,
        morgen früh, heute abend/nachmittag/mittag ~ brauchen/brauche/beginnt/startet/muss/müssen,
        brauche/brauchen/benötige/benötigen/muss/müssen ~ heute/morgen,
        morgen ~ brauchen/brauche/beginnt/startet/fliege/fliegen,
        morgen ~ heiraten/hochzeit/veranstaltung/termin/prüfung/eröffnung/messe, heute ~ frist/abgabe/eröffnung,
        frist/abgabe ~ heute/morgen, innerhalb von? # stunden/minuten, in # stunden/minuten,
        in einer/zwei/drei/wenigen/ein/paar stunde/stunden, nächsten # stunden, heute ablaufen, läuft heute/morgen ab,
        reisen/reise/kommen/fliegen/ankommen ~ heute/morgen an/abend, stehen/stehe vor der tür, stehen draußen,
        bis mittag/mitternacht/dahin/abends/feierabend/# uhr, in einer/zwei/drei/wenigen stunde/stunden/minuten,
        bevor es/sie/er/der zu/schließt/zumacht, jeden moment/augenblick,
        schließt/beginnt/startet/öffnet/endet/beginnen um/heute/morgen,
        heute/morgen ~ raus/weg/los/fertig/abgeben/abgabe/frist/schluss/stichtag, letzter/letzte tag/chance/möglichkeit,
        übermorgen, am nachmittag, gleich morgen, noch vor, spätestens morgen/heute, sonst ist es zu, heutigen tag,
        am heutigen, frist läuft, muss/müssen ~ raus/weg
    """,
    "near": """
        heute, morgen, heut, heute abend/nacht/nachmittag/mittag/vormittag/früh,
        morgen früh/mittag/abend/vormittag/nachmittag
    """,
    "now": """
        gerade eben, eben gerade, soeben, in diesem moment/augenblick, jetzt gerade, gerade jetzt, im augenblick,
        läuft noch, geht ~ weiter, seit heute/gestern/# uhr/mitternacht/mittag/stunden/einer/ner stunde,
        seit heute/gestern früh/morgen/abend/nacht/nachmittag,
        seit montag/dienstag/mittwoch/donnerstag/freitag/samstag/sonntag/gestern/tagen,
        heute nacht/früh/morgen/vormittag/mittag, letzte/vergangene nacht, über nacht, gestern abend/nacht/nachmittag,
        vor einer/# stunde/stunden/minuten, vor wenigen minuten, in der/dieser nacht, vorhin, wieder heute,
        schon wieder heute, die ganze nacht
    """,
    "date": """
        bis spätestens, bis zum #, bis zum montag/dienstag/mittwoch/donnerstag/freitag/samstag/sonntag,
        bis zum wochenende/monatsende/januar/februar/märz/april/mai,
        bis montag/dienstag/mittwoch/donnerstag/freitag/samstag/sonntag,
        bis ende/anfang/weihnachten/ostern/nächste/nächsten/kommenden, bis # . #,
        spätestens am/bis/zum/montag/dienstag/mittwoch/donnerstag/freitag,
        vor montag/freitag/weihnachten/ostern/dem wochenende/ersten, rechtzeitig zum/zur/vor, frist, fristgerecht,
        innerhalb von? # tagen, in # tagen, stichtag, heute/morgen um, abgabetermin, am mittwoch, am donnerstag,
        am freitag, am samstag, am sonntag, vor montag, vor dienstag, vor mittwoch, vor donnerstag, vor freitag,
        vor samstag, vor sonntag, ab montag, ab dienstag, ab mittwoch, ab donnerstag, ab freitag, ab samstag,
        ab sonntag, zum montag, zum dienstag, zum mittwoch, zum donnerstag, zum freitag, zum samstag, zum sonntag,
        diesen montag, diesen dienstag, diesen mittwoch, diesen donnerstag, diesen freitag, diesen samstag,
        diesen sonntag, kommenden montag, kommenden dienstag, kommenden mittwoch, kommenden donnerstag,
        kommenden freitag, kommenden samstag, kommenden sonntag, nächsten montag, nächsten dienstag, nächsten mittwoch,
        nächsten donnerstag, nächsten freitag, nächsten samstag, nächsten sonntag, spätestens samstag,
        spätestens sonntag, montag/dienstag/mittwoch/donnerstag/freitag früh/abend/mittag, bis zum/spätestens #,
        bis # . januar/februar/märz/april/mai/juni/juli/august/september/oktober/november/dezember, am # .,
        binnen # tagen/stunden, steuererklärung, umsatzsteuervoranmeldung, voranmeldung, jahresabschluss,
        monatsabschluss, monatsende, quartalsende, jahresende, ende der/des woche/monats/jahres, lohnlauf,
        vor weihnachten/ostern/den ferien/feiertagen
    """,
    "travel": """
        flug, fliege, fliegen, fliegt, flieger, flugzeug, flughafen, zug fährt/geht, kreuzfahrt, reisepass, visum,
        = visa, botschaft, konsulat, = hotel, gestrandet, im urlaub, urlaub ~ beginnt/ab/am, reise, reisen, verreisen,
        abreise, abflug, abfahrt, verreise, bahnhof ~ stehe/sitze, expedition, in den bergen, klassenfahrt,
        in prag/rom/paris/london/spanien/italien/österreich/frankreich/der türkei
    """,
    "event": """
        hochzeit, heiraten, trauung, standesamt, beerdigung, bestattung, beisetzung, begräbnis, bestatter, taufe,
        geburt, = examen, abitur, klausur, vorstellungsgespräch, verhandlung, versteigerung, notarin/notartermin,
        = notar, einzug, eröffnung, = premiere, konzert, = festival, wettkampf, turnier, präsentation, betriebsprüfung,
        prüfer, finanzamt, geburtstermin, termin beim/bei der/im
    """,
    "consequence": """
        sonst, ansonsten, andernfalls, anderenfalls, wenn nicht, falls nicht, wenn niemand/keiner, verfällt, verfallen,
        erlischt, rutscht ~ nächsten, verliere/verlieren/verliert, verpasse/verpassen, versäume/versäumen, zu spät,
        ist es weg/vorbei/zu, geht ~ zurück, wird ~ gestrichen/storniert/gelöscht/vergeben/versteigert/abgeholt,
        neu versteigert, kostet uns, vertragsstrafe, säumniszuschlag, verspätungszuschlag, nie wieder,
        nützt/nützen/bringt ~ nichts, keine zeit, erst in # wochen/tagen/monaten, kann nicht warten, wartet nicht
    """,
    "repeated": """
        zum zweiten/dritten/vierten/fünften/wiederholten/x/xten/zigsten/# mal,
        zweite/dritte/vierte/fünfte mail/email/nachricht/anfrage/erinnerung/versuch/mahnung/schreiben,
        letzte/zweiten/dritten/vierten mail/email/nachricht/anfrage/erinnerung/versuch/mahnung/schreiben,
        # . mail/email/nachricht/anfrage/erinnerung/versuch,
        noch keine/kein antwort/reaktion/rückmeldung/rückruf/nachricht,
        immer noch keine/kein/nichts antwort/reaktion/rückmeldung/rückruf/gehört, keine antwort/reaktion/rückmeldung,
        bisher/bislang keine/nichts/kein, nichts gehört, niemand meldet/antwortet/reagiert/ruft,
        meldet sich niemand/keiner, antwortet niemand/keiner, hat sich niemand/keiner, warte/warten/wartet immer noch,
        warte/warten noch immer, warte/warten ~ seit, seit # tagen/wochen/monaten, seit tagen/wochen/monaten,
        bereits/schon ~ geschrieben/angerufen/gemeldet/mitgeteilt/gefragt, mehrfach/mehrmals/wiederholt, schon wieder,
        erneut, nochmals, abermals, wieder und wieder, immer wieder, erinnerung, nachfrage zu meiner/unserer, ignoriert,
        vertröstet, unbeantwortet, nach wie vor, nicht gelöst/behoben,
        dritte/dritten/vierte/vierten brief/anruf/mal/versuch/woche,
        zweimal/dreimal/viermal ~ geschrieben/angerufen/gemeldet/gebeten/nachgefragt, seit langem,
        seit zwei/drei/vier/fünf/sechs/sieben tagen/wochen/monaten, vor # wochen/monaten,
        vor zwei/drei/vier/fünf/sechs wochen/monaten, passiert nichts/ist, nichts passiert/geschehen/getan,
        tut sich nichts, keine zeile/antwort/rückmeldung/reaktion,
        keiner/niemand ruft/schreibt/meldet/antwortet/hilft/zuständig/kümmert/kommt,
        nicht gemeldet/geantwortet/zurückgerufen, nie gemeldet/geantwortet/zurückgerufen, warteschleife, schleife,
        platz #, textbaustein/textbausteine, automatische/automatischen antwort/antworten,
        jedes mal/jede woche/jeden tag, jedes mal, jede woche, jeden tag/abend/morgen/monat,
        immer dieselbe/dasselbe/wieder, hin und her, von einem/pontius, hingehalten, noch mal/einmal für/von/das,
        schon geschrieben/angerufen/gefragt, auf meine/unsere schreiben/briefe/mails/anrufe
    """,
    "promise": """
        versprochen, versprachen, zugesagt, zugesichert, zusage, hätte/hätten ~ sollen,
        sollte/sollten ~ bereits/schon/längst, sollte/sollten gestern, überfällig, termin ~ nicht ~ eingehalten,
        nicht eingehalten, niemand ~ gekommen/erschienen/aufgetaucht, keiner ~ gekommen/erschienen/aufgetaucht,
        nicht erschienen, längst, entgegen ihrer, wieder/erneut/heute/gestern nicht gekommen/erschienen/aufgetaucht,
        vergeblich/umsonst gewartet, extra urlaub/freigenommen,
        hat/haben/hatte/hatten ~ versprochen/zugesichert/bestätigt/versichert,
        wurde/wurden ~ zugesagt/versprochen/gesagt/bestätigt/versichert,
        sollte/sollten ~ kommen/da/sein/bis/erledigt/abgeschlossen, eigentlich ~ sollte/sollten,
        hätte/hätten ~ müssen/sollen, obwohl ~ gekündigt/bezahlt/bestätigt/zugesagt,
        trotz bestätigung/zusage/vereinbarung/termin, nicht gekommen/erschienen/aufgetaucht, kam nicht,
        kam niemand/keiner, ist nie gekommen, immer noch nicht/kein/keine, noch immer nicht/kein/keine,
        bis heute nicht/kein/keine, noch nicht ~ da/gekommen/bekommen/erledigt, verschoben, erneut verschoben, umsonst,
        vergeblich, statt dessen, im stich, bestätigung dafür
    """,
    "distant": """
        im falle, im fall, für den fall, für den notfall, im notfall, angenommen, theoretisch, hypothetisch,
        was passiert wenn, was wäre wenn, was ist wenn, letztes jahr, vor jahren, vor einem jahr, damals, früher,
        in der vergangenheit, seinerzeit, um zu vermeiden, um zu verhindern, zum schutz vor, zum schutz gegen,
        zur vorbeugung, vorsorglich, als vorsorge, gegen einbruch
    """,
}
