/** Ce que dit le pilote `hl7v2` : ce que les mouvements de patients ne disent pas, et ce qui peut échouer sur la ligne. */
export const hl7v2 = {
  'report.driver-hl7v2': 'par des messages ADT (HL7 v2) sur MLLP',
  'skip.adt-kind': 'les mouvements de patients ne permettent pas cette demande ({kind})',
  'skip.adt-record': 'les mouvements de patients ne disent pas ce nombre ({record})',
  'skip.adt-comment': 'les mouvements de patients ne portent pas de commentaire sur une unité',
  'skip.adt-source': 'ce qui est déduit des mouvements n’a qu’un type de source, pas {source}',
  'skip.adt-not-fed':
    'le fichier du connecteur ne cite pas ce nombre parmi ceux qu’il alimente d’après les mouvements : {figure}',
  'skip.adt-dates': 'une salve de mouvements donne une seule date à ses enregistrements, pas plusieurs',
  'skip.adt-unchanged': 'les lits sont déjà comme demandé, un connecteur a donc raison de ne rien envoyer : {figure}',
  'skip.adt-credential': 'un message ne dit pas avec quel identifiant ses nombres sont à alimenter ({credentials})',
  'skip.adt-beds':
    'aucun mouvement ne mène à {figures} : les lits du fichier du connecteur ne le permettent pas, ou un autre nombre alimenté changerait',
  'skip.adt-one-movement':
    'aucun mouvement ne mène à lui seul à {figures}, et le connecteur alimente après chacun (gatherMs: 0)',
  'report.trouble-adt-cannot-say': 'Les mouvements de patients ne peuvent pas dire cette demande : {detail}.',
  'report.trouble-no-acknowledgement': 'Le connecteur n’a pas acquitté un message : {detail}.',
  'report.trouble-bad-acknowledgement': 'Le connecteur a répondu autre chose qu’un acquittement : {detail}.',
  'report.trouble-message-refused': 'Le connecteur a refusé un message, AA ou CA était attendu : {detail}.',
  'report.trouble-burst-too-slow':
    'Entre deux messages, il s’est écoulé plus de temps que le connecteur n’en regroupe (gatherMs) : il a pu alimenter des nombres intermédiaires : {detail}.',
} as const;
