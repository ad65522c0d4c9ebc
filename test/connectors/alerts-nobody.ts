import type { Fault } from './fault.ts';

/** The reference connector, but its operator attests that it alerts nobody when the feed stops. */
export const fault: Fault = {
  id: 'alerts-nobody',
  title: 'alerts nobody when the feed stops',
  file: 'connector.yaml',
  find: 'name: rorkit reference connector',
  replace: 'name: a connector whose operator says no',
  attested: 'no',
  scenarios: ['go-live/alert-when-the-feed-stops'],
  failing: [],
  warnings: ['go-live/alert-when-the-feed-stops#attested'],
  skipped: [],
};
