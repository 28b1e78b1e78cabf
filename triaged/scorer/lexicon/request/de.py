"""What is asked for in German mails."""

PHRASES = {
    "ask": """
        bitte, könnten/könnt/können/würden/würdet/wollen/möchten/mögen sie/ihr, könnten wir, kannst du, könntest du,
        kann jemand, könnte jemand, kann mir/uns jemand, wären/wäre sie/ihr so, seien sie so, seid so,
        geben/gebt sie/mir/uns,
        schicken/senden/mailen/schreiben/sagen/teilen/rufen/melden/prüfen/stellen/ändern/löschen sie,
        schicken/senden/mailen/schreiben/sagen/teilen/rufen/melden/geben mir/uns,
        schickt/sendet/schreibt/sagt/ruft/meldet/gebt mir/uns/das/bitte/mal/ihn/es, melden/meldet sie/euch sich,
        rufen sie ~ an, lassen sie mich/uns ~ wissen, lasst mich/uns wissen, geben sie ~ bescheid,
        bescheid geben/sagen/geben, gebt bescheid, sagen sie bescheid, schauen/sehen/gucken sie,
        schaut/guckt mal/bitte/doch/nach, kümmern sie sich, sorgen sie dafür, helfen sie mir/uns, helft mir/uns,
        bitte um, ich bitte/ersuche sie/um/euch, wir bitten/ersuchen sie/um/euch, ersuche sie,
        um rückmeldung/rückruf/antwort/prüfung/klärung/bestätigung/erledigung/korrektur/erstattung/hilfe,
        würde/würden mich/uns ~ freuen, erinnern sie, denken sie an, vergessen sie nicht, nachschicken, schickts,
        macht das, machen sie
    """,
    "question": """
        wie kann/können/komme/geht/lange/viel/viele/oft/hoch/soll/muss/bekomme/funktioniert/mache,
        wann kann/können/kommt/ist/wird/bekomme/habe/darf/geht/soll, wo ist/finde/kann/bleibt/liegt/muss/sind,
        was ist/kostet/kosten/muss/soll/mache/kann/bedeutet/passiert/brauche, warum, wieso, weshalb, wer ist/kann/macht,
        welche/welcher/welches/welchen, woran liegt, ist das/es/da/dies möglich/normal/richtig/so/noch, gibt es, gibt's,
        haben sie/ihr, habt ihr, kann ich/man/das/es, können wir, darf ich/man, dürfen wir, muss ich/man/das,
        müssen wir, soll ich, sollen wir, geht das, stimmt das, wissen sie/ihr, wäre es möglich, ist es möglich, frage,
        fragen zu, eine frage, wollte/wollten fragen/wissen/nachfragen, möchte/möchten wissen/fragen, wüsste gern/gerne,
        würde gern/gerne wissen, ob sie/ich/das/es/man/wir, ob noch, anfrage
    """,
    "wish": """
        ich/wir brauche/brauchen/benötige/benötigen/möchte/möchten/will/wollen,
        brauche ich/bitte/ein/eine/einen/den/die/das, benötige ich, möchte ich, möchten wir, hätte/hätten gern/gerne,
        würde/würden gern/gerne, ich/wir wünsche/wünschen, wäre/wären dankbar/nett/schön/toll/super/lieb/froh/klasse,
        wäre es, dankbar wenn/für, wäre gut/hilfreich/sinnvoll, hoffe auf, hoffen auf, warte auf, warten auf,
        in erwartung, freue mich auf ihre/eure/antwort/rückmeldung, freuen uns auf, ich/wir erwarte/erwarten, verlange,
        fordere, dringend, eilt, so schnell wie, schnellstmöglich, baldmöglichst, umgehend,
        bis morgen/montag/dienstag/mittwoch/donnerstag/freitag/spätestens, bis zum, bitte um, ihre hilfe, eure hilfe,
        ihre unterstützung, um hilfe, anregung, vorschlag, = idee, wunsch, beantrage, beantragen, bestelle, bestellen,
        kündige, widerrufe, widerspreche, einspruch, reklamiere, melde ich/mich, anbei ~ bitte
    """,
    "meet": """
        treffen, besprechen, termin, telefonieren, rückruf, zurückrufen, anrufen, vereinbaren, verschieben,
        lassen sie uns, lass uns, wollen wir, vorbeikommen, abholen, kennenlernen
    """,
    "trouble": """
        funktioniert ~ nicht, geht ~ nicht, klappt ~ nicht, läuft ~ nicht, kaputt, defekt, fehler, fehlermeldung, fehlt,
        fehlen, = problem, probleme, störung, ausfall, falsch, falsche, falscher, falschen,
        nicht angekommen/erhalten/geliefert/bekommen, noch nicht da, noch nichts/keine/kein, immer noch, noch immer,
        seit tagen/wochen/gestern/heute, warte seit, kann nicht, können nicht, komme nicht, lässt sich nicht,
        keine antwort, abgebucht, mahnung, doppelt, gesperrt, verloren, gestohlen, beschädigt, gerissen, reklamation,
        erstattung, rückerstattung, umtausch, zu spät, stürzt, abgestürzt, hängt, verschwunden, beschwerde, dritten mal,
        zweiten mal, hilfe
    """,
    "invites": """
        bei fragen/rückfragen, rückfragen, für fragen/rückfragen, stehe/stehen ~ zur verfügung,
        melden sie sich gern/gerne, gern zur verfügung, gerne zur verfügung
    """,
    "news": """
        zur information, zur info, zur kenntnis, zur kenntnisnahme, für ihre akte/unterlagen/akten, für eure unterlagen,
        anbei, im anhang, beigefügt, wie besprochen/vereinbart/gewünscht/verabredet/abgemacht/telefonisch,
        hiermit bestätige/bestätigen, ich wollte nur, wollte nur/kurz mitteilen/sagen/bescheid, nur kurz, kurze info,
        kurze rückmeldung, teile ich ihnen mit, reiche ich, sende ich ihnen, schicke ich ihnen,
        der vollständigkeit halber
    """,
    "done": """
        keine antwort nötig/notwendig/erforderlich, antwort brauche ich nicht/keine, eine antwort brauche/erwarte/ist,
        antwort ist nicht, sie brauchen nicht, ihr braucht nicht, nichts weiter, nichts mehr,
        brauchen/brauche nichts mehr, erledigt, hat sich erledigt, hat sich geklärt, geklärt, gelöst, hat geklappt,
        geklappt, funktioniert wieder/jetzt/nun/einwandfrei, geht wieder/jetzt, läuft wieder, klappt jetzt/wieder,
        fehlalarm, war mein fehler, lag an mir, lag an uns, ist angekommen, ist da, sind da, angekommen, eingegangen,
        ist heute da, ist erledigt, passt, alles gut, alles bestens, alles in ordnung, alles klar, abgehakt, abhaken,
        können sie schließen, ticket schließen, abwesend, abwesenheit, nicht im büro, abwesenheitsnotiz,
        automatische antwort, nicht im haus, im urlaub, bin bis, nach meiner rückkehr, nicht weitergeleitet,
        gegenstandslos, betrachten sie ~ als gegenstandslos, ignorieren sie, bitte ignorieren
    """,
    "thanks": """
        wollte mich/uns ~ bedanken, möchte mich/uns ~ bedanken, bedanken, danke sagen, danke nochmal, danke nochmals,
        nochmals danke, nochmals vielen dank, vielen vielen dank, tausend dank, herzlichen dank für,
        vielen dank für die/das/den/ihre, danke für die/das/den/ihre/eure, danke, vielen dank, = toll, = super,
        großes lob, weiter so, begeistert, sehr zufrieden, gefreut, wir kommen wieder
    """,
}
