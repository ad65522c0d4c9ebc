/** Texts for the person who works the product by hand, fr. Keys: `operator.…`. */
export const operator = {
  'operator.scenario': '── {id} : {title}',
  'operator.report': 'Saisir dans le produit ces valeurs (les enregistrements non cités restent en l’état) :',
  'operator.remove': 'Supprimer ces enregistrements dans le produit (pas de zéro : ils n’existent plus) :',
  'operator.resend': 'Faire renvoyer par le produit tout ce qu’il connaît de cet établissement.',
  'operator.read': 'Faire relire par le produit, dans le ROR, ce qu’il a alimenté.',
  'operator.establishment': 'Établissement : {name} (FINESS {finess})',
  'operator.unit': 'Unité : {name} ({identifier})',
  'operator.local': 'dans le produit : {local}',
  'operator.credential': 'Participant : {credential}',
  'operator.record': '{number}. {words}',
  'operator.codes': 'codes : {codes}',
  'operator.comment': 'commentaire : {comment}',
  'operator.prompt':
    '[Entrée] quand tout est saisi et enregistré · s [raison] saute ce scénario · ? répète la consigne',
  'operator.not-understood': '« {seen} » n’est pas compris.',
  'operator.late': 'Aucune réponse depuis {minutes} min : l’essai continue sans opérateur.',
  'operator.needed':
    '{path} : le pilote « manual » demande un opérateur qui lit et répond, et l’entrée standard ne peut pas être lue',
  'operator.needed-hint': 'lancer la commande dans un terminal, ou lui donner les réponses par un tube, une par ligne',
  'operator.ask-refusal-reported':
    'Le produit a-t-il montré à son exploitant que {refusal} ? Le refus est tombé pendant cette saisie : {stimulus}.',
  'operator.ask-feed-stop-alert':
    'Quelqu’un est-il alerté quand l’alimentation du ROR s’arrête ? Dire dans la note qui, comment et en combien de temps.',
  'operator.ask-deployed-version': 'La version qui entre en production est-elle celle qui a été essayée ici ?',
  'operator.prompt-version': 'Version déployée, telle que le produit l’affiche ; Entrée pour ne pas la dire :',
  'operator.refusal-location-404': 'le ROR ne connaît pas l’unité (404)',
  'operator.refusal-several-412': 'le ROR connaît plusieurs unités de cet identifiant (412)',
  'operator.refusal-rules-400': 'le ROR a refusé l’enregistrement selon ses règles (400)',
  'operator.refusal-forbidden-403': 'le ROR ne le laisse pas écrire pour cet établissement (403)',
  'operator.refusal-token-refused': 'son jeton lui a été refusé',
  'operator.refusal-server-not-trusted': 'le serveur du ROR n’est pas digne de confiance',
  'operator.refusal-read-refused': 'le ROR a refusé une lecture',
  'operator.prompt-answer': '[o|n], suivi au besoin d’une note, comme « n rien à l’écran » · s laisse sans réponse',
  'operator.prompt-who': 'Qui l’atteste ? Votre fonction, plutôt que votre nom :',
  'operator.prompt-file': 'Fichier à l’appui (capture d’écran, journal) ; Entrée s’il n’y en a pas :',
  'operator.file-too-large': '{file} : plus de {max} Mo',
} as const;
