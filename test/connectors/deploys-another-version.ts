import type { Fault } from './fault.ts';

/** The reference connector, but its operator attests that it is deployed in another version than the one tested. */
export const fault: Fault = {
  id: 'deploys-another-version',
  title: 'is deployed in another version than the one tested',
  file: 'connector.yaml',
  find: 'name: rorkit reference connector',
  replace: 'name: a connector whose operator says no',
  attested: 'no',
  scenarios: ['go-live/tested-version-deployed'],
  failing: [],
  warnings: ['go-live/tested-version-deployed#attested'],
  skipped: [],
};
