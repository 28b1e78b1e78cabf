"""French: money, and those who leave."""

PHRASES = {
    "charged": """
        prélevé/débité/facturé/payé/prélevée/débitée/facturée deux/trois fois, prélevé/débité/facturé ~ deux/trois fois,
        deux fois débité/prélevé/facturé, double prélèvement/paiement/facturation/débit, prélevé/débité/facturé ~ trop,
        prélevé/débité/facturé ~ tort, prélèvement injustifié/abusif, débité/prélevé alors/malgré,
        paiement/paiements/virement/transaction ~ échoué/refusé/refusée/rejeté/échoue/échec, = paiement/virement ne,
        carte ~ refusée/rejetée, salaires/salaire ~ pas, = paie, prélevé/prélevée/prélevés, prélèvement/prélèvements,
        débité/débitée/débités, pris deux/fois/encore/sur, deux fois, trois fois ~ prélevé/débité/facturé,
        encore prélevé, prélever encore, continuez/continue/continuent à/de prélever/facturer/débiter,
        malgré résiliation/la/ma, alors que j'ai/nous résilié, itinérance, = roaming, hors forfait, découvert,
        à découvert, dans le rouge, agios, intérêts, frais de rejet, virement ~ arrivé/reçu/pas/jamais,
        pas été payé/payée/versé/versée/crédité, pas payé, impayé/impayée/impayés, versement ~ pas/jamais/manque,
        jamais commandé/signé, recouvrement, dernier rappel, contentieux,
        argent ~ parti/disparu/manque/pas/arrivé/jamais, manque # euros, il manque ~ euros,
        salaire/retraite/allocation/allocations ~ pas/manque/toujours/jamais/arrivé, pas versé/crédité/arrivé/viré,
        mauvais montant, montant ~ faux/erroné/double, beaucoup trop, dix fois, cent fois, au lieu de #, et non #,
        prélèvement rejeté, virement permanent ~ pas/deux/fait, frais de relance, frais bancaires, déjà payé/réglé/viré,
        payé à temps, menace/menacent ~ couper/coupure/contentieux, coupure le, interdit bancaire, fichage
    """,
    "needy": """
        salaires, fiches de paie, virement des salaires, loyers, allocations, = allocation, rsa, chômage, caf, apl, aah,
        bourse, indemnités, pour vivre, de quoi vivre/manger, vis avec/de/sur, fin de mois, boucler/finir le mois,
        mon mois entier, plus d'argent, pas d'argent, sans argent, rien à manger, plus rien à manger, acheter à manger,
        nourrir, dernier argent/euros, toutes mes/nos économies, héritage, tout ce que j'ai/nous, ruiné/ruinée, ruine,
        faillite, dépôt de bilan, redressement judiciaire, liquidation,
        perdre ~ logement/maison/emploi/travail/place/contrat/client/permis/appartement,
        perds ~ logement/emploi/travail/place, avancer cet/l'/d'? argent, emprunté, deux mois de,
        ne peux/pouvons/peut plus/pas payer/acheter/manger,
        payer le/mon/mes/les loyer/salaires/factures/salariés/employés, salaires doivent/sont/partent, jour de paie,
        derniers # euros, reste # euros, il me reste, frigo vide, couches, courses, électricité ~ coupée/couper,
        propriétaire ~ expulse/menace/dehors/attend, mère seule, parent isolé, smic, petite retraite/pension,
        nos économies, mes économies, tout notre, toutes nos, des années d'économies, achat de la maison/l'appartement,
        achat immobilier, apport, acompte, mensualité/mensualités, survie, gagne pain, tout perdre
    """,
    "refund": """
        remboursement, rembourser, remboursé/remboursée/remboursez, avoir sur, un avoir, erreur ~ facture,
        facture ~ erronée/fausse/incorrecte, mauvais montant, montant incorrect/erroné, indemnisation, dédommagement,
        dédommager, conteste, contester, litige, réclamation
    """,
    "sum": """
        beaucoup d'argent, une somme, grosse somme, grosses sommes, une fortune, toutes mes économies, des milliers
    """,
    "churn": """
        résilier, résiliation, résilie, annuler mon/notre abonnement/contrat/compte,
        fermer/clôturer/supprimer mon/notre compte, concurrence, changer de fournisseur/prestataire/opérateur,
        aller voir ailleurs, partir chez, plus jamais, dernière fois, mauvais avis, avis négatif,
        perdu un client/cliente, perdre un client/cliente, = concurrent
    """,
}
