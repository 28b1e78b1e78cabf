"""French: when, how near, and how often already."""

PHRASES = {
    "soon": """
        d'ici ce/demain/midi/minuit/aujourd'hui soir?, avant ce/demain/midi/minuit soir/matin/?, avant/pour ce soir,
        avant/pour/dès demain, avant # h/heures, aujourd'hui même, dans la journée, besoin ~ aujourd'hui/demain,
        faut ~ aujourd'hui/demain, demain matin, demain ~ mariage/événement/ouverture/examen/réunion/départ/salon,
        mariage/événement/ouverture/examen/réunion/départ/vol ~ demain, commence/expire/part/ouvre/débute/a ~ demain,
        dans # heures/minutes, dans/sous une/deux/trois/quelques heure/heures, sous # heures/h, dernier jour,
        dans l'heure, arrivons/arrive/partons/pars ~ aujourd'hui/demain, arrivons/arrive/partons/pars ce soir,
        sommes/suis devant la porte, sommes/suis dehors, avant midi/minuit/ce/demain/# h/# heures, à midi/minuit,
        d'ici midi/minuit/demain/ce/une/deux, dans la journée/soirée/matinée,
        dans une/deux/trois/quelques/l' heure/heures/minutes, d'un moment/instant à, d'une minute à, ferme ce,
        ferme demain, ferme aujourd'hui, ferme mercredi, ferme jeudi, ferme vendredi, ferme lundi, ferme mardi,
        commence ce, commence demain, commence aujourd'hui, commence mercredi, commence jeudi, commence vendredi,
        commence lundi, commence mardi, part à, part ce, part demain, part aujourd'hui, part mercredi, part jeudi,
        part vendredi, part lundi, part mardi, ouvre ce, ouvre demain, ouvre aujourd'hui, ouvre mercredi, ouvre jeudi,
        ouvre vendredi, ouvre lundi, ouvre mardi, expire à, expire ce, expire demain, expire aujourd'hui,
        expire mercredi, expire jeudi, expire vendredi, expire lundi, expire mardi, débute à, débute ce, débute demain,
        débute aujourd'hui, débute mercredi, débute jeudi, débute vendredi, débute lundi, débute mardi,
        dernier/dernière jour/chance/délai, après demain, apres demain, au plus tard, demain au, ce midi
    """,
    "near": """
        aujourd'hui, ce soir/matin, cet après, cette nuit, demain, tout à l'heure, demain matin/soir/midi
    """,
    "now": """
        en ce moment, à l'instant, en train de, actuellement, là maintenant,
        depuis ce matin/hier/cette/midi/minuit/une/deux/#, depuis hier/lundi/mardi/mercredi/jeudi soir?/matin?/h?,
        depuis quelques heures/minutes/jours, cette nuit, ce matin, hier soir/nuit, dans la nuit,
        il y a une/deux/# heure/heures/minutes, il y a quelques/dix minutes/heures, venons de, venons d', viennent de,
        viennent d', encore aujourd'hui/ce, toujours en cours, ça continue, du matin au, pendant que j'écris/je,
        au moment où, sous mes yeux
    """,
    "date": """
        avant/d'ici/pour/jusqu'à lundi/mardi/mercredi/jeudi/vendredi/samedi/dimanche, avant/d'ici fin/noël/pâques,
        avant le #, d'ici le? #, d'ici la fin, au plus tard, date limite, demain/aujourd'hui à #, échéance,
        dernier délai, délai, à temps pour, sous # jours, dans # jours,
        lundi/mardi/mercredi/jeudi prochain/matin/soir/midi/#, pour/avant/d'ici/dès lundi/mardi/mercredi/jeudi/vendredi,
        avant/pour/d'ici le #, sous # jours/h/heures, dans les # jours, date limite/butoir, déclaration, tva, dsn,
        clôture, fin de/du mois/trimestre/semaine/l'année, avant noël/pâques/les vacances/fin, passé ce délai, délai de
    """,
    "travel": """
        avion, aéroport, embarquement, mon train, le train/bateau part, ferry, croisière, passeport, = visa, ambassade,
        consulat, frontière, douane, à l'étranger, en vacances, voyage, voyager, pars demain, pars lundi, pars mardi,
        pars mercredi, pars jeudi, pars vendredi, pars samedi, pars dimanche, pars ce, partons le, partons demain,
        partons lundi, partons mardi, partons mercredi, partons jeudi, partons vendredi, partons samedi,
        partons dimanche, partons ce, partons en, part le, part demain, part lundi, part mardi, part mercredi,
        part jeudi, part vendredi, part samedi, part dimanche, part ce, part en, prends l'avion, prenons l'avion,
        prenons le, décolle, décollage, correspondance, expédition, refuge, en espagne/italie/allemagne/grèce/montagne
    """,
    "event": """
        mariage, se marie, nous marions, me marie, obsèques, enterrement, inhumation, funérailles, crémation,
        pompes funèbres, baptême, naissance, est né/née, examen/examens, concours, entretien d'embauche, audience,
        vente aux enchères, notaire, signature chez/de/du, déménagement, emménage, remise des clés, état des lieux,
        inauguration, ouverture, = concert, spectacle, = festival, tournoi, = conférence, = présentation,
        contrôle fiscal, = inspection, élections, admission
    """,
    "consequence": """
        sinon, autrement, faute de quoi, sans quoi, à défaut, si personne/rien, passé ce, passée cette, plus possible,
        trop tard, perdra/perdrai/perdrons/perdre/perd, rater, raterai, manquer, annulé/annulée, annule,
        sera/seront perdu/perdue/annulé/supprimé/perdus/annulée/coupé/coupée/bloqué, expire, caduc,
        n'attend/attendra pas, n'attendent pas, ne peut pas/plus attendre, ne peut plus, pénalité, amende,
        sans lui/elle/ça/cela/ce, plus jamais, ne pourront plus, pas avant, rien avant le/#, ne sert à rien, à cause de
    """,
    "repeated": """
        deuxième/troisième/quatrième/cinquième/énième/seconde fois, # ème/eme/e/ieme fois/mail/message/relance/demande,
        deuxième/troisième/quatrième/énième/second/dernier mail/message/courriel,
        deuxième/troisième/quatrième/énième/second/dernier relance/demande/courrier/rappel, relance, relancer, rappel,
        toujours pas/aucune/rien de? réponse/reçu/nouvelles/retour, toujours sans réponse/nouvelles,
        pas/aucune/sans réponse, aucun retour, sans nouvelles, pas eu de réponse/nouvelles/retour,
        personne ne répond/rappelle, personne ne m'a/nous rappelé/répondu/a, j'attends/attendons toujours,
        attends/attendons/attend depuis, depuis # jours/semaines/mois, depuis des jours/semaines/mois,
        depuis plusieurs jours/semaines/mois, déjà écrit/appelé/signalé/contacté/demandé, écrit/appelé/contacté ~ fois,
        plusieurs/maintes reprises, plusieurs fois, à nouveau, de nouveau, encore une fois, une fois de plus,
        ignoré/ignorée/ignorez, pas résolu/réglé/résolue, non résolu, resté/restée/restés sans réponse,
        troisième/quatrième/cinquième/sixième lettre/appel/fois/mail/message, c'est la #,
        deux/trois/quatre/plusieurs fois, depuis deux/trois/quatre/cinq/six/sept jours/semaines/mois, depuis longtemps,
        depuis des, ça/cela fait # jours/semaines/mois, ca/ça fait deux/trois/quatre jours/semaines/mois,
        il y a deux/trois/# semaines/mois, sans suite, restées sans, sans résultat, sans effet, rien vu venir,
        rien reçu, rien de nouveau, rien ne bouge/change/vient, personne ne rappelle/vient/fait, personne d'autre ne,
        personne repond/répond, réponse/réponses automatique/automatiques, musique d'attente, renvoyé d'un,
        chaque jour/semaine/lundi/mois, tous les jours, encore et, encore une, rebelote, toujours la même,
        quatrième réponse, répondez, vous ai/avons écrit, ai écrit, écrit le, déjà indiqué/dit/écrit, je reprends,
        du matin au soir, deux premiers, en vain
    """,
    "promise": """
        promis, promesse, aviez/avez assuré/garanti, vous étiez engagés/engagé, engagement ~ pas,
        devait/devaient arriver/être/livrer, aurait/auraient dû, rendez vous ~ pas ~ respecté,
        pas venu/venus/respecté/tenu/présenté, personne n'est venu/venue, personne ~ venu, en retard, contrairement à,
        attendu pour rien, attendu toute la journée, attendu en vain, toujours pas venu,
        vous aviez/avez dit/écrit/confirmé/annoncé/promis, on m'a/nous dit/promis/assuré/avait/a,
        m'avait/m'aviez/nous avait dit/promis/assuré, écriviez vous, disiez, devait/devaient/deviez/devais m'? nous?,
        était/étaient prévu/prévue/censé, aurait/auraient/auriez dû, n'est jamais/pas venu/arrivé/passé/venue,
        n'a jamais/pas rappelé/répondu, toujours pas/rien/aucun/aucune, toujours en attente, n'ai rien/toujours reçu/eu,
        rien vu, reportée, = reporté, annulé sans, remis à, malgré la/votre/ma confirmation/promesse, ne tient pas
    """,
    "distant": """
        en cas de, en cas d', au cas où, dans le cas où, supposons, théoriquement, que se passe t il si,
        qu'arrive t il si, l'an dernier, l'année dernière, il y a un an, il y a des années, à l'époque, autrefois,
        par le passé, pour éviter, pour prévenir, par précaution, protection contre
    """,
}
