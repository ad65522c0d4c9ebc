/** Texts of the kernel's findings, en. Each key is the code of a finding (mev3/finding.ts). */
export const kernel = {
  'capacity.not-an-extension':
    'A capacity record is an extension made of sub-extensions: expected {expected}, seen {seen}.',
  'capacity.value-on-record': 'The extension of a capacity record has no value of its own: {seen} is not allowed.',
  'capacity.wrong-url': 'The url of the capacity extension is {seen}; it must be {expected}.',
  'capacity.missing': 'The mandatory sub-extension {attribute} is missing.',
  'capacity.repeated': 'The sub-extension {attribute} appears more than once.',
  'capacity.unknown-sub-extension': 'There is no sub-extension {seen}. Expected: {expected}.',
  'capacity.unknown-property': 'The property {name} is not allowed here; expected {expected}.',
  'capacity.wrong-type': 'The value of {attribute} has not its documented type: expected {expected}, seen {seen}.',
  'capacity.nested-extension': 'The sub-extension {attribute} cannot hold an extension.',
  'capacity.unknown-code':
    'The code {code} of {attribute} is not in {valueSet}; the nearest is {nearCode} ({nearDisplay}).',
  'capacity.retired-code':
    'The code {code} ({display}) of {attribute} left {valueSet} on {endedOn}; use {nearCode} ({nearDisplay}).',
  'capacity.wrong-system': 'The system of {attribute} is {seen}; it must be the code list {expected}.',
  'capacity.value-set-as-system':
    'The system of {attribute} is the value set {valueSet}; use the code list {codeList}: {expected}.',
  'capacity.other-display': 'The display of code {code} of {attribute} is {seen}; the official one is {expected}.',
  'capacity.several-codings': '{attribute} holds {seen} codings; only the first is read.',
  'capacity.negative': 'nbCapacity is {seen}: a number of beds or places is not negative.',
  'capacity.bad-date': 'capacityUpdateDate {seen} is not a valid FHIR dateTime; expected {expected}.',
  'capacity.date-without-zone': 'capacityUpdateDate {seen} has a time but no time zone; expected {expected}.',
  'capacity.date-without-time':
    'capacityUpdateDate {seen} has no time: it tells the day of the update, not its moment.',
  'feed.not-parameters': 'The body is not a Parameters resource: seen {seen}.',
  'feed.no-operation': 'The body holds no operation; expected {expected}, seen {seen}.',
  'feed.too-many-operations': 'The body holds {seen} operations; at most {expected} are read.',
  'feed.not-an-operation': 'This parameter is not an operation: expected {expected}, seen {seen}.',
  'feed.unknown-part': 'The operation has an unknown part {seen}; the parts are {expected}.',
  'feed.repeated-part': 'The part {name} appears more than once in the operation.',
  'feed.missing-type': 'The operation has no readable type; expected {expected}.',
  'feed.missing-path': 'The operation has no readable path.',
  'feed.unknown-type': 'There is no operation type {seen}; expected {expected}.',
  'feed.remove-type': 'The operation type remove was the spelling of guide 0.6.0; it is now delete.',
  'feed.not-value-string': 'The part is sent as {seen}; the ROR publishes it as {expected}.',
  'feed.missing-value': 'The operation {type} has no value part.',
  'feed.value-form': 'The value part does not hold exactly one whole extension: expected {expected}, seen {seen}.',
  'feed.value-on-delete': 'The operation delete has a value part: it is not read.',
  'feed.value-part-named': 'The part inside value has a name {seen}; the ROR publishes it without one.',
  'feed.several-operations':
    'The body holds {seen} operations: they are applied all or none; no published example has more than one.',
  'feed.path-unreadable': 'The path is not a FHIRPath that can be read: syntax fault at character {offset} of {seen}.',
  'feed.path-too-long': 'The path is longer than 2,000 characters.',
  'feed.path-too-deep': 'The path is nested too deeply.',
  'feed.path-double-quotes': 'The path has strings in double quotes; FHIRPath writes them in single quotes.',
  'feed.path-not-capacity':
    'The path does not designate capacity records: {seen}. Expected {expected}, then the criteria.',
  'feed.path-below-record':
    'The path designates a part of a capacity record: {seen}. A record is replaced or deleted as a whole.',
  'feed.path-criterion-form': 'A criterion of the path cannot be read: {seen}.',
  'feed.path-unknown-criterion': 'The path has an unknown criterion {detail}; expected {expected}.',
  'feed.path-repeated-criterion': 'The path has the criterion {detail} more than once.',
  'feed.path-extra-criterion': 'The path has criteria that do not identify an indicator and are not read: {names}.',
  'feed.path-add-with-criteria': 'The path of an add has criteria; it designates the collection: {expected}.',
  'feed.path-other-indicator': 'The value is another indicator than the path: {seen} instead of {expected}.',
  'indicator.other-nature': 'The capacity type is {seen}, which the indicator {indicator} does not expect ({natures}).',
  'indicator.unknown-value':
    'The seven codes of the value are no indicator of the catalogue {catalogue}: {seen}. Nearest valid one: {nearest}.',
  'indicator.unknown-path':
    'The criteria of the path are no indicator of the catalogue {catalogue}: {seen}. Nearest valid one: {nearest}.',
} as const;
