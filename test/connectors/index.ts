import type { Fault } from './fault.ts';
import { fault as addsAfterBusinessRule } from './adds-after-business-rule.ts';
import { fault as addsAgainAfterALoss } from './adds-again-after-a-loss.ts';
import { fault as addsOnUnknownLocation } from './adds-on-unknown-location.ts';
import { fault as addsWithoutReplace } from './adds-without-replace.ts';
import { fault as alertsNobody } from './alerts-nobody.ts';
import { fault as alwaysReportsARefusal } from './always-reports-a-refusal.ts';
import { fault as asTypedByHand } from './as-typed-by-hand.ts';
import { fault as asksForTwoTokensAfter401 } from './asks-for-two-tokens-after-401.ts';
import { fault as bareExtension } from './bare-extension.ts';
import { fault as callsApiWithoutToken } from './calls-api-without-token.ts';
import { fault as clientIdInTheAddress } from './client-id-in-the-address.ts';
import { fault as crashesAtTheEnd } from './crashes-at-the-end.ts';
import { fault as damagesAccents } from './damages-accents.ts';
import { fault as deleteInsteadOfZero } from './delete-instead-of-zero.ts';
import { fault as deletesBeforeItSends } from './deletes-before-it-sends.ts';
import { fault as deploysAnotherVersion } from './deploys-another-version.ts';
import { fault as doesNotHearARefusedAdd } from './does-not-hear-a-refused-add.ts';
import { fault as emptiesItsMemoryWhileAtWork } from './empties-its-memory-while-at-work.ts';
import { fault as everythingIsCurrent } from './everything-is-current.ts';
import { fault as expressionAsTextOnly } from './expression-as-text-only.ts';
import { fault as feedsAsConsumer } from './feeds-as-consumer.ts';
import { fault as forgetsARecord } from './forgets-a-record.ts';
import { fault as forgetsTheAssignment } from './forgets-the-assignment.ts';
import { fault as forgetsWhatFailed } from './forgets-what-failed.ts';
import { fault as givesUpAtA401 } from './gives-up-at-a-401.ts';
import { fault as goesOnWithALostAdd } from './goes-on-with-a-lost-add.ts';
import { fault as hammersWhileItIsDown } from './hammers-while-it-is-down.ts';
import { fault as hardCodesItsClientId } from './hard-codes-its-client-id.ts';
import { fault as hardCodesItsSource } from './hard-codes-its-source.ts';
import { fault as hidesARefusedCertificate } from './hides-a-refused-certificate.ts';
import { fault as hidesARefusedRead } from './hides-a-refused-read.ts';
import { fault as hidesAWrongServer } from './hides-a-wrong-server.ts';
import { fault as identifierWithoutEstablishment } from './identifier-without-establishment.ts';
import { fault as ignoresRetryAfter } from './ignores-retry-after.ts';
import { fault as incompleteRecord } from './incomplete-record.ts';
import { fault as insistsOnARefusedAdd } from './insists-on-a-refused-add.ts';
import { fault as insistsOnARefusedRead } from './insists-on-a-refused-read.ts';
import { fault as insistsOnAToken } from './insists-on-a-token.ts';
import { fault as jdvSystems } from './jdv-systems.ts';
import { fault as judgesSuccessByTheBody } from './judges-success-by-the-body.ts';
import { fault as keepsItsFirstCertificate } from './keeps-its-first-certificate.ts';
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
import { fault as queuesOldValues } from './queues-old-values.ts';
import { fault as readsARefusedTokenAsJson } from './reads-a-refused-token-as-json.ts';
import { fault as readsAsSupplier } from './reads-as-supplier.ts';
import { fault as readsBeforeItSends } from './reads-before-it-sends.ts';
import { fault as readsByTheCodeAlone } from './reads-by-the-code-alone.ts';
import { fault as readsEveryBodyAsJson } from './reads-every-body-as-json.ts';
import { fault as readsInAnyFormat } from './reads-in-any-format.ts';
import { fault as readsTheFirstPage } from './reads-the-first-page.ts';
import { fault as readsWithoutAHeader } from './reads-without-a-header.ts';
import { fault as refreshesTheDate } from './refreshes-the-date.ts';
import { fault as refusalNotReported } from './refusal-not-reported.ts';
import { fault as refusesATokenOfTheFuture } from './refuses-a-token-of-the-future.ts';
import { fault as remembersItsFirstValue } from './remembers-its-first-value.ts';
import { fault as removesWhatItSent } from './removes-what-it-sent.ts';
import { fault as resendsNothing } from './resends-nothing.ts';
import { fault as resendsOnlyChanges } from './resends-only-changes.ts';
import { fault as reservedAsOccupied } from './reserved-as-occupied.ts';
import { fault as retriesBusinessRule } from './retries-business-rule.ts';
import { fault as retriesForbidden } from './retries-forbidden.ts';
import { fault as retriesMultipleMatches } from './retries-multiple-matches.ts';
import { fault as retriesUnknownLocation } from './retries-unknown-location.ts';
import { fault as sendsARetiredGender } from './sends-a-retired-gender.ts';
import { fault as sendsASecret } from './sends-a-secret.ts';
import { fault as sendsAnotherHeader } from './sends-another-header.ts';
import { fault as sendsEverythingTwice } from './sends-everything-twice.ts';
import { fault as sendsNothing } from './sends-nothing.ts';
import { fault as sendsRorHeaders } from './sends-ror-headers.ts';
import { fault as sendsToTheFirstUnit } from './sends-to-the-first-unit.ts';
import { fault as sendsTwiceWhenSlow } from './sends-twice-when-slow.ts';
import { fault as sendsUnchanged } from './sends-unchanged.ts';
import { fault as sharesAKeptToken } from './shares-a-kept-token.ts';
import { fault as shortCodes } from './short-codes.ts';
import { fault as showsARefusedTokenAgain } from './shows-a-refused-token-again.ts';
import { fault as stopsAtTheFirstRefusal } from './stops-at-the-first-refusal.ts';
import { fault as takesSilenceForSuccess } from './takes-silence-for-success.ts';
import { fault as tokenForEveryCall } from './token-for-every-call.ts';
import { fault as tokenInAddress } from './token-in-address.ts';
import { fault as tokenWithoutBearer } from './token-without-bearer.ts';
import { fault as triesWithoutEnd } from './tries-without-end.ts';
import { fault as trustsAKeptConnection } from './trusts-a-kept-connection.ts';
import { fault as trustsAnyApiServer } from './trusts-any-api-server.ts';
import { fault as trustsAnyHost } from './trusts-any-host.ts';
import { fault as trustsAnyServer } from './trusts-any-server.ts';
import { fault as trustsItsOwnClock } from './trusts-its-own-clock.ts';
import { fault as twoCodings } from './two-codings.ts';
import { fault as twoOperations } from './two-operations.ts';
import { fault as typeAsCode } from './type-as-code.ts';
import { fault as updateDateIsSendingTime } from './update-date-is-sending-time.ts';
import { fault as usesATokenToItsEnd } from './uses-a-token-to-its-end.ts';
import { fault as usesTheFirstCertificate } from './uses-the-first-certificate.ts';
import { fault as waitsTheSameEachTime } from './waits-the-same-each-time.ts';
import { fault as wrongContentType } from './wrong-content-type.ts';
import { fault as wrongNumber } from './wrong-number.ts';
import { fault as zeroInsteadOfDelete } from './zero-instead-of-delete.ts';

