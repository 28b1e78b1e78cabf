"""French: what a writer says of the matter and of themselves."""

PHRASES = {
    "claim": """
        urgent, urgente/urgents/urgentes, urgence, d'urgence, en urgence, immédiatement, immédiat/immédiate,
        au plus vite, le plus vite/rapidement possible, dès que possible, aussi vite que possible, tout de suite,
        sans délai/attendre/tarder, dans les plus brefs délais, rapidement, réponse rapide, critique, prioritaire, asap,
        pressé/pressée, = presse, ça presse, essentiel/essentiels, = essentielle/essentielles, cruciale/cruciaux,
        = crucial/cruciales, vitale, = vital, critiques, majeur/majeure, graves, = grave, sérieux, prioritaires,
        urgemment, requise, toute urgence,
        assistance/aide/attention/action/intervention/résolution immédiate/urgente/rapide, prompte, promptement,
        le plus tôt, meilleurs délais, priorité, haute priorité, prioriser, très important, importante urgence,
        = express, urgence de, accélérer, assistance immédiate/urgente/requise, attention immédiate/urgente/requise,
        immédiate requise, dès maintenant
    """,
    "patience": """
        pas urgent/pressé, rien d'urgent, rien ne presse, ne presse pas, sans urgence, aucune urgence, pas d'urgence,
        quand vous aurez/avez/pourrez/pouvez le? un? temps/moment?, prenez votre temps, à l'occasion, peut attendre,
        pour information, pour info, pas besoin de répondre, n'attends pas de réponse
    """,
    "anger": """
        inadmissible, inacceptable, scandaleux, scandale, honteux, honte, lamentable, furieux/furieuse, en colère,
        déçu/déçue/déçus, décevant, mécontent/mécontente, catastrophe, catastrophique, ridicule, marre, ras le bol,
        on se moque/fout, vous vous moquez/foutez, foutage, insupportable, incompétent/incompétents, incompétence,
        voleurs, pire service/entreprise, me plaindre, intolérable, exaspéré/exaspérée, n'importe quoi, trop c'est trop,
        patience ~ limites
    """,
    "fear": """
        très peur, effrayé/effrayée, panique, paniqué/paniquée, affolé/affolée, terrifié/terrifiée, angoissé/angoissée,
        pleure, pleuré, larmes, tremble/tremblent, dors plus/pas, ne dors, pas dormi, plus dormi, désespéré/désespérée,
        désespoir, sais plus/pas quoi, ne sais pas/plus quoi/que/comment/vers, que faire, que dois je/faire,
        que doit elle/il, qu'est ce que je, faut il que je, comment faire, aidez moi/nous, à l'aide, au secours,
        je vous en supplie, supplie, pitié, inquiétude, pas tranquille, mal au ventre, choqué/choquée, n'en peux plus,
        j'en peux plus, à bout, quelqu'un peut, y a quelqu'un, qui peut, vers qui, n'ose plus
    """,
    "call": """
        appelez/rappelez moi/nous, me/nous rappeler/appeler/joindre, rappel au/téléphonique, mon numéro est,
        mon portable/téléphone/tel, joignable, à toute heure, jour et nuit, à n'importe quelle heure,
        je reste à/devant/ici/joignable, je suis devant, sommes devant/là/sur, qui chez vous, qui s'en, je peux être là,
        en dix minutes
    """,
    "frail": """
        enfant/enfants, bébé/bébés, nourrisson, nouveau né, petit/petite/petits fils/fille/garçon, fils, fille, filles,
        gamin/gamins, enceinte, mère, maman, père, = papa, grand mère/père, mamie, papi, = tante, âgée, = âgé/âgés,
        vieille dame, vieux monsieur, retraité/retraitée/retraités, handicapé/handicapée/handicapés, handicap,
        fauteuil roulant, aveugle, sourd/sourde, malentendant/malentendante, appareil auditif, veuve, veuf,
        patient/patients/patiente, = résidents, alzheimer, vit seule/seul, seule chez, vis seule, toute seule,
        tout seul, seul avec, réfugié/réfugiés, mon mari, ma femme, mon épouse, élève/élèves, école, crèche, maternelle
    """,
}
