import { anyCheck } from '../../harness/model/check.ts';
import type { AnyCheck } from '../../harness/model/check.ts';
import { addAfterIndicator404 } from './add-after-indicator-404.ts';
import { addOnlyAfterIndicator404 } from './add-only-after-indicator-404.ts';
import { attested } from './attested.ts';
import { backOffGrows } from './back-off-grows.ts';
import { bodyFollowsGrammar } from './body-follows-grammar.ts';
import { codesValid } from './codes-valid.ts';
import { contentTypeIsFhirJson } from './content-type-is-fhir-json.ts';
import { deleteNotZero } from './delete-not-zero.ts';
import { eachRecordSent } from './each-record-sent.ts';
import { everythingResent } from './everything-resent.ts';
import { exitAsAnswered } from './exit-as-answered.ts';
import { fedAsSupplier } from './fed-as-supplier.ts';
import { finalStateAsAsked } from './final-state-as-asked.ts';
import { identifierForm } from './identifier-form.ts';
import { identityAsConfigured } from './identity-as-configured.ts';
import { instanceAsHanded } from './instance-as-handed.ts';
import { newestValueOnly } from './newest-value-only.ts';
import { noAddAfterLocation404 } from './no-add-after-location-404.ts';
import { noApiCallWithoutToken } from './no-api-call-without-token.ts';
import { noExpiredTokenUsed } from './no-expired-token-used.ts';
import { noOtherTraffic } from './no-other-traffic.ts';
import { noRetryAfterRefusal } from './no-retry-after-refusal.ts';
import { noRorHeaders } from './no-ror-headers.ts';
import { noTightReadRetry } from './no-tight-read-retry.ts';
import { noTightTokenRetry } from './no-tight-token-retry.ts';
import { nothingSecretInUrls } from './nothing-secret-in-urls.ts';
import { nothingSentUnchanged } from './nothing-sent-unchanged.ts';
import { oneOperationABody } from './one-operation-a-body.ts';
import { onePatchPerRecord } from './one-patch-per-record.ts';
import { oneRenewalAfter401 } from './one-renewal-after-401.ts';
import { onlyDocumentedHeaders } from './only-documented-headers.ts';
import { pagesFollowed } from './pages-followed.ts';
import { pathSelectsTheRecord } from './path-selects-the-record.ts';
import { readAsConsumer } from './read-as-consumer.ts';
import { readCarriesRorHeaders } from './read-carries-ror-headers.ts';
import { readFindsTheUnit } from './read-finds-the-unit.ts';
import { readNamesItsFormat } from './read-names-its-format.ts';
import { recordComplete } from './record-complete.ts';
import { refusalReported } from './refusal-reported.ts';
import { replaceFirst } from './replace-first.ts';
import { retriesBounded } from './retries-bounded.ts';
import { retryAfterRespected } from './retry-after-respected.ts';
import { temporaryFailureNotLost } from './temporary-failure-not-lost.ts';
import { tokenRequestedOverMtls } from './token-requested-over-mtls.ts';
import { tokenReused } from './token-reused.ts';
import { tokenSentAsBearer } from './token-sent-as-bearer.ts';
import { treSystems } from './tre-systems.ts';
import { updateDateIsSourceTime } from './update-date-is-source-time.ts';
import { valuesAsStimulus } from './values-as-stimulus.ts';
import { wrongServerRefused } from './wrong-server-refused.ts';
import { zeroIsSent } from './zero-is-sent.ts';

const all: readonly AnyCheck[] = [
  anyCheck(addAfterIndicator404),
  anyCheck(addOnlyAfterIndicator404),
  anyCheck(attested),
  anyCheck(backOffGrows),
  anyCheck(bodyFollowsGrammar),
  anyCheck(codesValid),
  anyCheck(contentTypeIsFhirJson),
  anyCheck(deleteNotZero),
  anyCheck(eachRecordSent),
  anyCheck(everythingResent),
  anyCheck(exitAsAnswered),
  anyCheck(fedAsSupplier),
  anyCheck(finalStateAsAsked),
  anyCheck(identifierForm),
  anyCheck(identityAsConfigured),
  anyCheck(instanceAsHanded),
  anyCheck(newestValueOnly),
  anyCheck(noAddAfterLocation404),
  anyCheck(noApiCallWithoutToken),
  anyCheck(noExpiredTokenUsed),
  anyCheck(noOtherTraffic),
  anyCheck(noRetryAfterRefusal),
  anyCheck(noRorHeaders),
  anyCheck(noTightReadRetry),
  anyCheck(noTightTokenRetry),
  anyCheck(nothingSecretInUrls),
  anyCheck(nothingSentUnchanged),
  anyCheck(oneOperationABody),
  anyCheck(onePatchPerRecord),
  anyCheck(oneRenewalAfter401),
  anyCheck(onlyDocumentedHeaders),
  anyCheck(pagesFollowed),
  anyCheck(pathSelectsTheRecord),
  anyCheck(readAsConsumer),
  anyCheck(readCarriesRorHeaders),
  anyCheck(readFindsTheUnit),
  anyCheck(readNamesItsFormat),
  anyCheck(recordComplete),
  anyCheck(refusalReported),
  anyCheck(replaceFirst),
  anyCheck(retriesBounded),
  anyCheck(retryAfterRespected),
  anyCheck(temporaryFailureNotLost),
  anyCheck(tokenRequestedOverMtls),
  anyCheck(tokenReused),
  anyCheck(tokenSentAsBearer),
  anyCheck(treSystems),
  anyCheck(updateDateIsSourceTime),
  anyCheck(valuesAsStimulus),
  anyCheck(wrongServerRefused),
  anyCheck(zeroIsSent),
];

/** Every check, by name. A test compares it with the files of this folder. */
export const CHECKS: ReadonlyMap<string, AnyCheck> = new Map(all.map((check) => [check.name, check]));
