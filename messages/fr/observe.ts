/** Texts of the observe area, fr. Keys: `observe.…`; `report.…` and `skip.…` for what only an observation says. */
export const observe = {
  'observe.help': 'écouter un connecteur au travail, sans rien lui demander, et juger chaque échange qui arrive',
  'observe.help-for': 'durée de l’écoute, par exemple 10m ou 2h (par défaut : jusqu’à Ctrl-C)',
  'observe.help-until-quiet':
    'terminer quand quelque chose est arrivé, puis plus rien pendant cette durée, par exemple 30s',
  'observe.help-at-most': 'terminer après ce nombre de requêtes (par défaut : 5000)',
  'observe.help-name': 'nom de ce qui est observé, pour les rapports',
  'observe.help-reports':
    'dossier de report.json, junit.xml et report.html (par défaut : observation, dans celui des essais)',
  'observe.help-mock': 'adresse de contrôle d’un simulateur déjà lancé, au lieu d’un simulateur à nous',
  'observe.only-own-mock': '{option} ne vaut que pour un simulateur à nous : impossible avec --mock',
  'observe.listening':
    'Écoute en cours, sans rien demander : laissez travailler le connecteur. Terminer et juger : Ctrl-C{others}.',
  'observe.listening-for': ', ou après {time}',
  'observe.listening-quiet': ', ou après {time} sans trafic',
  'observe.ended-time': 'La durée est écoulée.',
  'observe.ended-quiet': 'Plus rien n’est arrivé pendant la durée donnée.',
  'observe.ended-full':
    'Il est arrivé autant de requêtes qu’une observation en prend (--at-most) : la suite n’est pas jugée.',
  'observe.ended-asked': 'Terminé à la demande.',
  'observe.run-line': 'rorkit {version} · observation {run} · guide {guide} · catalogue {catalogue} ({digest})',
  'observe.connector-line': 'Observé : {name}',
  'observe.came': 'Requêtes reçues : {count}.',
  'observe.title': 'Rapport d’observation rorkit',
  'observe.heading':
    'OBSERVATION, ET NON ESSAI DE CONFORMITÉ : rien n’a été demandé au connecteur. Seul ce qui est arrivé de soi-même a été jugé, par les vérifications qui n’ont pas besoin de stimulus.',
  'observe.heading-part': 'Le simulateur tournait déjà : ce qui est arrivé avant n’est pas connu.',
  'observe.disclaimer':
    'Ce rapport n’est pas un avis de l’ANS et ne remplace pas rorkit run. Il dit ce que rorkit a vu pendant que ce connecteur travaillait face à un simulateur du ROR national.',
  'observe.result-conformant': 'Rien à redire dans ce qui a été vu',
  'observe.result-not-conformant': 'Un défaut a été vu',
  'observe.result-not-judged': 'Non jugé',
  'observe.result-conformant-means':
    'Aucune vérification n’a échoué sur ce qui est arrivé. Ce qui n’est pas arrivé n’a pas été jugé : on ne peut rien conclure de plus.',
  'observe.result-not-conformant-means':
    'Au moins une vérification a échoué sur ce qui est arrivé : le rapport dit laquelle, à quel endroit et comment corriger.',
  'observe.result-not-judged-means':
    'Aucune mise à jour n’est arrivée qui puisse être jugée, ou ce qui est arrivé était demandé par un essai.',
  'report.driver-observe': 'sans être piloté : observé',
  'report.trouble-driven-meanwhile':
    'Un essai a piloté un connecteur face au simulateur observé (entrée {detail} du journal) : ce qui est arrivé était demandé, et rien n’est jugé.',
  'skip.clock-moved': 'l’horloge du simulateur a été déplacée entre-temps',
} as const;
