"""Which words ask for what an article can tell, in French: lower case, no accents, cut at apostrophes."""

ASKS = """
    comment puis je, comment peut on, comment faire, comment dois je, comment je, comment on, comment fait on,
    comment obtenir, comment modifier, comment sortir, comment marche, comment fonctionne, comment savoir,
    combien de temps, combien coute, combien faut, ou puis je, ou peut on, ou trouver, ou est ce que, ou se
    trouve, ou dois je, ou faut il, ou je, ou est le, ou est la, que faire, que dois je, que faut il, qu est ce
    que je, que signifie, que veut dire, quels documents, quels papiers, quelles pieces, quel formulaire, quel
    document, quelle version, quel delai, quels delais, quelle demarche, puis je, peut on, peut il, peut elle,
    pouvons nous, dois je, devons nous, doit on, faut il, suffit il, ai je, est ce que je, est ce qu on, est ce
    que ca, est ce que cela, est ce que cette, est ce que c est, est ce que votre, est ce qu il, est ce
    possible, est il possible, serait il possible, y a t il, existe t il, est ce normal, c est normal, est ce
    suffisant, ca suffit, est ce gratuit, est ce bien vous, ca vient de vous, est ce un vrai, est ce que ce
    message, ca marche aussi, ca fonctionne aussi, fonctionne t il, fonctionnera, cela fonctionne, si je peux,
    si on peut, si je dois, s il faut, s il est possible, je ne sais pas comment, je ne trouve pas ou, prenez
    vous, acceptez vous, vous prenez, vous acceptez
"""
"""Asks what is so, or how something is done."""
ACTS = """
    pourriez vous m envoyer, pouvez vous m envoyer, merci de m envoyer, envoyez moi, veuillez envoyer, veuillez
    m envoyer, m adresser, pourriez vous verifier, pouvez vous verifier, merci de verifier, veuillez verifier,
    pourriez vous modifier, pouvez vous modifier, merci de modifier, pouvez vous changer, pourriez vous changer,
    vous pouvez changer, merci de changer, merci de corriger, pouvez vous corriger, veuillez corriger, merci de
    confirmer, pouvez vous confirmer, pourriez vous confirmer, veuillez confirmer, me confirmer, merci d
    annuler, veuillez annuler, pouvez vous annuler, merci de resilier, veuillez resilier, merci de supprimer,
    veuillez supprimer, merci de bloquer, veuillez bloquer, merci de rembourser, veuillez rembourser, me
    rembourser, remboursement, rappelez moi, merci de me rappeler, pouvez vous m appeler, merci de transmettre,
    veuillez transmettre, merci de faire, pouvez vous faire, pourriez vous faire, merci de rouvrir, merci de
    mettre, mettez, pouvez vous mettre, pourriez vous regarder, pouvez vous regarder, jeter un oeil, faire le
    necessaire, je vous demande de, nous vous demandons, je souhaite annuler, je voudrais passer, a traiter,
    intervenir, intervention, debloquer, pouvez vous ajouter, merci d ajouter, pourriez vous ajouter, echange,
    une attestation, un duplicata
"""
"""Asks that somebody of ours does something."""
WRONG = """
    depuis, toujours pas, encore une fois, de nouveau, a nouveau, ne marche plus, ne fonctionne plus, ne s ouvre
    plus, ne repond plus, plus rien, bloque, bloquee, plante, plantent, fige, perdu, perdus, perdue, disparu,
    disparue, disparus, manque, manquent, vide, casse, cassee, defectueux, pas arrive, jamais arrive, pas recu,
    jamais recu, n ai pas recu, n ai rien recu, mauvais, mauvaise, erreur de, preleve, deux fois, en double,
    trop percu, refuse, refusee, rejete, reclamation, plainte, troisieme fois, deuxieme fois, tout essaye, deja
    essaye, comme indique, suivi vos, suivi votre, une idee, une suggestion, ce serait bien, il serait bien,
    piece jointe et maintenant
"""
"""Tells of something that went wrong, was tried before, or is wished for."""
STARTS = """
    puis peut pouvez est sont dois doit faut suffit quel quelle quels quelles comment combien pourquoi
"""
"""Words that begin a question, also where its mark is left out."""
COMMON = """
    a ai as au aussi aux avait avec avez avons bien bonjour c car ce ces cet cette comment cordialement d dans
    de des dois doit donc du elle elles en est et etait ete etre faire fait faut il ils j je l la le les leur
    leurs m ma madame mais me merci mes mon monsieur n ne nos notre nous ont ou par pas peut peux plus pour
    pourquoi pouvez puis qu quand que qui quoi s sa se ses si son sont sur te tous tout toute tres tu un une vos
    votre vous y
"""
"""Words that every text has."""
OFTEN = """
    abord adress alors ancien ans apres arrete aucun autre avais avant avoir bon bonne ca change chaque charge
    chez chiffr choisi cinq client code comme commen compte confir contra cours date demand depuis dernie dessus
    deux devant dit dix dont dossie ecris ecrive envoi envoye euros exempl factur faites fils fois foncti formul
    heure heures hier imprim indiqu jamais jour jours jusqu laisse lettre ligne liste lui mail maison matin meme
    messag midi minute mis moi moins mois mot nom non nouvea nouvel numero on ouvert ouvre ouvrez parce passe
    passer paye pendan permet person petit petite place possib premie propos quatre quelqu quitte re receve recu
    regard repond repons reste rien rue sans semain seulem simple six sous suis teleph transm travai trois
    troisi trouve urgent utilis vendre verifi
"""
"""Beginnings of words that customers of nearly every trade use."""
SOME = """
    acces accord active affich aide aimera ainsi ait ajoute annee annule appara appele applic arrive articl
    assez assist associ attend attent autres avance avocat banque bas besoin boulan bout bouton cabine carte
    carton cas cause cela celui certif cesse cherch chose ci classe clique comman compar compre compri compta
    connai connex consei copie corrig cote couran courri cree crois dame debut decemb deces deduit delai demain
    depart depose depot derrie dimanc dire direct dispos distin dites donne donnee donner droits echean ecole
    ecrit efface effet employ encore enfant enregi ensuit entre entrep equipe er erreur escali espace essaye
    etabli etais etes eux existe expres fais famill femme ferme feuill figure fille fin fiscal frais gardez
    genera grand grande guiche habitu hiver hopita huit ici idee identi immedi instal intern iphone jeudi joint
    jointe journe juin juste lien lieu lire lors loyer lundi magasi main mains mainte mal mandat manque marche
    mardi marque mercre messie mettre mieux mme mobile modifi montan montre motif notair novemb nuit octobr
    operat or ordina ordre oublie oui ouvres page paieme papier pareil part passag payer pays pdf pensez perdu
    period peu peur photo piece pieces plaint plutot porte pouvon prelev prend prenez prenom prepar pres presse
    pret preuve preven previe prevu prevue pris profes progra propre propri quai quarti quinze rappel recomm ref
    refuse remett rendez rendre renvoy reseau reside resili restee resten rester result retour retrai revien
    route rubriq saisi saisis salle saluta samedi sauf sauveg savoir second selon sept septem serait servic seul
    seule signe sinon site soir soit soixan somme sommes souhai souven suffit suisse suite suivi suivre svp tant
    tard techni tel temps tenais termin total touche toujou toutes tr traite transf transp trente trimes trop
    urgenc va valabl vasseu vers versio vient vingt vireme visibl visite voila voir voit voudra voyez vraime
    zero
"""
"""Beginnings of words that customers of several trades use."""
