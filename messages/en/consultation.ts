/** Texts of the consultation area, en. Keys: `consultation.…`. */
export const consultation = {
  'consultation.value-form': "{where}: the value '{seen}' has not the form expected: {expected}",
  'consultation.too-many': '{where}: {seen} is more than a request may hold ({expected}).',
  'consultation.parameter-unknown': "The search parameter '{seen}' is not served ({where}); expected: {expected}",
  'consultation.reference-unknown': "'{seen}' is no reference to follow in '{where}'; expected: {expected}",
  'consultation.has-unknown': "'{seen}' is no reverse chain to this type; expected: {expected}",
  'consultation.elements':
    '_elements is not implemented by the ROR (documented since 0.6.0): take the whole resources. Served: {expected}',
  'consultation.content': '_content is a draft that the ROR does not serve. Served: {expected}',
  'consultation.modifier': "The modifier '{seen}' is not served for '{where}'; served: {expected}",
  'consultation.prefix': "{where}: the prefix '{seen}' is not served; served: {expected}",
  'consultation.filter-syntax': "{where}: '{seen}' cannot be read there; expected: {expected}",
  'consultation.filter-operator': "{where}: the operator '{seen}' is not served for this parameter; served: {expected}",
  'consultation.filter-brackets':
    "_filter: '{seen}' has a filter between brackets, which is not served; expected: {expected}",
  'consultation.include-unknown': '{where}={seen} is not served; expected: {expected}',
  'consultation.include-too-large':
    'The page includes {seen} resources, more than {expected}: ask for fewer with _count.',
  'consultation.sort-unknown': "_sort: cannot sort by '{seen}'; expected: {expected}",
  'consultation.page-gone':
    'This page of results is no longer kept, or is not yours: search again, and follow the links of the Bundle.',
  'consultation.export-format':
    "_outputFormat '{seen}' is not supported by the ROR, which writes no ndjson; supported: {expected}",
  'consultation.export-since':
    '_since is not documented for the ROR: for changes, search with _lastUpdated. Served: {expected}',
  'consultation.export-busy': 'Too many exports of this client are kept: wait until they expire.',
  'consultation.export-gone':
    "There is no export '{seen}', it has expired, or it is not yours: take the address from Content-Location.",
  'consultation.setting-capacity-criteria':
    'Whether combined capacity criteria may be fulfilled by different records of different Locations, or must be by one record',
  'consultation.setting-filter-grammar':
    'Grammar of _filter: the published shorthand (eq v1 or v2) and the standard one, or the standard one alone',
  'consultation.setting-filter-text':
    'How eq of _filter compares texts: with their beginning, as published for postal codes, or whole',
  'consultation.setting-include-reach':
    'Whether an include of another type than the one searched acts without :iterate, as in the published examples, or not, as in R4',
  'consultation.setting-search-zone': 'Time zone of the dates of a search that name none',
  'consultation.setting-max-page-size': 'Largest page that _count can ask for',
  'consultation.setting-cut-total':
    'What total says when more than 10,000 resources match: all that match, or those that are given',
  'consultation.setting-sensitive-by':
    'When a Location or professional of several offers is sensitive: when one offer is, or when all are',
  'consultation.setting-export-pending-polls':
    'How often the status of an export answers 202 before it lists the files',
  'consultation.setting-export-bundle': 'Type of the Bundle in a file of an export',
  'consultation.setting-export-ror-headers': 'Whether an export needs the four Ror-* headers',
} as const;
