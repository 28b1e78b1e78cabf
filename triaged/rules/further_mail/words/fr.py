"""Which words mean what in a customer's further mail, in French."""

GREETINGS = "bonjour bonsoir salut coucou cher chère chers chères re-bonjour"
GREETED = "à tous toutes et équipe tout le monde madame monsieur messieurs mesdames"
TITLES = "madame monsieur mme mlle m mr dr"
TELLING = """
    pas non ne jamais rien aucun aucune encore mais toujours cependant problème panne erreur question aide besoin
    manque sauf seulement faux fausse merci_de svp s'il
"""

SLOTS = {
    "very": """
        très beaucoup bien vraiment encore infiniment mille_fois sincèrement énormément tellement si
    """,
    "now": """
        maintenant enfin bien désormais aujourd'hui déjà parfaitement à_nouveau de_nouveau depuis à_présent
        correctement entre-temps
    """,
    "its": "votre vos ton ta tes la le les cette ces ce l' toute tout",
    "help": """
        votre vos ton ta tes la le les cette ces ce l' toute tout et pour très si rapide rapides prompte excellente
        excellent bonne bon précieuse précieux super gentille aide réponse réponses retour retours soutien assistance
        service travail effort efforts information informations info infos précision précisions explication
        explications conseil conseils patience solution message mail courriel réactivité rapidité gentillesse
        efficacité amabilité disponibilité professionnalisme accueil intervention appel
    """,
    "thing": """
        le la les l' mon ma mes notre nos votre vos tout cela ça il elle internet imprimante connexion site boutique
        compte appli application téléphone ligne serveur e-mail email mail messagerie accès système lien code
        mot_de_passe routeur box mise_à_jour téléchargement paiement portail page logiciel programme ordinateur
        appareil vpn wifi réseau chauffage commande formulaire
    """,
    "goods": """
        le la les l' mon ma mes notre nos un une colis paquet commande livraison marchandise remboursement facture
    """,
    "matter": """
        le la l' mon ma notre ce cet cette problème question demande souci incident bug dossier ticket panne erreur
        affaire
    """,
}

