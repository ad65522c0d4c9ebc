/** Tags that a scenario can have: few, so that each says the same everywhere. Public: a change is named in CHANGELOG.md. */
export const SCENARIO_TAGS = [
  'smoke',
  'content',
  'refusal',
  'outage',
  'credential',
  'restart',
  'slow',
  'optional',
] as const;

/**
 * What a scenario is about, across areas: `smoke` a first look of a few seconds, `content` what a body says and what the
 * ROR holds in the end, `refusal` the ROR says no, `outage` it cannot answer now, `credential` certificates, tokens and
 * rights, `restart` the connector is ended and started again, `slow` seconds of real waiting, `optional` a function that
 * not every connector has.
 */
export type ScenarioTag = (typeof SCENARIO_TAGS)[number];

/** The scenarios that have at least one of these tags; all of them when none is named. */
export function withTags<T extends { readonly tags?: readonly ScenarioTag[] | undefined }>(
  scenarios: readonly T[],
  tags: readonly ScenarioTag[],
): readonly T[] {
  if (tags.length === 0) return scenarios;
  return scenarios.filter((scenario) => tags.some((tag) => scenario.tags?.includes(tag) === true));
}
