"""German: money, and those who leave."""

PHRASES = {
    "charged": """
        doppelt/zweimal/dreimal/mehrfach abgebucht/berechnet/belastet/bezahlt/gezahlt/eingezogen/abgerechnet,
        doppelt/zweimal ~ abgebucht/berechnet/belastet/eingezogen/abgerechnet,
        doppelte/zweifache abbuchung/zahlung/rechnung/belastung, zu viel/unrecht abgebucht/berechnet/belastet,
        zuviel abgebucht/berechnet/belastet, falscher betrag abgebucht, trotzdem ~ abgebucht,
        trotz kündigung ~ abgebucht, unberechtigte abbuchung, geld ~ abgebucht,
        zahlung/zahlungen/überweisung ~ fehlgeschlagen/abgelehnt/gescheitert, = zahlung/zahlungen/überweisung ~ nicht,
        karte ~ abgelehnt, gehalt/gehälter/löhne ~ nicht, lohnabrechnung/lohnlauf, mahnung, abgebucht,
        abbuchung/abbuchungen, bucht ~ ab, buchen ~ ab, eingezogen, lastschrift/lastschriften,
        doppelt/doppelte/doppelten, dreimal ~ abgebucht, noch einmal abgebucht, dritte abbuchung,
        trotz kündigung/widerruf/widerspruch, trotzdem ~ bucht/buchen/abgebucht/weiter, = roaming, datennutzung,
        überzogen, im minus, dispo, rücklastschrift, geplatzt, geld ~ nicht ~ angekommen/da/eingegangen/gutgeschrieben,
        nicht eingegangen/gutgeschrieben/überwiesen/ausgezahlt/bezahlt, nie/niemals bestellt/unterschrieben/vereinbart,
        inkasso, letzte mahnung, vollstreckung, mahngebühren, rückstand, geld ~ weg/fehlt/verschwunden/nicht/noch,
        fehlendes geld, fehlt ~ euro, fehlen ~ euro, lohn/gehalt/rente/wohngeld ~ nicht/noch/immer/fehlt/ausgeblieben,
        nicht ausgezahlt/überwiesen/angekommen/gutgeschrieben/eingegangen,
        falsch gebucht/abgebucht/berechnet/überwiesen, falscher/falsche/falschen betrag/summe, viel zu viel/hoch,
        zehnfach/zehnfache, hundertfach/hundertfache, statt # euro, nicht # sondern, unberechtigt/unberechtigte,
        lastschrift ~ geplatzt/zurück, dauerauftrag ~ nicht/doppelt/fehlt, mahngebühr, zinsen ~ zahlen/berechnet,
        vorgemerkt, längst/bereits/schon bezahlt/überwiesen/gezahlt, doppelt/zweimal bezahlt/überwiesen/gezahlt,
        pünktlich bezahlt/überwiesen/gezahlt, drohen ~ inkasso/abschaltung/sperrung, sperrung, abschaltung, stromsperre,
        schufa
    """,
    "needy": """
        gehälter, löhne, lohnzahlung, lohnlauf, kaution, = pension, kindergeld, elterngeld, wohngeld, bürgergeld,
        arbeitslosengeld, krankengeld, unterhalt, bafög, sozialhilfe, stipendium, lebe/leben von/davon, zum leben,
        über die runden, kein geld, kein bargeld, ohne geld, nichts zu essen, essen kaufen, letztes/letzte geld/euro,
        ganzes/gesamtes/unser/mein erspartes/vermögen, erspartes, ersparnisse, alles was wir/ich, ruiniert, = ruin,
        pleite, insolvenz, insolvent, existenz/existenzbedrohend/existenzängste,
        verliere/verlieren/verliert ~ wohnung/haus/job/arbeit/stelle/platz, vorgestreckt, vom mund,
        kann/können ~ nicht ~ bezahlen/zahlen/leisten/kaufen/heizen,
        miete/löhne/gehälter/rechnungen/leute ~ bezahlen/zahlen/überweisen/fällig, löhne müssen/sind/werden,
        gehälter müssen/sind/werden, zahltag, letzte/letzten # euro, noch # euro, kühlschrank, windeln,
        lebensmittel kaufen, heizkosten, strom ~ abgestellt/abgeklemmt/gesperrt, gas ~ abgestellt/abgeklemmt,
        vermieter ~ kündigt/droht/raus/kündigung, fristlos, alleinerziehende/alleinerziehender, mindestlohn,
        grundsicherung, kleine rente, unsere ersparnisse, mein ganzes, unser ganzes, alles gespart, jahrelang gespart,
        jahre gespart, hauskauf, kaufpreis, kaufpreiszahlung, anzahlung, = rate, lebensgrundlage, alles verlieren
    """,
    "refund": """
        geld zurück, rückerstattung, erstattung, erstatten, erstattet, rückzahlung, zurücküberweisen, rückbuchung,
        falsche/falscher/falschen rechnung/betrag/preis/rechnungen, rechnung ~ falsch/fehlerhaft/stimmt,
        rechnung stimmt nicht, schadenersatz, schadensersatz, entschädigung, gutschrift, widerspruch, reklamation,
        reklamieren
    """,
    "sum": """
        viel geld, sehr viel geld, eine menge geld, tausende euro, ein vermögen, gesamte ersparnisse
    """,
    "churn": """
        kündige/kündigen, kündigung, gekündigt, vertrag ~ beenden/auflösen, konto löschen/schließen,
        account löschen/schließen, konkurrenz, zum wettbewerber, mitbewerber, anbieter wechseln,
        wechsle/wechseln/wechsele ~ anbieter, nie wieder, das letzte mal, schlechte/negative bewertung,
        als kunden/kunde/kundin verloren, verlieren ~ kunden, ruf schädigen
    """,
}
