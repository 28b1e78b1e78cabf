"""How French mails sound when somebody is calm, or pleased."""

PHRASES = {
    "please": """
        s'il vous plaît, s'il vous plait, s'il te plaît, svp, stp, pourriez vous, pourrais tu, pourriez vous me,
        pouvez vous, pouvez vous me, serait il possible, est il possible, est ce possible de, auriez vous,
        auriez vous la gentillesse, pourrais je, pourrait on, puis je, je souhaiterais, nous souhaiterions, je voudrais,
        nous voudrions, j'aimerais, nous aimerions, je souhaite, merci de, merci de bien vouloir, je vous prie,
        vous prie de, vous prie d'agréer, je vous serais, vous serais reconnaissant, vous serais reconnaissante,
        vous saurais gré, si possible, si c'est possible, si vous pouvez, si vous pouviez, je me permets, me permets de,
        permettez moi, une question, petite question, ma question, bien vouloir, veuillez, faut il,
        est ce que je peux/dois, à votre disposition, reste à votre
    """,
    "thanks": """
        = merci, merci d'avance, merci beaucoup, je vous remercie, vous remercie, nous vous remercions,
        avec mes remerciements, remerciements, en vous remerciant, merci pour votre aide/réponse/retour/message,
        merci de votre aide/réponse/retour, merci par avance, d'avance merci
    """,
    "warm": """
        bien cordialement, très cordialement, bien à vous, belle journée, bonne journée, très bonne journée,
        bon week end, bonne soirée, bonne fin de, bonne semaine, bonne continuation, bonnes fêtes, bonne année,
        amicalement, bises, chaleureusement, meilleures salutations, meilleurs sentiments, bonjour à tous,
        bonjour à toute, chère madame, cher monsieur, chère équipe, chers tous, coucou, espère que vous,
        en espérant que, excusez moi, je m'excuse, m'excuse, désolé de/du/pour, désolée de/du/pour, pardon, pardon pour,
        veuillez m'excuser, excusez mon/ma/le, navré de, pas pressé, rien ne presse, rien d'urgent, pas urgent,
        sans urgence, pas de souci, aucun souci, ce n'est pas grave, c'est pas grave, pas grave, pas bien grave,
        quand vous pourrez, quand vous aurez, quand vous avez, si vous avez le temps, mon erreur, ma faute,
        c'est ma faute, de ma faute, par erreur, me suis trompé, me suis trompée, j'ai oublié, j'ai dû, je n'y connais,
        n'y connais rien, question bête, question idiote, bête question, suis peut être, c'est peut être moi,
        peut être que je, ne vous en veux, n'en veux à, sans reproche, pas un reproche, aucun reproche,
        ce n'est pas un reproche, pas en colère, pas fâché, pas fâchée, rien de grave, je comprends que,
        je comprends bien, ça arrive, cela arrive, volontiers, avec plaisir, au plaisir, je vous embrasse
    """,
    "worry": """
        peur, j'ai peur, inquiet, inquiète, inquiets, inquiétude, m'inquiète, inquiétant, angoisse, angoissé, angoissée,
        panique, paniqué, paniquée, je crains, craignons, ne sais plus quoi, sais plus quoi faire,
        ne sais pas quoi faire, désespéré, désespérée, aidez moi, au secours, perdue, je suis perdu, je suis perdue,
        désemparé, désemparée, stressé, stressée, affolé, affolée
    """,
    "praise": """
        = excellent, excellente, excellents, = excellence, parfait, parfaite, parfaitement, parfaits, impeccable,
        impeccables, nickel, irréprochable, formidables, extraordinaire, merveilleux, merveilleuse, merveilleusement,
        superbe, superbes, adorable, adorables, adoré, adore, j'adore, on adore, j'aime beaucoup, aime vraiment, = top,
        au top, génial comme, super service, super équipe, super gentille, super gentil, super sympa, super rapide,
        super bien, super produit, bon service, très bon service, très bonne, très bien, très bon, vraiment bien,
        bel accueil, bon accueil, très gentil, très gentille, très gentils, si gentil, si gentille, gentillesse,
        la gentillesse, très aimable, très aimables, aimable et, amabilité, serviable, très sympa, sympathique,
        très pro, très professionnel, très professionnelle, professionnalisme, compétent, compétente, patient, patiente,
        votre patience, sa patience, disponible et, efficace, efficaces, très efficace, efficacité de, réactif,
        réactive, réactivité, très réactif, rapide, très rapide, rapidité, aussi vite, si vite, si rapide,
        plus vite que, plus rapide que, réponse rapide, livraison rapide, ravi, ravie, ravis, enchanté, enchantée,
        très content, très contente, très contents, vraiment content, content de, contente de, contents de, satisfait,
        satisfaite, très satisfait, très satisfaite, entière satisfaction, pleine satisfaction, pleinement satisfait,
        heureux de, très heureux, très heureuse, comblé, comblée, conquis, conquise, bluffé, bluffée, impressionné,
        impressionnée, agréablement, bonne surprise, belle surprise, soulagé, soulagée, marche parfaitement,
        marche à merveille, fonctionne parfaitement, fonctionne à merveille, fonctionne très bien, marche très bien,
        marche impeccable, à merveille, comme sur des roulettes, du premier coup, tout est parfait, recommande,
        je recommande, recommander, recommanderai, recommandé à, conseillerai, cinq étoiles, 5 étoiles, bravo à toute,
        bravo à votre, bravo pour, bravo et merci, bravo à tous, félicitations à/pour votre/l'équipe/toute, féliciter,
        continuez, continuez comme ça, continuez ainsi, compliment, compliments, mes compliments, chapeau bas,
        chapeau à, d'abord chapeau, un ange, un amour, une perle, une crème, un trésor, en or, sauvé, sauvée,
        m'avez sauvé, sauvé la vie, fait plaisir, quel plaisir, un plaisir, un vrai plaisir, quel bonheur de,
        au petit soin, aux petits soins, jamais un mot de travers, tout expliqué, bien expliqué, bien aidé, bien aidée,
        beaucoup aidé, beaucoup aidée, m'a beaucoup, très bien conseillé, bien conseillée, suivi votre conseil,
        plaisir de, toujours été, on ne change, ça n'arrive plus
    """,
    "gratitude": """
        merci infiniment, mille mercis, mille merci, un grand merci, grand merci à, un immense merci, immense merci,
        un énorme merci, gros merci, merci mille fois, merci encore, encore merci, merci du fond, merci de tout cœur,
        de tout cœur, merci pour tout, merci à toute/tous/votre/l'équipe/la/madame/monsieur, merci merci,
        vraiment merci, merci vraiment, merci beaucoup pour, merci tout plein, merci d'avoir,
        merci pour votre gentillesse/patience/efficacité/rapidité/réactivité/excellent/accueil/professionnalisme,
        merci pour la/cette/votre rapide, tenais à vous remercier, tenais à remercier, tenais simplement,
        tiens à vous remercier, tiens à remercier, voulais vous remercier, voulais remercier, voulais dire merci,
        voulais dire, juste vous remercier, juste dire merci, remercier, remerciez, remerciez de ma, transmettez mes,
        très reconnaissant, très reconnaissante, reconnaissance, toute ma reconnaissance, toute ma gratitude, gratitude,
        chaleureux remerciements, sincères remerciements, vifs remerciements,
        vous remercie chaleureusement/sincèrement/vivement/infiniment/beaucoup/encore, d'abord merci, d'abord un grand,
        tout d'abord merci, un petit mot pour
    """,
}
