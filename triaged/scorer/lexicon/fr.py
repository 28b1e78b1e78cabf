"""French."""

NEGATORS = "pas ne n sans aucun aucune jamais ni rien"
FILLERS = """
    toujours encore vraiment du tout absolument malheureusement actuellement plus même complètement totalement
    très si est il y a de d un une le l c ce soudain depuis bien entièrement
"""

PHRASES = {
    "danger": """
        odeur de gaz, sent le gaz, fuite de gaz, monoxyde, un incendie, incendie dans/chez/en, début d'incendie,
        prend/pris feu, a/en feu, de la fumée, fume et, étincelles, choc électrique, électrocuté/électrocutée,
        a explosé, explosion, blessé/blessée/blessés, à l'hôpital, aux urgences, = samu, réaction allergique,
        danger de mort, danger immédiat, vie en danger, en danger, plus/pas/sans/aucun de? chauffage,
        chauffage ~ panne/arrêté/coupé, chauffage ne, sans insuline/oxygène,
        coincé/coincée/coincés/bloqué/bloquée dans l'ascenseur, bloqués dans l'ascenseur, inondé/inondée/inondation,
        dégât/dégâts des eaux, rupture de canalisation, canalisation ~ éclaté/rompue/percée,
        l'eau coule/monte/tombe, intoxication alimentaire,
        personne/quelqu'un/enfant/enfants ~ coincé/coincée/enfermé/enfermée/inconscient, alarme incendie,
        ambulance, inconscient/inconsciente
    """,
    "security": """
        piraté/piratée/piratés, piratage, pirates/hackers/hacker, ransomware, rançongiciel, logiciel malveillant,
        fuite de données, violation de données, hameçonnage, phishing, usurpation, usurpé/usurpée, fraude,
        frauduleux/frauduleuse/frauduleuses, fraudé/fraudée, arnaque, arnaqué/arnaquée, escroquerie,
        non autorisé/autorisée/autorisés, pas autorisé/autorisée, quelqu'un s'est connecté,
        quelqu'un ~ utilise/utilisé, volé/volée/volés, incident de sécurité, faille de sécurité,
        données ~ autres clients, données d'un autre/autres, factures d'un autre/autres,
        tentative d'escroquerie/arnaque, fausse facture, faux mail/site, autre iban/rib, suspect/suspecte
    """,
    "outage": """
        en panne, est/sont/tombé/tombée en? panne, panne générale/totale, panne, hors service, hors ligne,
        injoignable, inaccessible/inaccessibles, plus rien ne, rien ne marche/fonctionne,
        ne marche/fonctionne plus rien, est/sont planté/plantée/plantés, serveur ~ planté, coupure,
        plus/pas/sans/aucun d'électricité/internet/eau/réseau/connexion/courant/accès,
        plus/pas/sans/aucun de réseau/connexion/courant/téléphone,
        sans électricité/internet/eau/réseau/courant/téléphone, paralysé/paralysée/paralysés, interruption,
        interrompu/interrompue/interrompus,
        fortement/gravement/sérieusement perturbé/perturbée/affecté/affectée/impacté/impactée, à l'arrêt complet
    """,
    "loss": """
        perte de données, données ~ perdues/disparu/effacées/supprimées, tout ~ perdu/disparu/effacé/supprimé,
        perdu tous/toutes/mes/nos, supprimé/effacé par erreur, perdons de? l'argent/argent/clients,
        perdons des clients/ventes/commandes, perte de chiffre, manque à gagner, nous coûte,
        marchandise/marchandises/aliments/produits ~ abîment/perdent/gâtent, chambre froide,
        congélateur/frigo/réfrigérateur ~ panne/arrêté
    """,
    "legal": """
        avocat/avocate/avocats, tribunal, justice, poursuites, poursuivre en, action en justice, voie judiciaire,
        mise en demeure, mets/mettons en demeure, porter/porte/portons/porté plainte, plainte ~ police, = police,
        gendarmerie, huissier, dgccrf, répression des fraudes, cnil, médiateur, association de consommateurs,
        que choisir, signaler aux autorités, rgpd, service juridique
    """,
    "blocked": """
        peux/pouvons/peut/peuvent plus? pas? travailler, pouvoir travailler, plus/pas travailler,
        impossible de? d'? se? me? nous? connecter/travailler/accéder/ouvrir,
        impossible de? d'? se? me? nous? payer/commander/utiliser/imprimer, pas/plus me/nous/se connecter,
        pas/plus accéder, n'arrive/arrivons pas/plus à, n'ai/avons/a pas/plus accès,
        bloqué/bloquée/bloqués/bloquées, bloque/bloquent, compte ~ suspendu/verrouillé/désactivé, à l'arrêt,
        production ~ arrêtée/arrêt, = arrêt de production, obligés/obligé de fermer, coincé/coincée/coincés,
        personne ne peut travailler/se/accéder
    """,
    "charged": """
        prélevé/débité/facturé/payé/prélevée/débitée/facturée deux/trois fois,
        prélevé/débité/facturé ~ deux/trois fois, deux fois débité/prélevé/facturé,
        double prélèvement/paiement/facturation/débit, prélevé/débité/facturé ~ trop, prélevé/débité/facturé ~ tort,
        prélèvement injustifié/abusif, débité/prélevé alors/malgré,
        paiement/paiements/virement/transaction ~ échoué/refusé/refusée/rejeté/échoue/échec, = paiement/virement ne,
        carte ~ refusée/rejetée, salaires/salaire ~ pas, = paie
    """,
    "churn": """
        résilier, résiliation, résilie, annuler mon/notre abonnement/contrat/compte,
        fermer/clôturer/supprimer mon/notre compte, concurrence, changer de fournisseur/prestataire/opérateur,
        aller voir ailleurs, partir chez, plus jamais, dernière fois, mauvais avis, avis négatif,
        perdu un client/cliente, perdre un client/cliente, = concurrent
    """,
    "many": """
        tous nos/les employés/clients/utilisateurs/collègues/salariés,
        tous nos/les sites/magasins/agences/collaborateurs/postes/locataires,
        toutes nos/les agences/équipes/boutiques, toute l'équipe/entreprise/agence/école,
        tout le monde/service/bureau/bâtiment/magasin/réseau, toute la société/boîte/boutique/maison/direction,
        ensemble de nos/l'entreprise, nos clients ne, nos clients ~ peuvent, personne ne peut/arrive, plus personne,
        aucun de nos, plusieurs/beaucoup/nombreux de? d'? utilisateurs/clients/collègues/employés/personnes,
        centaines/milliers/dizaines de? d'? utilisateurs/clients/collègues/employés/personnes,
        # employés/clients/utilisateurs/personnes/collègues/salariés/patients/élèves/postes, en production,
        environnement de production, chaque client/utilisateur/commande
    """,
    "soon": """
        d'ici ce/demain/midi/minuit/aujourd'hui soir?, avant ce/demain/midi/minuit soir/matin/?, avant/pour ce soir,
        avant/pour/dès demain, avant # h/heures, aujourd'hui même, dans la journée, besoin ~ aujourd'hui/demain,
        faut ~ aujourd'hui/demain, demain matin, demain ~ mariage/événement/ouverture/examen/réunion/départ/salon,
        mariage/événement/ouverture/examen/réunion/départ/vol ~ demain,
        commence/expire/part/ouvre/débute/a ~ demain, dans # heures/minutes,
        dans/sous une/deux/trois/quelques heure/heures, sous # heures/h, dernier jour, dans l'heure,
        arrivons/arrive/partons/pars ~ aujourd'hui/demain, arrivons/arrive/partons/pars ce soir,
        sommes/suis devant la porte, sommes/suis dehors
    """,
    "repeated": """
        deuxième/troisième/quatrième/cinquième/énième/seconde fois,
        # ème/eme/e/ieme fois/mail/message/relance/demande,
        deuxième/troisième/quatrième/énième/second/dernier mail/message/courriel,
        deuxième/troisième/quatrième/énième/second/dernier relance/demande/courrier/rappel, relance, relancer,
        rappel, toujours pas/aucune/rien de? réponse/reçu/nouvelles/retour, toujours sans réponse/nouvelles,
        pas/aucune/sans réponse, aucun retour, sans nouvelles, pas eu de réponse/nouvelles/retour,
        personne ne répond/rappelle, personne ne m'a/nous rappelé/répondu/a, j'attends/attendons toujours,
        attends/attendons/attend depuis, depuis # jours/semaines/mois, depuis des jours/semaines/mois,
        depuis plusieurs jours/semaines/mois, déjà écrit/appelé/signalé/contacté/demandé,
        écrit/appelé/contacté ~ fois, plusieurs/maintes reprises, plusieurs fois, à nouveau, de nouveau,
        encore une fois, une fois de plus, ignoré/ignorée/ignorez, pas résolu/réglé/résolue, non résolu,
        resté/restée/restés sans réponse
    """,
    "broken": """
        ne marche/fonctionne/marchent/fonctionnent/démarre/répond/charge/s'ouvre/s'allume pas/plus,
        marche/fonctionne/marchent/fonctionnent/démarre/répond pas/plus, pas marché/fonctionné,
        ne s'ouvre/allume/affiche pas/plus, cassé/cassée/cassés, défectueux/défectueuse, indisponible/indisponibles,
        défaillant/défaillante, dysfonctionnement, message d'erreur, code erreur, erreur/erreurs, = bug, bogue,
        bugue/buggue, plante/plantent, se fige, figé/figée, très/extrêmement/trop lent/lente, écran noir/blanc/bleu,
        page blanche, problème/problèmes avec/de/depuis/sur, ai/avons/a un/des problème/problèmes,
        souci/soucis avec, fuit, perturbation/perturbations, instable, se coupe, se déconnecte
    """,
    "promise": """
        promis, promesse, aviez/avez assuré/garanti, vous étiez engagés/engagé, engagement ~ pas,
        devait/devaient arriver/être/livrer, aurait/auraient dû, rendez vous ~ pas ~ respecté,
        pas venu/venus/respecté/tenu/présenté, personne n'est venu/venue, personne ~ venu, en retard,
        contrairement à, attendu pour rien, attendu toute la journée, attendu en vain, toujours pas venu
    """,
    "refund": """
        remboursement, rembourser, remboursé/remboursée/remboursez, avoir sur, un avoir, erreur ~ facture,
        facture ~ erronée/fausse/incorrecte, mauvais montant, montant incorrect/erroné, indemnisation,
        dédommagement, dédommager, conteste, contester, litige, réclamation
    """,
    "missing": """
        pas/jamais reçu/arrivé/livré/reçue/arrivée/livrée/arrivés, n'est pas/jamais arrivé/arrivée/venu, rien reçu,
        manque/manquent, manquant/manquante/manquants, colis perdu/égaré, perdu/égaré par/dans,
        mauvais/mauvaise/mauvaises article/taille/produit/couleur/adresse/pièce, abîmé/abîmée/abîmés,
        endommagé/endommagée/endommagés, brisé/brisée, incomplet/incomplète, retard, trop tard, tarde
    """,
    "anger": """
        inadmissible, inacceptable, scandaleux, scandale, honteux, honte, lamentable, furieux/furieuse, en colère,
        déçu/déçue/déçus, décevant, mécontent/mécontente, catastrophe, catastrophique, ridicule, marre, ras le bol,
        on se moque/fout, vous vous moquez/foutez, foutage, insupportable, incompétent/incompétents, incompétence,
        voleurs, pire service/entreprise, me plaindre, intolérable, exaspéré/exaspérée, n'importe quoi,
        trop c'est trop, patience ~ limites
    """,
    "date": """
        avant/d'ici/pour/jusqu'à lundi/mardi/mercredi/jeudi/vendredi/samedi/dimanche, avant/d'ici fin/noël/pâques,
        avant le #, d'ici le? #, d'ici la fin, au plus tard, date limite, demain/aujourd'hui à #, échéance,
        dernier délai, délai, à temps pour, sous # jours, dans # jours
    """,
    "claim": """
        urgent, urgente/urgents/urgentes, urgence, d'urgence, en urgence, immédiatement, immédiat/immédiate,
        au plus vite, le plus vite/rapidement possible, dès que possible, aussi vite que possible, tout de suite,
        sans délai/attendre/tarder, dans les plus brefs délais, rapidement, réponse rapide, critique, prioritaire,
        asap, pressé/pressée, = presse, ça presse
    """,
    "patience": """
        pas urgent/pressé, rien d'urgent, rien ne presse, ne presse pas, sans urgence, aucune urgence,
        pas d'urgence, quand vous aurez/avez/pourrez/pouvez le? un? temps/moment?, prenez votre temps, à l'occasion,
        peut attendre, pour information, pour info, pas besoin de répondre, n'attends pas de réponse
    """,
    "solved": """
        marche/fonctionne/remarche de nouveau, marche/fonctionne à nouveau, refonctionne, remarche,
        marche/fonctionne maintenant, tout est rentré, rentré dans l'ordre,
        est/sont résolu/réglé/résolue/réparé/résolus, problème ~ résolu/réglé, bien arrivé/reçu/arrivée/reçue,
        bien été reçu/livré/arrivé, fausse alerte, fausse alarme, clore/fermer/clôturer le/ce ticket/dossier,
        ne tenez/tenir pas/plus compte, plus d'actualité
    """,
    "spread": """
        candidature, curriculum vitae, mon cv, lettre de motivation, stage de/en/au/chez, un stage, offre d'emploi,
        poste de, postuler, newsletter, lettre d'information, désabonner, désinscrire, communiqué de presse,
        référencement, backlinks, article invité, webinaire, offre spéciale/exceptionnelle, partenariat,
        leader dans
    """,
    "praise": """
        tenais/voulais à? vous remercier, tenais/voulais à? vous dire merci,
        excellent/super/formidable service/travail/accueil/produit/équipe,
        très/vraiment satisfait/satisfaite/satisfaits/content/contente/contents, ravi/ravie/ravis, félicitations,
        bravo, fonctionne/marche parfaitement/bien/très, recommande/recommanderai, continuez comme, au top,
        parfait merci,
        merci/remercie/remercions/beaucoup/infiniment/encore pour votre/la rapidité/réactivité/accueil,
        merci/remercie/remercions/beaucoup/infiniment/encore pour votre/la gentillesse/efficacité,
        merci/remercie/remercions/beaucoup/infiniment/encore pour votre/la excellent/formidable,
        merci/remercie/remercions/beaucoup/infiniment/encore pour l'excellent/accueil/efficacité,
        merci/remercie/remercions/beaucoup/infiniment/encore pour le super/bon/excellent/formidable/beau
    """,
    "wish": """
        serait bien/bon/pratique/utile/génial/possible si/de/d'?, serait bien/pratique/utile/génial, suggestion,
        suggérer, une idée, amélioration, nouvelle fonctionnalité, prévoyez/envisagez vous, mode sombre, souhait,
        prochaine/future version
    """,
    "sales": """
        tarif/tarifs, prix, grille tarifaire, devis, combien coûte/coûtent, combien ça coûte,
        intéressé/intéressée/intéressés par, catalogue, brochure, remise, réduction, échantillon, essai gratuit,
        offre commerciale, revendeur, démonstration
    """,
    "question": """
        question générale, petite/simple question, juste une question,
        aimerais/voudrais/souhaite/souhaiterais savoir, voudrais vous demander,
        proposez/vendez/livrez/acceptez/avez vous, est il possible, est ce que vous,
        comment puis je/faire/changer/modifier/ajouter, comment modifier/changer/ajouter, horaires,
        heures d'ouverture, renseignement/renseignements, informations sur, plus d'informations,
        copie de ma/la/notre/mon, duplicata, changement/changer/modifier d'adresse/mon/notre/l'adresse adresse?,
        nouvelle adresse, déménagé, curieux/curieuse, quelle est la différence
    """,
}
