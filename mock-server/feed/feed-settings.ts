import type { SettingValues } from '../setting.ts';
import { consistencyRulesOff } from './consistency-setting.ts';
import { locationExpression } from './location-expression.ts';
import { identifierMatch } from './rules/location-exists-setting.ts';
import { ifMatch } from './rules/if-match-setting.ts';
import { addDuplicate, deleteMissing, indicatorExpression } from './rules/indicator-settings.ts';
import { regionRoute } from './rules/region-route-setting.ts';
import { rorHeaders } from './rules/ror-headers-setting.ts';
import {
  libraryForms,
  otherPathStatus,
  removeOperation,
  replaceOtherKey,
  severalOperations,
} from './structure-settings.ts';
import { successBody } from './success-answer.ts';

/** The settings of the feed, by name, in the order of the rules that they move. */
export const FEED_SETTINGS = {
  rorHeaders,
  identifierMatch,
  locationExpression,
  regionRoute,
  ifMatch,
  otherPathStatus,
  removeOperation,
  replaceOtherKey,
  libraryForms,
  severalOperations,
  deleteMissing,
  addDuplicate,
  indicatorExpression,
  successBody,
  consistencyRulesOff,
} as const;

/** Present values of the settings of the feed. */
export type FeedSettings = SettingValues<typeof FEED_SETTINGS>;

/** Every setting of the feed at its default. */
export function defaultFeedSettings(): FeedSettings {
  return {
    rorHeaders: rorHeaders.default,
    identifierMatch: identifierMatch.default,
    locationExpression: locationExpression.default,
    regionRoute: regionRoute.default,
    ifMatch: ifMatch.default,
    otherPathStatus: otherPathStatus.default,
    removeOperation: removeOperation.default,
    replaceOtherKey: replaceOtherKey.default,
    libraryForms: libraryForms.default,
    severalOperations: severalOperations.default,
    deleteMissing: deleteMissing.default,
    addDuplicate: addDuplicate.default,
    indicatorExpression: indicatorExpression.default,
    successBody: successBody.default,
    consistencyRulesOff: consistencyRulesOff.default,
  };
}
