/** Texts of the kernel's findings, en. Keys: `kernel.` + code of a finding (mev3/finding.ts). */
export const kernel = {
  'kernel.capacity.not-an-extension': 'A capacity record is an extension made of sub-extensions.',
  'kernel.capacity.value-on-record':
    'The extension of a capacity record has no value of its own: {name} is not allowed.',
  'kernel.capacity.wrong-url': 'The url of the capacity extension is not the published one.',
  'kernel.capacity.missing': 'The mandatory sub-extension {attribute} is missing.',
  'kernel.capacity.repeated': 'The sub-extension {attribute} appears more than once.',
  'kernel.capacity.unknown-sub-extension': 'There is no sub-extension {name} in this guide version.',
  'kernel.capacity.unknown-property': 'The property {name} is not allowed here.',
  'kernel.capacity.wrong-type': 'The value of {attribute} has not its documented type.',
  'kernel.capacity.nested-extension': 'The sub-extension {attribute} cannot hold an extension.',
  'kernel.capacity.unknown-code':
    'The code {code} of {attribute} is not in {valueSet}; the nearest is {nearCode} ({nearDisplay}).',
  'kernel.capacity.retired-code':
    'The code {code} ({display}) of {attribute} left {valueSet} on {endedOn}; the nearest is {nearCode} ({nearDisplay}).',
  'kernel.capacity.wrong-system': 'The system of {attribute} is not its code list {codeList}.',
  'kernel.capacity.value-set-as-system':
    'The system of {attribute} is the value set {valueSet}; a coding names the code list {codeList}.',
  'kernel.capacity.other-display': 'The display of code {code} of {attribute} is not the official one.',
  'kernel.capacity.several-codings': '{attribute} holds several codings; only the first is read.',
  'kernel.capacity.negative': 'A number of beds or places is not negative.',
  'kernel.capacity.bad-date': 'capacityUpdateDate is not a valid FHIR dateTime.',
  'kernel.capacity.date-without-zone': 'capacityUpdateDate has a time but no time zone.',
  'kernel.capacity.date-without-time': 'capacityUpdateDate tells the day of the update, not its moment.',
  'kernel.feed.not-parameters': 'The body is not a Parameters resource.',
  'kernel.feed.no-operation': 'The body holds no operation.',
  'kernel.feed.too-many-operations': 'The body holds too many operations.',
  'kernel.feed.not-an-operation': 'This parameter is not an operation.',
  'kernel.feed.unknown-part': 'The operation has an unknown part {name}.',
  'kernel.feed.repeated-part': 'The part {name} appears more than once in the operation.',
  'kernel.feed.missing-type': 'The operation has no readable type.',
  'kernel.feed.missing-path': 'The operation has no readable path.',
  'kernel.feed.unknown-type': 'There is no operation type {type}.',
  'kernel.feed.remove-type': 'The operation type remove was the spelling of guide 0.6.0; it is now delete.',
  'kernel.feed.not-value-string': 'The part is not sent as valueString, as the ROR publishes it.',
  'kernel.feed.missing-value': 'The operation {type} has no value part.',
  'kernel.feed.value-form': 'The value part does not hold exactly one whole extension.',
  'kernel.feed.value-on-delete': 'The operation delete has a value part: it is not read.',
  'kernel.feed.value-part-named': 'The part inside value has a name; the ROR publishes it without one.',
  'kernel.feed.several-operations':
    'The body holds several operations: they are applied all or none; no published example has more than one.',
  'kernel.feed.path-unreadable': 'The path is not a FHIRPath that can be read: syntax fault at character {offset}.',
  'kernel.feed.path-too-long': 'The path is longer than 2,000 characters.',
  'kernel.feed.path-too-deep': 'The path is nested too deeply.',
  'kernel.feed.path-double-quotes': 'The path has strings in double quotes; FHIRPath writes them in single quotes.',
  'kernel.feed.path-not-capacity': 'The path does not designate capacity records.',
  'kernel.feed.path-below-record':
    'The path designates a part of a capacity record; a record is replaced or deleted as a whole.',
  'kernel.feed.path-criterion-form': 'A criterion of the path cannot be read.',
  'kernel.feed.path-unknown-criterion': 'The path has an unknown criterion {detail}.',
  'kernel.feed.path-repeated-criterion': 'The path has the criterion {detail} more than once.',
  'kernel.feed.path-extra-criterion':
    'The path has criteria that do not identify an indicator and are not read: {names}.',
  'kernel.feed.path-add-with-criteria': 'The path of an add has criteria; it designates the whole collection.',
  'kernel.feed.path-other-indicator': 'The value is another indicator than the path.',
  'kernel.indicator.other-nature':
    'The indicator {indicator} does not expect this capacity type; it expects: {natures}.',
  'kernel.indicator.unknown-value':
    'The seven codes of the value are no indicator of the catalogue {catalogue}. Nearest valid one: {nearest}.',
  'kernel.indicator.unknown-path':
    'The criteria of the path are no indicator of the catalogue {catalogue}. Nearest valid one: {nearest}.',
} as const;
