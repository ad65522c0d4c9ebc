/** What the `hl7v2` driver says: what movements of patients cannot tell, and what can go wrong on the line. */
export const hl7v2 = {
  'report.driver-hl7v2': 'by ADT messages (HL7 v2) over MLLP',
  'skip.adt-kind': 'movements of patients cannot ask for this ({kind})',
  'skip.adt-record': 'movements of patients do not tell this figure ({record})',
  'skip.adt-comment': 'movements of patients carry no comment about a unit',
  'skip.adt-source': 'what is derived from movements has one kind of source, not {source}',
  'skip.adt-not-fed': 'the connector file does not list this figure among those that it feeds from movements: {figure}',
  'skip.adt-dates': 'one burst of movements gives its records one date, not several',
  'skip.adt-unchanged': 'the beds are as this asks already, so that a connector is right not to send it: {figure}',
  'skip.adt-credential': 'a message does not say with which credential its figures are to be fed ({credentials})',
  'skip.adt-beds':
    'no movements lead to {figures}: the beds of the connector file do not allow it, or another figure that is fed would change',
  'skip.adt-one-movement': 'no single movement leads to {figures}, and the connector feeds after each (gatherMs: 0)',
  'report.trouble-adt-cannot-say': 'Movements of patients cannot say this stimulus: {detail}.',
  'report.trouble-no-acknowledgement': 'The connector did not acknowledge a message: {detail}.',
  'report.trouble-bad-acknowledgement': 'The connector answered something that is no acknowledgement: {detail}.',
  'report.trouble-message-refused': 'The connector refused a message, AA or CA was expected: {detail}.',
  'report.trouble-burst-too-slow':
    'Between two messages more time passed than the connector gathers (gatherMs), so that it may have fed figures in between: {detail}.',
} as const;
