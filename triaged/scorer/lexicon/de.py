"""German."""

NEGATORS = "nicht kein keine keinen keinem keiner keinerlei nie niemals ohne nix"
FILLERS = """
    leider gar überhaupt noch immer mehr einfach plötzlich auch momentan aktuell derzeit jetzt komplett total so
    sehr besonders wirklich richtig ganz völlig bei mir uns ja schon eben halt ist es wäre
"""

PHRASES = {
    "danger": """
        gasgeruch, riecht/stinkt ~ nach gas, gas ausgetreten, tritt gas aus, kohlenmonoxid, brennt, = brand,
        feuer gefangen, rauchentwicklung, qualmt, raucht und, = funken, stromschlag, explodiert, explosion,
        verletzt, im krankenhaus, notaufnahme, notarzt, allergische reaktion, lebensgefahr, lebensgefährlich,
        lebensbedrohlich, lebenswichtig, heizung ~ ausgefallen/aus/kalt/kaputt/defekt, heizung ~ nicht,
        heizungsausfall, keine heizung, ohne heizung/insulin/sauerstoff,
        aufzug/fahrstuhl/lift stecken/fest/eingeschlossen, im aufzug/fahrstuhl/lift ~ stecken/fest/eingeschlossen,
        eingeschlossen, überschwemmt, überflutet, unter wasser, rohrbruch, wasserrohrbruch, wasserschaden,
        wasser läuft/kommt/tropft ~ aus/durch/von, lebensmittelvergiftung,
        person/personen/jemand/kind/kinder/bewohner ~ eingeschlossen/gefangen/bewusstlos, feueralarm,
        brandmeldeanlage, brandmelder, bewusstlos, rettungswagen
    """,
    "security": """
        gehackt, hacker/hackern, gehackte/gehackten/gehacktes, ransomware, verschlüsselungstrojaner, trojaner,
        schadsoftware, datenleck, datenpanne, phishing, identitätsdiebstahl, betrug, betrüger/betrügern,
        betrügerisch/betrügerische/betrügerischen, betrogen, missbraucht, missbrauch, kartenmissbrauch,
        unbefugt/unbefugte/unbefugter/unbefugten, nicht von mir/uns autorisiert/veranlasst/bestellt/beauftragt,
        nicht autorisiert/autorisierte, fremde/fremder ~ zugriff/eingeloggt/angemeldet,
        jemand ~ zugriff/eingeloggt/angemeldet, gestohlen, geklaut, sicherheitsvorfall, sicherheitslücke,
        eingebrochen, einbruch bei/in/gestern/heute, sehe/sehen ~ daten/rechnungen/bestellungen anderer/fremder,
        daten anderer/fremder kunden/nutzer, fremde daten/rechnungen/bestellungen, betrugsversuch, fälschung,
        gefälscht/gefälschte/gefälschten, andere iban/bankverbindung/kontonummer, verdächtig/verdächtige
    """,
    "outage": """
        ausfall, serverausfall, totalausfall, stromausfall, systemausfall, ausgefallen, nicht erreichbar, offline,
        = down, nichts geht/funktioniert, nichts ~ geht/funktioniert, geht/funktioniert nichts,
        geht/funktioniert ~ nichts, lahmgelegt, liegt/liegen lahm, abgestürzt, zusammengebrochen,
        kein/keinen/keine strom/internet/netz/empfang/verbindung/wasser/warmwasser/telefon,
        ohne strom/internet/netz/wasser/warmwasser/telefon, großstörung, eine störung,
        störung seit/im/in/bei/der/des, betriebsunterbrechung, unterbrechung, unterbrochen,
        massiv/schwer/stark/erheblich beeinträchtigt/gestört, zum erliegen
    """,
    "loss": """
        datenverlust, daten ~ verloren/weg/gelöscht/verschwunden, alles/alle ~ weg/verloren/gelöscht/verschwunden,
        versehentlich gelöscht, verlieren ~ geld/kunden/umsatz/aufträge, entgeht/entgehen uns, umsatzausfall,
        umsatzverlust, kostet/kosten uns ~ euro/geld, entgangen,
        ware/waren/lebensmittel/medikamente ~ verdirbt/verderben/verdorben,
        kühlung/kühlhaus/kühlschrank/tiefkühler ~ aus/ausgefallen/defekt/kaputt/warm
    """,
    "legal": """
        anwalt/anwälte/anwältin, rechtsanwalt/rechtsanwältin, rechtliche/rechtlichen schritte/schritten, rechtsweg,
        rechtsabteilung, = klage, verklagen, gericht, gerichtlich/gerichtliche, mahnbescheid,
        anzeige erstatten/erstattet, strafanzeige, = polizei, verbraucherzentrale, verbraucherschutz,
        datenschutzbehörde, aufsichtsbehörde, ordnungsamt, gesundheitsamt, schlichtungsstelle, bundesnetzagentur,
        dsgvo verstoß/beschwerde, fristsetzung, frist setzen, setze/setzen ~ frist
    """,
    "blocked": """
        nicht arbeiten, nicht weiterarbeiten, arbeitsunfähig, nicht anmelden, nicht einloggen, nicht zugreifen,
        nicht bestellen, nicht bezahlen, nicht öffnen, nicht nutzen/benutzen, nicht ins/in das/die/unser/unsere,
        nicht rein, komme/kommen ~ nicht ~ rein/hinein/weiter, kein/keinen zugriff/zugang, ausgesperrt, gesperrt,
        blockiert, blockieren, steht/stehen still, stillstand, produktion steht, produktionsstillstand,
        betrieb steht, müssen/mussten ~ schließen/zumachen, sitze/sitzen fest, gestrandet,
        niemand/keiner ~ arbeiten, lässt/lassen sich nicht öffnen/starten/bedienen/einschalten
    """,
    "charged": """
        doppelt/zweimal/dreimal/mehrfach abgebucht/berechnet/belastet/bezahlt/gezahlt/eingezogen/abgerechnet,
        doppelt/zweimal ~ abgebucht/berechnet/belastet/eingezogen/abgerechnet,
        doppelte/zweifache abbuchung/zahlung/rechnung/belastung, zu viel/unrecht abgebucht/berechnet/belastet,
        zuviel abgebucht/berechnet/belastet, falscher betrag abgebucht, trotzdem ~ abgebucht,
        trotz kündigung ~ abgebucht, unberechtigte abbuchung, geld ~ abgebucht,
        zahlung/zahlungen/überweisung ~ fehlgeschlagen/abgelehnt/gescheitert,
        = zahlung/zahlungen/überweisung ~ nicht, karte ~ abgelehnt, gehalt/gehälter/löhne ~ nicht,
        lohnabrechnung/lohnlauf, mahnung
    """,
    "churn": """
        kündige/kündigen, kündigung, gekündigt, vertrag ~ beenden/auflösen, konto löschen/schließen,
        account löschen/schließen, konkurrenz, zum wettbewerber, mitbewerber, anbieter wechseln,
        wechsle/wechseln/wechsele ~ anbieter, nie wieder, das letzte mal, schlechte/negative bewertung,
        als kunden/kunde/kundin verloren, verlieren ~ kunden, ruf schädigen
    """,
    "many": """
        alle unsere/unserer mitarbeiter/kunden/nutzer/kollegen/standorte/filialen,
        alle mitarbeiter/kunden/nutzer/kollegen/kolleginnen/standorte,
        alle filialen/benutzer/anwender/arbeitsplätze/bewohner/mieter,
        ganze/gesamte/komplette/ganzen/gesamten firma/team/abteilung/büro/haus,
        ganze/gesamte/komplette/ganzen/gesamten schule/unternehmen/netzwerk/standort/belegschaft/praxis,
        ganzes/gesamtes haus/team/büro/unternehmen/netzwerk, unternehmensweit, firmenweit,
        niemand/keiner kann/hier/im/von, kann niemand/keiner, können ~ kunden ~ nicht,
        unsere kunden können/sehen/bekommen/kommen,
        mehrere/viele/zahlreiche/hunderte/tausende/dutzende nutzer/kunden/kollegen,
        mehrere/viele/zahlreiche/hunderte/tausende/dutzende mitarbeiter/leute/personen/menschen,
        # mitarbeiter/kunden/nutzer/kollegen/leute/personen/patienten/schüler/gäste/arbeitsplätze,
        produktionssystem, produktivsystem, im livebetrieb, produktivbetrieb,
        jeder/jedem kunde/kunden/nutzer/mitarbeiter, jede bestellung
    """,
    "soon": """
        bis heute/morgen/mittag/mitternacht, bis spätestens heute/morgen, bis # uhr, heute noch, noch heute,
        morgen früh, heute abend/nachmittag/mittag ~ brauchen/brauche/beginnt/startet/muss/müssen,
        brauche/brauchen/benötige/benötigen/muss/müssen ~ heute/morgen,
        morgen ~ brauchen/brauche/beginnt/startet/fliege/fliegen,
        morgen ~ heiraten/hochzeit/veranstaltung/termin/prüfung/eröffnung/messe, heute ~ frist/abgabe/eröffnung,
        frist/abgabe ~ heute/morgen, innerhalb von? # stunden/minuten, in # stunden/minuten,
        in einer/zwei/drei/wenigen/ein/paar stunde/stunden, nächsten # stunden, heute ablaufen,
        läuft heute/morgen ab, reisen/reise/kommen/fliegen/ankommen ~ heute/morgen an/abend,
        stehen/stehe vor der tür, stehen draußen
    """,
    "repeated": """
        zum zweiten/dritten/vierten/fünften/wiederholten/x/xten/zigsten/# mal,
        zweite/dritte/vierte/fünfte mail/email/nachricht/anfrage/erinnerung/versuch/mahnung/schreiben,
        letzte/zweiten/dritten/vierten mail/email/nachricht/anfrage/erinnerung/versuch/mahnung/schreiben,
        # . mail/email/nachricht/anfrage/erinnerung/versuch,
        noch keine/kein antwort/reaktion/rückmeldung/rückruf/nachricht,
        immer noch keine/kein/nichts antwort/reaktion/rückmeldung/rückruf/gehört,
        keine antwort/reaktion/rückmeldung, bisher/bislang keine/nichts/kein, nichts gehört,
        niemand meldet/antwortet/reagiert/ruft, meldet sich niemand/keiner, antwortet niemand/keiner,
        hat sich niemand/keiner, warte/warten/wartet immer noch, warte/warten noch immer, warte/warten ~ seit,
        seit # tagen/wochen/monaten, seit tagen/wochen/monaten,
        bereits/schon ~ geschrieben/angerufen/gemeldet/mitgeteilt/gefragt, mehrfach/mehrmals/wiederholt,
        schon wieder, erneut, nochmals, abermals, wieder und wieder, immer wieder, erinnerung,
        nachfrage zu meiner/unserer, ignoriert, vertröstet, unbeantwortet, nach wie vor, nicht gelöst/behoben
    """,
    "broken": """
        funktioniert/funktionieren/funktionierte nicht,
        funktioniert/funktionieren/geht/gehen/lädt/startet/läuft/laufen/reagiert/druckt/klappt ~ nicht,
        geht/gehen/lädt/startet/läuft/laufen/öffnet/reagiert/druckt/klappt nicht,
        nicht funktioniert/funktionieren/geht, wieder nicht, geht/funktioniert wieder nicht,
        springt/schaltet ~ nicht an/ein, kaputt, defekt, defekte/defekter/defektes/defekten, fehlermeldung,
        fehlercode, fehler, fehlerhaft, probleme/problem mit/beim/seit/bei, haben/habe/gibt ein? problem/probleme,
        stürzt ~ ab, absturz, abstürze, hängt sich, eingefroren, zeitüberschreitung, extrem/sehr/furchtbar langsam,
        bleibt schwarz/weiß/leer/dunkel, schwarzer/weißer/blauer bildschirm, streikt, ruckelt, undicht, tropft,
        beeinträchtigt/beeinträchtigung, instabil, bricht ~ ab, abbrüche, verbindungsabbrüche
    """,
    "promise": """
        versprochen, versprachen, zugesagt, zugesichert, zusage, hätte/hätten ~ sollen,
        sollte/sollten ~ bereits/schon/längst, sollte/sollten gestern, überfällig, termin ~ nicht ~ eingehalten,
        nicht eingehalten, niemand ~ gekommen/erschienen/aufgetaucht, keiner ~ gekommen/erschienen/aufgetaucht,
        nicht erschienen, längst, entgegen ihrer, wieder/erneut/heute/gestern nicht gekommen/erschienen/aufgetaucht,
        vergeblich/umsonst gewartet, extra urlaub/freigenommen
    """,
    "refund": """
        geld zurück, rückerstattung, erstattung, erstatten, erstattet, rückzahlung, zurücküberweisen, rückbuchung,
        falsche/falscher/falschen rechnung/betrag/preis/rechnungen, rechnung ~ falsch/fehlerhaft/stimmt,
        rechnung stimmt nicht, schadenersatz, schadensersatz, entschädigung, gutschrift, widerspruch, reklamation,
        reklamieren
    """,
    "missing": """
        nicht angekommen/eingetroffen/geliefert/erhalten/bekommen/da/zugestellt,
        nie angekommen/eingetroffen/geliefert/erhalten/bekommen, noch nichts erhalten/bekommen/angekommen,
        fehlt/fehlen, wo bleibt/bleiben, verschollen, verschwunden,
        falsche/falscher/falsches/falschen artikel/größe/ware/produkt/farbe/adresse/teil/teile, beschädigt,
        beschädigte/beschädigten/beschädigter, zerbrochen, gesprungen, unvollständig, zu spät, verspätet,
        verspätung, verzögerung, verzögert
    """,
    "anger": """
        unverschämt, unverschämtheit, frechheit, unmöglich, inakzeptabel, nicht akzeptabel, unzumutbar, empört,
        wütend, stinksauer, sauer, verärgert, ärgerlich, ärgere mich, enttäuscht, enttäuschend, skandal,
        katastrophe, katastrophal, saftladen, abzocke, sauerei, schlimmste, lächerlich, schnauze voll, nase voll,
        reicht mir/uns/es, mir reicht, geduld ~ ende, beschwerde, beschweren, beschwere, unfähig, verarscht,
        zumutung, armutszeugnis, so geht das nicht
    """,
    "date": """
        bis spätestens, bis zum #, bis zum montag/dienstag/mittwoch/donnerstag/freitag/samstag/sonntag,
        bis zum wochenende/monatsende/januar/februar/märz/april/mai,
        bis montag/dienstag/mittwoch/donnerstag/freitag/samstag/sonntag,
        bis ende/anfang/weihnachten/ostern/nächste/nächsten/kommenden, bis # . #,
        spätestens am/bis/zum/montag/dienstag/mittwoch/donnerstag/freitag,
        vor montag/freitag/weihnachten/ostern/dem wochenende/ersten, rechtzeitig zum/zur/vor, frist, fristgerecht,
        innerhalb von? # tagen, in # tagen, stichtag, heute/morgen um, abgabetermin
    """,
    "claim": """
        dringend, dringende/dringender/dringendes/dringenden, dringlich, dringlichkeit, eilig, eilt, = eile,
        eilsache, umgehend, sofort helfen/hilfe/reagieren/antworten/anrufen/beheben/lösen/handeln,
        bitte/brauche/brauchen/benötige/benötigen/muss/müssen sofort, sofortige/sofortiger/sofortigen, unverzüglich,
        schnellstmöglich, schnellstens, so schnell wie möglich, so rasch wie möglich, baldmöglichst, asap, notfall,
        höchste/hohe/oberste priorität, kritisch, zeitkritisch, schnelle/rasche antwort/rückmeldung/hilfe/lösung,
        brennt ~ nägeln
    """,
    "patience": """
        keine eile, eilt nicht, nicht eilig, hat zeit, nicht so dringend, nichts dringendes, kein stress,
        keine hektik, keine dringlichkeit, wenn sie zeit/gelegenheit haben, wenn es ihnen passt, bei gelegenheit,
        in aller ruhe, lassen sie sich zeit, kann warten, niedrige/geringe priorität,
        nur zur information/info/kenntnis, zur information, zur kenntnis,
        keine antwort nötig/notwendig/erforderlich, nicht antworten
    """,
    "solved": """
        funktioniert/geht/läuft/klappt wieder, funktioniert/geht/läuft/klappt jetzt,
        funktioniert/geht/läuft/klappt nun, hat sich erledigt, hat sich geklärt, ist/sind/alles erledigt, erledigt,
        gelöst, behoben, problem ~ gelöst/behoben, ist ~ angekommen, gut/wohlbehalten/heil angekommen, fehlalarm,
        können ~ ticket/fall/vorgang schließen, ist hinfällig, gegenstandslos
    """,
    "spread": """
        bewerbung, bewerbe mich, bewerbungsunterlagen, lebenslauf, praktikum, praktikumsplatz, ausbildungsplatz,
        initiativbewerbung, stellenanzeige, newsletter, abmelden ~ newsletter, pressemitteilung, gastbeitrag,
        backlinks, linktausch, suchmaschinenoptimierung, webinar, sonderangebot, aktionsangebot,
        kooperationsanfrage, zusammenarbeit anbieten, wir sind ein führender, unverbindliches angebot für sie
    """,
    "praise": """
        toller/super/großartiger service/support/kundendienst/produkt/arbeit,
        hervorragender/ausgezeichneter/klasse/prima service/support/kundendienst/produkt/arbeit,
        tolle/super/großartige/hervorragende arbeit/leistung/beratung/hilfe, sehr zufrieden, rundum zufrieden,
        begeistert, großes lob, ein lob, loben, weiter so, freue mich/uns sehr, freuen uns sehr, einfach mal danke,
        wollte mich ~ bedanken, möchte mich ~ bedanken, möchten uns ~ bedanken, weiterempfehlen, empfehle ~ weiter,
        herzlichen glückwunsch, funktioniert/läuft perfekt/super/einwandfrei/prima,
        danke/dank für die/ihre/eure ~ tolle/super/nette/freundliche/großartige/hervorragende/kompetente,
        danke/dank für die/ihre/eure ~ schnelle hilfe/lieferung/bearbeitung/beratung/arbeit/lösung/reparatur
    """,
    "wish": """
        wäre schön wenn, wäre toll/gut/hilfreich/praktisch/super, wunsch, wünsche mir, wünschen uns,
        verbesserungsvorschlag, vorschlag, anregung, eine idee, = feature, funktionswunsch, planen sie, ist geplant,
        dunkler modus, rückmeldung zum produkt, zukünftige/künftige/zukünftigen/künftigen version/versionen
    """,
    "sales": """
        preisliste, preise, was kostet/kosten, wie viel kostet/kosten, wieviel kostet/kosten, angebot,
        kostenvoranschlag, interesse an, interessiere mich, interessieren uns, katalog, prospekt, broschüre, rabatt,
        mengenrabatt, = muster, probeabo, testzugang, wiederverkäufer, = konditionen
    """,
    "question": """
        allgemeine frage, kurze/kleine frage, nur eine frage, wollte/möchte/würde ~ fragen/wissen,
        ich wüsste gern/gerne, bieten sie, haben sie auch, liefern sie, verkaufen sie, gibt es die möglichkeit,
        gibt es bei ihnen, ist es möglich, wie kann ich ~ ändern/hinzufügen/einstellen/finden, öffnungszeiten,
        wann haben sie geöffnet, informationen zu/über, nähere/weitere informationen,
        kopie der/meiner/unserer/einer/von, rechnungskopie, adresse ändern, anschrift ~ ändern/geändert,
        adressänderung, neue/neuen adresse/anschrift/bankverbindung/telefonnummer, umgezogen,
        was ist der unterschied, neugierig
    """,
}
