"""German: what a writer says of the matter and of themselves."""

PHRASES = {
    "claim": """
        dringend, dringende/dringender/dringendes/dringenden, dringlich, dringlichkeit, eilig, eilt, = eile, eilsache,
        umgehend, sofort helfen/hilfe/reagieren/antworten/anrufen/beheben/lösen/handeln,
        bitte/brauche/brauchen/benötige/benötigen/muss/müssen sofort, sofortige/sofortiger/sofortigen, unverzüglich,
        schnellstmöglich, schnellstens, so schnell wie möglich, so rasch wie möglich, baldmöglichst, asap, notfall,
        höchste/hohe/oberste priorität, kritisch, zeitkritisch, schnelle/rasche antwort/rückmeldung/hilfe/lösung,
        brennt ~ nägeln, unerlässlich, essenziell, entscheidend, lebenswichtig, ernsthaft, schwerwiegend, eskalieren,
        äußerst wichtig, dringend benötigt/benötigen/erforderlich/hilfe/unterstützung,
        sofortige/sofortigen hilfe/unterstützung/aufmerksamkeit/maßnahmen/lösung/behebung, prompte, = prompt,
        rasche/raschen, zügige/zügigen, zeitnah/zeitnahe, schnelle unterstützung/antwort/bearbeitung, sehr wichtig,
        äußerst dringend, es brennt, pressiert, priorisieren, priorität, = express, bitte priorisieren,
        ist erforderlich, beschleunigen,
        sofortige/sofortiger/sofortigen unterstützung/aufmerksamkeit/lösung/hilfe/maßnahmen,
        umgehende/umgehender/umgehenden, dringlichen, rasche unterstützung/lösung
    """,
    "patience": """
        keine eile, eilt nicht, nicht eilig, hat zeit, nicht so dringend, nichts dringendes, kein stress, keine hektik,
        keine dringlichkeit, wenn sie zeit/gelegenheit haben, wenn es ihnen passt, bei gelegenheit, in aller ruhe,
        lassen sie sich zeit, kann warten, niedrige/geringe priorität, nur zur information/info/kenntnis,
        zur information, zur kenntnis, keine antwort nötig/notwendig/erforderlich, nicht antworten
    """,
    "anger": """
        unverschämt, unverschämtheit, frechheit, unmöglich, inakzeptabel, nicht akzeptabel, unzumutbar, empört, wütend,
        stinksauer, sauer, verärgert, ärgerlich, ärgere mich, enttäuscht, enttäuschend, skandal, katastrophe,
        katastrophal, saftladen, abzocke, sauerei, schlimmste, lächerlich, schnauze voll, nase voll, reicht mir/uns/es,
        mir reicht, geduld ~ ende, beschwerde, beschweren, beschwere, unfähig, verarscht, zumutung, armutszeugnis,
        so geht das nicht
    """,
    "fear": """
        angst, ängstlich, bange, panik, panisch, weine, geweint, weint, tränen, zittere, zittert, zitternd,
        nicht/kaum schlafen/geschlafen, schlafe ~ nicht/kaum, verzweifelt, verzweiflung,
        weiß/wissen/weiss ~ nicht weiter/mehr/was/wohin, weiß nicht wie, was soll/sollen ich/wir, was tun,
        was mache/machen ich/wir, ich flehe, helfen sie/sie mir/uns, bitte helft/helfen, sorge mich, sorge machen,
        sorgen um, sorgen mich, sorgen machen, in sorge, große sorge, wird mir schlecht, schäme, erschrocken, schock,
        schockiert, verloren fühle, an wen, um gottes willen, um himmels willen, kann mir/uns ~ jemand/einer,
        gibt es jemanden
    """,
    "call": """
        rufen/ruft/rufe sie/mich/uns/bitte, zurückrufen, telefonisch erreichbar, erreichbar unter,
        erreichen sie/mich/uns, bin ~ erreichbar, bin ~ unter, sind ~ erreichbar, meine nummer, meine handynummer,
        jederzeit, tag und nacht, rund um die uhr, auch nachts, ich stehe/sitze/warte, stehe/stehen ~ vor/hier/draußen,
        warte hier, wer kann, wer ist zuständig
    """,
    "frail": """
        = kind, kinder/kindern, = baby, säugling, neugeborene/neugeborenes, kleinkind, tochter, sohn, sohnes,
        kleine/kleiner tochter/sohn, enkel/enkelin/enkelkind, schwanger/schwangere, mutter, mama, vater, = papa, oma,
        opa, großmutter, großvater, tante, alte/alter/alten dame/frau/mann/leute/menschen, senioren, rentner/rentnerin,
        behindert/behinderte/behinderter, behinderung, schwerbehindert, rollstuhl, rollator, blinde, = blind, gehörlos,
        hörgerät/hörgeräte, witwe/witwer, patient/patienten/patientin, bewohner/bewohnern, demenz, dement, jahre alt,
        jährige/jähriger/jährigen, wohnt/lebt/bin/ist allein, alleine zu, alleinerziehend/alleinerziehende,
        flüchtlinge/flüchtlingen, mein mann, meine frau, pflegebedürftig/pflegebedürftige, schüler, schulklasse,
        kindergarten, kita, schule
    """,
}
