import type { Fault } from './fault.ts';
import { fault as addsAfterBusinessRule } from './adds-after-business-rule.ts';
import { fault as addsOnUnknownLocation } from './adds-on-unknown-location.ts';
import { fault as addsWithoutReplace } from './adds-without-replace.ts';
import { fault as alwaysReportsARefusal } from './always-reports-a-refusal.ts';
import { fault as asTypedByHand } from './as-typed-by-hand.ts';
import { fault as bareExtension } from './bare-extension.ts';
import { fault as callsApiWithoutToken } from './calls-api-without-token.ts';
import { fault as crashesAtTheEnd } from './crashes-at-the-end.ts';
import { fault as damagesAccents } from './damages-accents.ts';
import { fault as deleteInsteadOfZero } from './delete-instead-of-zero.ts';
import { fault as deletesBeforeItSends } from './deletes-before-it-sends.ts';
import { fault as everythingIsCurrent } from './everything-is-current.ts';
import { fault as expressionAsTextOnly } from './expression-as-text-only.ts';
import { fault as forgetsARecord } from './forgets-a-record.ts';
import { fault as forgetsTheAssignment } from './forgets-the-assignment.ts';
import { fault as identifierWithoutEstablishment } from './identifier-without-establishment.ts';
import { fault as incompleteRecord } from './incomplete-record.ts';
import { fault as insistsOnAToken } from './insists-on-a-token.ts';
import { fault as jdvSystems } from './jdv-systems.ts';
import { fault as leavesTheCommentOut } from './leaves-the-comment-out.ts';
import { fault as leavesZeroOut } from './leaves-zero-out.ts';
import { fault as namesTheFhirVersion } from './names-the-fhir-version.ts';
import { fault as neverReopens } from './never-reopens.ts';
import { fault as noAddAfterMissingRecord } from './no-add-after-missing-record.ts';
import { fault as noCertificate } from './no-certificate.ts';
import { fault as numberAsText } from './number-as-text.ts';
import { fault as oneEstablishmentForAll } from './one-establishment-for-all.ts';
import { fault as pathOfAnotherRecord } from './path-of-another-record.ts';
import { fault as pathWithoutClosingType } from './path-without-closing-type.ts';
import { fault as pathWithoutCrisisType } from './path-without-crisis-type.ts';
import { fault as placesAsBeds } from './places-as-beds.ts';
import { fault as readsBeforeItSends } from './reads-before-it-sends.ts';
import { fault as refusalNotReported } from './refusal-not-reported.ts';
import { fault as removesWhatItSent } from './removes-what-it-sent.ts';
import { fault as reservedAsOccupied } from './reserved-as-occupied.ts';
import { fault as retriesBusinessRule } from './retries-business-rule.ts';
import { fault as retriesForbidden } from './retries-forbidden.ts';
import { fault as retriesMultipleMatches } from './retries-multiple-matches.ts';
import { fault as retriesUnknownLocation } from './retries-unknown-location.ts';
import { fault as sendsASecret } from './sends-a-secret.ts';
import { fault as sendsAnotherHeader } from './sends-another-header.ts';
import { fault as sendsEverythingTwice } from './sends-everything-twice.ts';
import { fault as sendsNothing } from './sends-nothing.ts';
import { fault as sendsRorHeaders } from './sends-ror-headers.ts';
import { fault as sendsToTheFirstUnit } from './sends-to-the-first-unit.ts';
import { fault as shortCodes } from './short-codes.ts';
import { fault as tokenForEveryCall } from './token-for-every-call.ts';
import { fault as tokenInAddress } from './token-in-address.ts';
import { fault as tokenWithoutBearer } from './token-without-bearer.ts';
import { fault as twoCodings } from './two-codings.ts';
import { fault as twoOperations } from './two-operations.ts';
import { fault as typeAsCode } from './type-as-code.ts';
import { fault as updateDateIsSendingTime } from './update-date-is-sending-time.ts';
import { fault as wrongContentType } from './wrong-content-type.ts';
import { fault as wrongNumber } from './wrong-number.ts';
import { fault as zeroInsteadOfDelete } from './zero-instead-of-delete.ts';

/** Every connector with one fault. */
export const FAULTS: readonly Fault[] = [
  addsAfterBusinessRule,
  addsOnUnknownLocation,
  addsWithoutReplace,
  alwaysReportsARefusal,
  asTypedByHand,
  bareExtension,
  callsApiWithoutToken,
  crashesAtTheEnd,
  damagesAccents,
  deleteInsteadOfZero,
  deletesBeforeItSends,
  everythingIsCurrent,
  expressionAsTextOnly,
  forgetsARecord,
  forgetsTheAssignment,
  identifierWithoutEstablishment,
  incompleteRecord,
  insistsOnAToken,
  jdvSystems,
  leavesTheCommentOut,
  leavesZeroOut,
  namesTheFhirVersion,
  neverReopens,
  noAddAfterMissingRecord,
  noCertificate,
  numberAsText,
  oneEstablishmentForAll,
  pathOfAnotherRecord,
  pathWithoutClosingType,
  pathWithoutCrisisType,
  placesAsBeds,
  readsBeforeItSends,
  refusalNotReported,
  removesWhatItSent,
  reservedAsOccupied,
  retriesBusinessRule,
  retriesForbidden,
  retriesMultipleMatches,
  retriesUnknownLocation,
  sendsASecret,
  sendsAnotherHeader,
  sendsEverythingTwice,
  sendsNothing,
  sendsRorHeaders,
  sendsToTheFirstUnit,
  shortCodes,
  tokenForEveryCall,
  tokenInAddress,
  tokenWithoutBearer,
  twoCodings,
  twoOperations,
  typeAsCode,
  updateDateIsSendingTime,
  wrongContentType,
  wrongNumber,
  zeroInsteadOfDelete,
];