/** Every connector with one fault. */
export const FAULTS: readonly Fault[] = [
  addsAfterBusinessRule,
  addsAgainAfterALoss,
  addsOnUnknownLocation,
  addsWithoutReplace,
  alertsNobody,
  alwaysReportsARefusal,
  asTypedByHand,
  asksForTwoTokensAfter401,
  bareExtension,
  callsApiWithoutToken,
  clientIdInTheAddress,
  crashesAtTheEnd,
  damagesAccents,
  deleteInsteadOfZero,
  deletesBeforeItSends,
  deploysAnotherVersion,
  doesNotHearARefusedAdd,
  emptiesItsMemoryWhileAtWork,
  everythingIsCurrent,
  expressionAsTextOnly,
  feedsAsConsumer,
  forgetsARecord,
  forgetsTheAssignment,
  forgetsWhatFailed,
  givesUpAtA401,
  goesOnWithALostAdd,
  hammersWhileItIsDown,
  hardCodesItsClientId,
  hardCodesItsSource,
  hidesARefusedCertificate,
  hidesARefusedRead,
  hidesAWrongServer,
  identifierWithoutEstablishment,
  ignoresRetryAfter,
  incompleteRecord,
  insistsOnARefusedAdd,
  insistsOnARefusedRead,
  insistsOnAToken,
  jdvSystems,
  judgesSuccessByTheBody,
  keepsItsFirstCertificate,
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
  queuesOldValues,
  readsARefusedTokenAsJson,
  readsAsSupplier,
  readsBeforeItSends,
  readsByTheCodeAlone,
  readsEveryBodyAsJson,
  readsInAnyFormat,
  readsTheFirstPage,
  readsWithoutAHeader,
  refreshesTheDate,
  refusalNotReported,
  refusesATokenOfTheFuture,
  remembersItsFirstValue,
  removesWhatItSent,
  resendsNothing,
  resendsOnlyChanges,
  reservedAsOccupied,
  retriesBusinessRule,
  retriesForbidden,
  retriesMultipleMatches,
  retriesUnknownLocation,
  sendsARetiredGender,
  sendsASecret,
  sendsAnotherHeader,
  sendsEverythingTwice,
  sendsNothing,
  sendsRorHeaders,
  sendsToTheFirstUnit,
  sendsTwiceWhenSlow,
  sendsUnchanged,
  sharesAKeptToken,
  shortCodes,
  showsARefusedTokenAgain,
  stopsAtTheFirstRefusal,
  takesSilenceForSuccess,
  tokenForEveryCall,
  tokenInAddress,
  tokenWithoutBearer,
  triesWithoutEnd,
  trustsAKeptConnection,
  trustsAnyApiServer,
  trustsAnyHost,
  trustsAnyServer,
  trustsItsOwnClock,
  twoCodings,
  twoOperations,
  typeAsCode,
  updateDateIsSendingTime,
  usesATokenToItsEnd,
  usesTheFirstCertificate,
  waitsTheSameEachTime,
  wrongContentType,
  wrongNumber,
  zeroInsteadOfDelete,
];