PHRASES = {
    "neutral": """
        bonjour/bonsoir/salut, et, madame monsieur, madame, monsieur, bonne/excellente/belle journée/soirée/semaine,
        bonne fin de journée/semaine, bon/excellent weekend/week-end/week_end/après-midi, bonne continuation,
        bonnes/joyeuses fêtes, bien? cordialement, bien à vous/toi, cdlt, cdt, sincères/meilleures salutations,
        salutations distinguées, salutations, bien sincèrement, sincèrement, amicalement, belle/bonne journée à_vous,
        bonne journée à vous/toi/tous, à bientôt, au revoir
    """,
    "thanks": """
        {very}? merci {very}?, merci {very}? à vous/toi/tous, un grand merci, un tout grand merci, mille mercis,
        grand merci, merci mille fois, merci merci, merci {very}? pour {its} {help}, un grand merci pour {its} {help},
        grand merci pour {its} {help}, merci à vous/tous pour {its} {help}, merci {very}? pour tout,
        je vous/te remercie {very}?, nous vous remercions {very}?, je vous/te remercie {very}? pour {its} {help},
        nous vous remercions {very}? pour {its} {help}, je vous/te remercie {very}? pour tout,
        merci {very}? de m'avoir/nous_avoir aidé/aidée/aidés/répondu {very}? vite/rapidement?,
        merci {very}? d'avoir répondu {very}? vite/rapidement?, c'est {very}? gentil de votre part,
        c'est très gentil/aimable, très gentil/aimable, excellent/super service
    """,
    "assent": """
        ok/okay/parfait/super/génial/excellent/impeccable/nickel/top/bien/très_bien/formidable/entendu/compris/noté,
        d'accord, c'est noté/parfait/super/génial/entendu/compris/très_bien, bien reçu/noté/compris, reçu,
        j'ai bien reçu, je l'ai bien reçu, je les ai bien reçus, ça m'aide {very}?, cela m'aide {very}?,
        bonne nouvelle, c'est une bonne nouvelle
    """,
    "solved": """
        c'est {now}? résolu/réglé/réparé/rétabli/arrangé {now}?, tout est {now}? résolu/réglé/réparé/rétabli,
        {matter} est/a_été/sont {now}? résolu/résolue/réglé/réglée/réparé/réparée/rétabli {now}?,
        {matter}? {now}? résolu/résolue/réglé/réglée {now}?,
        {matter} s'est {now}? résolu/résolue/réglé/réglée tout_seul?, c'est bon {now} {now}?,
        tout est rentré dans l'ordre, c'est rentré dans l'ordre, rentré dans l'ordre,
        {thing} fonctionne/fonctionnent/marche/marchent {now} {now}?, fonctionne/marche {now} {now}?,
        {thing} remarche/refonctionne/remarchent {now}?, ça remarche, remarche,
        {thing} est/sont {now}? rétabli/rétablie/rétablis, {now} tout/ça/cela fonctionne/marche {now}?,
        tout fonctionne/marche, ça a marché/fonctionné, cela a marché/fonctionné, il n'y a plus de problème/souci,
        je n'ai plus de problème/souci, nous n'avons plus de problème/souci, plus besoin d'aide,
        je n'ai plus besoin d'aide, j'ai {now}? trouvé la solution {now}?, j'ai résolu le problème,
        j'ai {now}? réglé/résolu le problème/souci moi-même?, j'ai {now}? trouvé, je l'ai {now}? trouvé/retrouvé,
        vous pouvez {now}? fermer/clore/clôturer/cloturer le/ce/mon ticket/dossier/demande/incident,
        vous pouvez {now}? fermer/clore/clôturer la/cette/ma demande, vous pouvez clore/clôturer,
        on peut {now}? fermer/clore/clôturer le/ce ticket/dossier, fausse alerte/alarme,
        c'était une fausse alerte/alarme, ne tenez pas/plus compte de mon dernier/précédent mail/message/courriel,
        ne tenez pas/plus compte de mon message,
        merci de ne pas/plus tenir compte de mon dernier/précédent mail/message/courriel,
        merci de fermer/clore/clôturer le/ce/mon ticket/dossier, ma demande n'est plus d'actualité,
        {goods} est/sont {now}? arrivé/arrivée/arrivés/livré/livrée, {goods} {now}? arrivé/arrivée/reçu/reçue,
        j'ai {now}? reçu le/mon/la/ma colis/commande/remboursement/livraison/paquet {now}?
    """,
    "unasked": "",
    "nudge": """
        des/du nouvelles/nouveau/neuf, avez vous des/du/eu des? nouvelles/nouveau, y a t il du/des nouveau/nouvelles,
        quoi de neuf/nouveau, aucune nouvelle/mise_à_jour, où en est/êtes/sommes, sans nouvelles/réponse,
        pas/toujours_pas/aucune de? réponse/nouvelles/retour, toujours pas/rien/aucune/aucun/sans/en_attente,
        j'attends/nous_attendons {now}? toujours/depuis/encore/votre, je/nous suis/sommes toujours en attente,
        dans l'attente de votre réponse/retour, en attente de votre/vos réponse/réponses/retour, petite? relance,
        je me permets de vous? relancer/revenir, je vous relance, me permets de relancer, petit/simple/dernier rappel,
        rappel de ma/mon demande/message, avez vous reçu/lu/vu mon/ma mail/message/demande,
        quand aurai/aurons je/nous une/des réponse/nouvelles, quand allez/pensez vous me/nous répondre,
        quel est l'état/l'avancement, point d'avancement, suite à mon/ma mail/message, il y a quelqu'un, y a quelqu'un,
        personne ne répond, pouvez vous me répondre, merci de me répondre, merci de votre réponse/retour,
        un retour de votre part
    """,
    "nudge alone": "relance, rappel, alors, et, nouvelles, bonjour, allo, allô, up",
    "other": """
        autre chose, autre/autres/différent/différente sujet/problème/question/demande/chose, rien à voir, sans rapport
    """,
    "denied": "pas, si, s'il",
    "invited": "répondre, répondez, réponds, écrire, écrivez",
}
