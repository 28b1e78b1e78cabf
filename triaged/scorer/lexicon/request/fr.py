"""What is asked for in French mails."""

PHRASES = {
    "ask": """
        pouvez/pourriez/voulez/voudriez/auriez vous, peux/pourrais tu, pouvez vous, est ce que vous pouvez/pourriez,
        vous pouvez/pourriez, quelqu'un peut/pourrait, peut on, pourrait on, s'il vous plaît, s'il vous plait,
        s'il te plaît, svp, stp, merci de/d', merci de bien vouloir, veuillez, je vous prie de, vous prie de,
        vous demande de, nous vous demandons, prière de, ayez l'amabilité, soyez, auriez vous la, je vous saurais gré,
        envoyez/renvoyez/donnez/dites/indiquez/rappelez/appelez moi/nous,
        confirmez/expliquez/montrez/aidez/remboursez/laissez/faites/répondez moi/nous, envoyez, renvoyez, vérifiez,
        regardez, corrigez, passez, prévenez, tenez moi, tenez nous, dites moi si, me dire, nous dire, me dire si,
        m'indiquer, me confirmer, me rappeler, m'envoyer, me faire parvenir, me renvoyer, me rembourser, me tenir,
        jeter un œil, mettez, n'oubliez pas, pensez à, il faut que vous, il faudrait que vous, dites, faites
    """,
    "question": """
        = comment, quand, où est/sont/puis/peut/en/trouver, combien, pourquoi, quel est, quelle est, quels sont,
        quelles sont, lequel, laquelle, qui est/peut/dois, que faire, que dois je, qu'est ce, est ce que, est ce,
        est il possible, serait il possible, y a t il, existe t il, faut il, dois je, doit on, puis je, peut on,
        peut il, suffit il, avez vous, auriez vous, êtes vous, savez vous, proposez vous, vendez vous, acceptez vous,
        est elle, est il, sont ils, a t il, sera t il, = question, une question, ma question, je voudrais savoir,
        voulais savoir, j'aimerais savoir, aimerais savoir, souhaite savoir, souhaiterais savoir, me demande si,
        savoir si, si c'est possible, demande d'information, renseignement, renseignements
    """,
    "wish": """
        je/nous voudrais/voudrions/souhaite/souhaitons/souhaiterais/souhaiterions, j'aimerais, nous aimerions,
        on voudrait, on aimerait, je veux, nous voulons, j'ai besoin, nous avons besoin, on a besoin, ai besoin de,
        besoin de, besoin d'un, il me/nous faut/faudrait, me faut, nous faut, il faut, il faudrait, faudrait, je dois,
        nous devons, je demande, nous demandons, j'attends, dans l'attente, en attente de, en espérant,
        j'espère que vous, espère une, merci d'avance, par avance, d'avance, votre aide, votre réponse, votre retour,
        au plus vite, dès que possible, rapidement, = urgent, c'est urgent,
        avant demain/lundi/mardi/mercredi/jeudi/vendredi/samedi, d'ici demain/lundi/mardi/mercredi/jeudi/vendredi,
        au plus tard, serait bien, serait utile, serait gentil, serait sympa, ce serait, = suggestion, = idée,
        je réclame, j'exige, résilier, annuler, commander, réserver, je conteste, conteste
    """,
    "meet": """
        rendez vous, rdv, rencontrer, se voir, discuter, en parler, rappel, être rappelé, être rappelée, rappelez,
        téléphoner, convenir, déplacer, décaler, reporter, passer
    """,
    "trouble": """
        ne marche/fonctionne/répond/charge/démarre/s'ouvre pas/plus, marche pas/plus, fonctionne pas/plus, en panne,
        panne, cassé, cassée, erreur, = problème, problèmes, souci, bloqué, bloquée, bloqués, = impossible,
        impossible de, ne peux pas/plus, ne peut pas/plus, n'arrive pas/plus, n'arrive pas à, manque, manquent,
        il manque, jamais reçu, pas reçu, rien reçu, toujours pas, toujours rien, pas arrivé, pas arrivée, retard,
        perdu, volé, prélevé, débité, facturé deux, remboursement, réclamation, relance, coupure, plus de, abîmé,
        déchiré, s'affiche, disparu, troisième fois, aide
    """,
    "invites": """
        n'hésitez pas, à votre disposition, reste à votre, restons à votre, pour toute question, si besoin,
        en cas de besoin
    """,
    "news": """
        pour information, pour info, pour votre dossier, pour votre information, ci joint, ci joints, ci jointe,
        en pièce jointe, en pj, comme convenu, comme demandé, suite à votre demande, je vous confirme, vous confirme,
        je vous transmets, vous transmets, je vous adresse, voici le/la/les, simplement vous dire, un petit mot,
        juste pour vous dire, pour vous dire, vous informe, tenais à vous informer
    """,
    "done": """
        pas besoin de répondre, inutile de répondre, pas de réponse nécessaire, n'attends pas de réponse,
        ne répondez pas, rien d'autre, rien à faire, rien de plus, plus besoin, c'est réglé, est réglé, réglé,
        c'est résolu, est résolu, résolu, résolue, c'est bon, c'est arrangé, tout est rentré, rentré dans l'ordre,
        tout va bien, tout fonctionne, ça marche, ça fonctionne, fonctionne à nouveau, fonctionne de nouveau, remarche,
        refonctionne, tout est en ordre, est arrivé, est arrivée, bien arrivé, bien arrivée, bien reçu, est terminée,
        est terminé, fausse alerte, ne tenez pas compte, sans objet, vous pouvez fermer, vous pouvez clore, = absent,
        absente, = absence, en congé, en congés, réponse automatique, de retour le, boucler la boucle, n'y touchez
    """,
    "thanks": """
        voulais vous remercier, tenais à vous remercier, tiens à vous remercier, voulais dire merci,
        juste vous remercier, merci encore, encore merci, merci infiniment, mille mercis, un grand merci,
        merci pour tout, merci pour votre/la/le/cette, merci beaucoup, merci à, bravo, ravi, ravie, très satisfait,
        très contente, très content, = super, parfait
    """,
}
