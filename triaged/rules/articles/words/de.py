"""Which words ask for what an article can tell, in German: lower case, no accents, cut at apostrophes."""

ASKS = """
    wie kann ich, wie kann man, wie konnen wir, wie mache ich, wie geht das, wie lange, wie viel, wieviel, wie
    viele, wie oft, wie komme ich, wie bekomme ich, wie bekommen wir, wie stelle ich, wie finde ich, wie muss
    ich, wie soll ich, wie sollen wir, wie lasst sich, wie funktioniert, wie lauft das, wie hoch, wo kann ich,
    wo kann man, wo konnen wir, wo finde ich, wo finden wir, wo stelle ich, wo sehe ich, wo muss ich, wo gibt
    es, wo ist die, wo ist der, wo trage ich, wo lade ich, was muss ich, was muss er, was mussen wir, was
    brauche ich, was brauchen wir, was brauchen sie, was soll ich, was sollen wir, was bedeutet, was heisst, was
    kostet, was passiert, was mache ich, was machen wir, was tun, was zahlt, welche unterlagen, welches
    formular, welche einstellung, welche version, welche angaben, welchen tarif, welche frist, ist es moglich,
    ist das moglich, ware es moglich, besteht die moglichkeit, ist das normal, ist das richtig, ob ich, ob man,
    ob wir, ob das geht, ob es reicht, weiss nicht wie, keine ahnung wie
"""
"""Asks what is so, or how something is done."""
ACTS = """
    bitte schicken sie, schicken sie mir, konnen sie mir schicken, konnten sie mir, konnt ihr mir, konntet ihr,
    bitte schickt, schickt mir, konnen sie schicken, bitte senden, senden sie, zusenden, zuschicken, bitte
    prufen, prufen sie, uberprufen sie, konnten sie prufen, konnen sie prufen, bitte andern, andern sie, konnten
    sie das, konnen sie das andern, bitte korrigieren, bitte bestatigen, bestatigen sie, bestatigung, bitte
    kundigen, bitte stornieren, stornieren sie, bitte loschen, loschen sie, bitte sperren, sperren sie, bitte
    buchen, bitte erstatten, erstatten sie, bitte rufen sie, rufen sie mich, ruckruf, bitte melden sie sich,
    melden sie sich, bitte leiten, weiterleiten, bitte tragen sie, tragen sie bitte, bitte richten sie, bitte
    schalten, schalten sie, freischalten, bitte tauschen, umtauschen, ersatz, geld zuruck, weg machen, schauen
    sie, schaut mal, konnten sie nachsehen, konnen sie nachsehen, bitte klaren, klaren sie, bitte veranlassen,
    veranlassen sie, bitte stellen sie, bitte kummern, kummern sie sich, konnen sie bitte, konnten sie bitte,
    konntet ihr bitte, konnt ihr bitte, neue einladung
"""
"""Asks that somebody of ours does something."""
WRONG = """
    seit, seitdem, schon wieder, erneut, wieder nicht, immer noch, noch immer, nicht mehr, keine antwort, hangt,
    hangen, eingefroren, sturzt ab, abgesturzt, bleibt stehen, stehen geblieben, weg sind, weg ist, sind weg,
    ist weg, verschwunden, verloren, geloscht, fehlt, fehlen, leer, kaputt, defekt, nicht angekommen, nie
    angekommen, nicht gekommen, falsche, falscher, falsches, falsch, zu viel abgebucht, abgebucht, doppelt,
    zweimal, abgelehnt, verweigert, beschwerde, reklamation, zum dritten mal, zum zweiten mal, alles probiert,
    schon probiert, habe ich probiert, hab ich probiert, wie beschrieben, nach ihrer anleitung, ware schon,
    verbesserungsvorschlag, vorschlag, mussen sein, musste es wieder
"""
"""Tells of something that went wrong, was tried before, or is wished for."""
STARTS = """
    kann kannst konnen konnte darf durfen muss mussen ist sind gibt geht lauft funktioniert reicht braucht brauche soll
"""
"""Words that begin a question, also where its mark is left out."""
COMMON = """
    aber alle als am an auch auf aus bei bin bis bitte da damen danke dann das dass dem den der des dich die
    dies diese dieser dieses du durch ein eine einem einen einer eines er es etwas freundliche freundlichen fur
    geehrte grusse guten habe haben hallo hat hatte herren hier ich ihnen ihr ihre ihrem ihren im in ist jetzt
    kann kein keine konnen konnte mal man mehr mein meine meinen meiner mich mir mit muss mussen nach nicht noch
    nur oder schon sehr sein sich sie sind so soll sollte tag uber um und uns unser unsere viele vielen von vor
    wann war waren warum was welche wenn wer werden wie wir wird wo wurde zu zum zur
"""
"""Words that every text has."""
OFTEN = """
    ab adress alles also alte alten andere anmeld antwor auto beim bekomm bereit bestat betrag bezahl bleibt
    brauch code damit danach dank donner dort drei dritte drucke eigene einfac einmal einzel ende erhalt erst
    euch euro falls fehlt frau freige freita funf geben geht gemach gerat gesend gibt gilt gleich gruss grusse
    gut hab handy hause heute hinter ihn ihrer immer innerh intern ja jeder jemand kommen kommt legen letzte
    liegt machen mail meinem meist melden minute moglic monat montag morgen nachri nachst name namen neu neue
    neuen nichts ob ohne per prufen re sagen schaue schick schone schrei sechs sehen seit selbst sicher sofort
    sonst steht stelle stunde tage tel telefo uhr unsere unter unters vom vorher wahlen weg weil weiter wieder
    wochen wollte zahlen zehn zuruck zwei zweite
"""
"""Beginnings of words that customers of nearly every trade use."""
SOME = """
    abbuch abends abgesc abrech acht andern anfang anfrag angabe angele angst anleit anrufe anzeig arbeit auftra
    august ausgef auszub automa aw bearbe behalt beide beiden bekann benutz berech besche besteh bestel besten
    betref bevor bleibe brief bringe buchha buchun chef dabei dafur damals darf daten dauern dauert davon dazu
    denn dersel deshal dezemb dienst diesem direkt doch drauf drauss drin dringe durfen eingeg einges einget
    einsch einste elf eltern entsch erledi erreic ersatz ersche erstat ersten erzahl etwa euer eure exampl
    export falsch famili fehlen feld fest finden firma firmen foto frage frei fruh funkti ganz geburt gedach
    gefahr gefrag gehort geklap gekomm geld gelosc gerade gern gesagt gesche geschi geschr gesetz gester grosse
    gruezi gutsch hand hangt haus helfen heraus herr herrn herzli hi hilft hinten hinwei hinzuf hoffe ihm info
    inzwis iphone irgend jahr jahre jahren jeden jedes kam kaputt kaum keinen keiner kg kinder kleine klicke
    kolleg komme konnt konnte konto kopie korrig kosten kostet kunden kundig kurz land lassen lasst laufen lauft
    leider leute liebe liebes liegen link liste lohn losche mails mandan mandat mann mensch miete mindes mitena
    mitter mittwo mochte moment monate monats musste nachba nachge nachmi nennen neuer nie nieman nimmt nirgen
    nix novemb null nummer nun nutzen offnen oktobe online ort paar paket papier passwo pdf person platz post
    produk qr rechne rechnu recht reicht richte richti sache sagt schalt schlaf schlie schlus schnel schwei sehe
    sei seinem seitde seite septem sieben sitzt sohn solang sonder sonnta sowas spater spates sperre sprich
    starte statt stehen steuer stimmt system tabell tagen team termin tochte tragen trotzd tun uberwe ubrige
    umzug unterw verbin verges verlan versch verste versuc vertra verwen vielle vier vorgan vorlag vormit ware
    warten wechse weiss werkta wg will wirkli wissen woche wohnun wunsch zeit ziehen zimmer zuerst zugang zusamm
    zweima zwisch zwolf
"""
"""Beginnings of words that customers of several trades use."""
