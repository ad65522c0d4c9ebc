import type { Notice } from '../../journal/entry.ts';
import type { Answer, AnswerBody, StateChange } from '../http/exchange.ts';
import { defineSetting } from '../setting.ts';
import type { StoredLocation } from '../store/stored-location.ts';

/** What the body of a 200 holds (Q20): "at least the functional identifier of the updated resource". */
export const successBody = defineSetting({
  name: 'successBody',
  default: 'location',
  values: ['location', 'identifiers'],
  question: 'Q20',
  requirement: 'ROR-FEED-REQUEST',
  evidence: 'assumed',
  text: 'mock.setting.success-body',
});

/** Content type of every answer of the feed. */
export const FHIR_JSON = 'application/fhir+json;charset=UTF-8';

/** The 200 of an applied PATCH: same for add, replace and delete. */
export function successAnswer(
  location: StoredLocation,
  said: {
    readonly body: 'location' | 'identifiers';
    readonly notices: readonly Notice[];
    readonly change?: StateChange;
  },
): Answer {
  const { notices, change } = said;
  return {
    status: 200,
    headers: versionHeaders(location),
    body: said.body === 'location' ? locationBody(location) : identifiersBody(location),
    notices,
    ...(change === undefined ? {} : { change }),
  };
}

/** `ETag` and `Last-Modified` of a version of a Location. */
function versionHeaders(location: StoredLocation): Answer['headers'] {
  return [
    ['ETag', `W/"${location.version}"`],
    ['Last-Modified', new Date(location.lastUpdated).toUTCString()],
  ];
}

/** The whole Location, journalled by reference. */
function locationBody(location: StoredLocation): AnswerBody {
  return {
    kind: 'resource',
    contentType: FHIR_JSON,
    type: 'Location',
    id: location.base.id,
    versionId: location.version,
    text: location.text(),
  };
}

function identifiersBody(location: StoredLocation): AnswerBody {
  const whole: unknown = JSON.parse(location.text());
  const { resourceType, id, meta, identifier } = { ...Object(whole) };
  return { kind: 'text', contentType: FHIR_JSON, text: JSON.stringify({ resourceType, id, meta, identifier }) };
}
