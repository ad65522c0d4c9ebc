import type { FeedRule } from './rule.ts';
import { bodySizeRule } from './rules/body-size.ts';
import { bodyStructureRule } from './rules/body-structure.ts';
import { businessRulesRule } from './rules/business-rules.ts';
import { contentTypeRule } from './rules/content-type.ts';
import { identifierRule } from './rules/identifier.ts';
import { ifMatchRule } from './rules/if-match.ts';
import { indicatorRule } from './rules/indicator.ts';
import { locationExistsRule } from './rules/location-exists.ts';
import { locationUniqueRule } from './rules/location-unique.ts';
import { readableBodyRule } from './rules/readable-body.ts';
import { regionRouteRule } from './rules/region-route.ts';
import { rorHeadersRule } from './rules/ror-headers.ts';
import { writeRightRule } from './rules/write-right.ts';

/**
 * Everything that refuses a capacity PATCH, in the order in which it is asked (Q35); the 401 was before. The first
 * refusal is the answer; what passes all of them is applied.
 */
export const FEED_RULES: readonly FeedRule[] = [
  contentTypeRule, //    415
  bodySizeRule, //       413
  readableBodyRule, //   400 body
  rorHeadersRule, //     400 only when the setting says so
  identifierRule, //     400 query
  locationExistsRule, // 404 Location
  locationUniqueRule, // 412
  writeRightRule, //     403
  regionRouteRule, //    403 only when the setting says so
  ifMatchRule, //        412 only when the setting says so
  bodyStructureRule, //  400 structure
  businessRulesRule, //  400 a, b, c
  indicatorRule, //      404 indicator, or 400 duplicate
];
