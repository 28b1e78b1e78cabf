"""Verbs in the form of an order: at the beginning of a sentence they ask for something. Of all languages."""

ORDERS = """
    add ask attach bring buy call change check choose click come complete confirm consider contact copy create delete
    discuss download drop email ensure enter explain feel fill find follow forward get give go grab have help hold
    include invite join keep leave let look mail make meet note notify open order pay pick plan post prepare print
    provide put read remember remind remove reply report request respond restore return review run save see select send
    set share show sign start stay stop submit take talk tell test think try turn update upload use verify view visit
    wait watch work write

    ändern antworten geben gebt helfen helft kommt löschen machen macht melden meldet nehmen prüfen rufen ruft sagen
    sagt schauen schaut schicken schickt schreiben schreibt senden sendet stellen stellt teilen lassen lasst erklären
    buchen stornieren

    appelez changez confirmez contactez corrigez donnez dites envoyez expliquez faites indiquez laissez mettez passez
    prenez prévenez rappelez regardez remboursez renvoyez répondez transmettez vérifiez

    arreglen avisen cambien confirmen contesten corrijan devuelvan digan envíen expliquen hagan llamen manden miren
    pasen pongan respondan revisen enviadme decidme mandad llamad dadme
"""
