/** Texts of the consultation area, fr. Keys: `consultation.…`. */
export const consultation = {
  'consultation.value-form': "{where} : la valeur '{seen}' n’a pas la forme attendue : {expected}",
  'consultation.too-many': '{where} : {seen} dépasse ce qu’une requête peut contenir ({expected}).',
  'consultation.parameter-unknown':
    "Le paramètre de recherche '{seen}' n’est pas servi ({where}) ; attendu : {expected}",
  'consultation.reference-unknown': "'{seen}' n’est pas une référence à suivre dans '{where}' ; attendu : {expected}",
  'consultation.has-unknown': "'{seen}' n’est pas un chaînage inverse vers ce type ; attendu : {expected}",
  'consultation.elements':
    '_elements n’est pas implémenté par le ROR (documenté depuis la version 0.6.0) : lire les ressources entières. Servis : {expected}',
  'consultation.content': '_content est un projet que le ROR ne sert pas. Servis : {expected}',
  'consultation.modifier': "Le modificateur '{seen}' n’est pas servi pour '{where}' ; servis : {expected}",
  'consultation.prefix': "{where} : le préfixe '{seen}' n’est pas servi ; servis : {expected}",
  'consultation.filter-syntax': "{where} : '{seen}' est illisible à cet endroit ; attendu : {expected}",
  'consultation.filter-operator':
    "{where} : l’opérateur '{seen}' n’est pas servi pour ce paramètre ; servis : {expected}",
  'consultation.filter-brackets':
    "_filter : '{seen}' contient un filtre entre crochets, qui n’est pas servi ; attendu : {expected}",
  'consultation.include-unknown': '{where}={seen} n’est pas servi ; attendu : {expected}',
  'consultation.include-too-large':
    'La page inclut {seen} ressources, plus que {expected} : en demander moins avec _count.',
  'consultation.sort-unknown': "_sort : tri impossible par '{seen}' ; attendu : {expected}",
  'consultation.page-gone':
    'Cette page de résultats n’est plus conservée, ou n’est pas la vôtre : refaire la recherche et suivre les liens du Bundle.',
  'consultation.export-format':
    "_outputFormat '{seen}' n’est pas pris en charge par le ROR, qui n’écrit pas de ndjson ; pris en charge : {expected}",
  'consultation.export-since':
    '_since n’est pas documenté pour le ROR : pour les modifications, rechercher avec _lastUpdated. Servis : {expected}',
  'consultation.export-busy': 'Trop d’exports de ce client sont conservés : attendre leur expiration.',
  'consultation.export-gone':
    "Il n’y a pas d’export '{seen}', il a expiré, ou il n’est pas le vôtre : prendre l’adresse dans Content-Location.",
  'consultation.setting-capacity-criteria':
    'Si des critères de capacité combinés peuvent être remplis par des enregistrements de lieux différents, ou doivent l’être par un seul enregistrement',
  'consultation.setting-filter-grammar':
    'Grammaire de _filter : l’abrégé publié (eq v1 or v2) et la grammaire standard, ou celle-ci seule',
  'consultation.setting-filter-text':
    'Comment eq de _filter compare les textes : par leur début, comme publié pour les codes postaux, ou en entier',
  'consultation.setting-include-reach':
    'Si une inclusion d’un autre type que celui recherché agit sans :iterate, comme dans les exemples publiés, ou non, comme en R4',
  'consultation.setting-search-zone': 'Fuseau horaire des dates d’une recherche qui n’en indiquent pas',
  'consultation.setting-max-page-size': 'Plus grande page que _count peut demander',
  'consultation.setting-cut-total':
    'Ce que dit total quand plus de 10 000 ressources correspondent : toutes celles-ci, ou celles qui sont données',
  'consultation.setting-sensitive-by':
    'Quand un lieu ou un professionnel de plusieurs offres est sensible : si une offre l’est, ou si toutes le sont',
  'consultation.setting-export-pending-polls':
    'Combien de fois l’état d’un export répond 202 avant de donner la liste des fichiers',
  'consultation.setting-export-bundle': 'Type du Bundle dans un fichier d’export',
  'consultation.setting-export-ror-headers': 'Si un export demande les quatre en-têtes Ror-*',
} as const;
