/** Texts for the person who works the product by hand, en. Keys: `operator.…`. */
export const operator = {
  'operator.scenario': '── {id}: {title}',
  'operator.report': 'Enter in the product these values (records that are not listed stay as they are):',
  'operator.remove': 'Remove these records in the product (not a zero: they no longer exist):',
  'operator.resend': 'Have the product send again everything that it knows of this establishment.',
  'operator.read': 'Have the product read back from the ROR what it fed.',
  'operator.establishment': 'Establishment: {name} (FINESS {finess})',
  'operator.unit': 'Unit: {name} ({identifier})',
  'operator.local': 'in the product: {local}',
  'operator.credential': 'Participant: {credential}',
  'operator.record': '{number}. {words}',
  'operator.codes': 'codes: {codes}',
  'operator.comment': 'comment: {comment}',
  'operator.prompt': '[Enter] when all of it is entered and saved · s [reason] skips this scenario · ? says it again',
  'operator.not-understood': '"{seen}" is not understood.',
  'operator.late': 'No answer for {minutes} min: the run goes on without operator.',
  'operator.needed':
    '{path}: the driver "manual" needs an operator who reads and answers, and standard input cannot be read',
  'operator.needed-hint': 'run it in a terminal, or pipe the answers in, one a line',
} as const;
