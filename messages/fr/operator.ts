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
} as const;
