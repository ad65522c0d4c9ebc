import { defineSetting } from '../setting.ts';
import type { SettingValues } from '../setting.ts';
import { EXPORT_SETTINGS } from './export/export-settings.ts';

/** Status when one of the four `Ror-*` headers is missing on a read that needs them (Q7). */
const missingRorHeaderStatus = defineSetting({
  name: 'missingRorHeaderStatus',
  default: 400,
  values: [400, 403],
  question: 'Q7',
  requirement: 'ROR-READ-HEADERS',
  evidence: 'assumed',
  text: 'mock.setting.missing-ror-header-status',
});

/** Whether combined capacity criteria may be fulfilled by different records, or by different Locations of an offer (Q30). */
const capacityCriteria = defineSetting({
  name: 'capacityCriteria',
  default: 'independent',
  values: ['independent', 'same-record'],
  question: 'Q30',
  requirement: 'ROR-READ-SEARCH',
  evidence: 'assumed',
  text: 'consultation.setting-capacity-criteria',
});

/** The grammars of `_filter` (Q29). */
const filterGrammar = defineSetting({
  name: 'filterGrammar',
  default: 'both',
  values: ['both', 'standard'],
  question: 'Q29',
  requirement: 'ROR-READ-SEARCH',
  evidence: 'derived',
  text: 'consultation.setting-filter-grammar',
});

/** How `eq` of `_filter` compares texts: a draft scenario asks for the beginning of postal codes with it (Q29). */
const filterText = defineSetting({
  name: 'filterText',
  default: 'starts-with',
  values: ['starts-with', 'equals'],
  question: 'Q29',
  requirement: 'ROR-READ-SEARCH',
  evidence: 'derived',
  text: 'consultation.setting-filter-text',
});

/** Whether an include of another type than the one searched needs `:iterate`. */
const includeReach = defineSetting({
  name: 'includeReach',
  default: 'published',
  values: ['published', 'standard'],
  question: null,
  requirement: 'ROR-READ-SEARCH',
  evidence: 'derived',
  text: 'consultation.setting-include-reach',
});

/** Zone of the dates of a search that name none, such as the published `2022-11-06T15:00`. */
const searchZone = defineSetting({
  name: 'searchZone',
  default: 'Europe/Paris',
  values: ['Europe/Paris', 'UTC'],
  question: null,
  requirement: 'ROR-READ-SEARCH',
  evidence: 'assumed',
  text: 'consultation.setting-search-zone',
});

/** The largest page that `_count` can ask for; a larger one is this large. */
const maxPageSize = defineSetting<number>({
  name: 'maxPageSize',
  default: 1_000,
  values: { min: 1, max: 10_000 },
  question: 'Q32',
  requirement: 'ROR-READ-PAGES',
  evidence: 'assumed',
  text: 'consultation.setting-max-page-size',
});

/** What `total` says when more match than are given: how many match, or how many are given. */
const cutTotal = defineSetting({
  name: 'cutTotal',
  default: 'all',
  values: ['all', 'cut'],
  question: 'Q32',
  requirement: 'ROR-READ-PAGES',
  evidence: 'assumed',
  text: 'consultation.setting-cut-total',
});

/** When a Location (or professional) of several offers is sensitive. */
const sensitiveBy = defineSetting({
  name: 'sensitiveBy',
  default: 'any',
  values: ['any', 'all'],
  question: null,
  requirement: 'ROR-READ-ACCESS',
  evidence: 'assumed',
  text: 'consultation.setting-sensitive-by',
});

/** The settings of the consultation service, by name. */
export const READ_SETTINGS = {
  missingRorHeaderStatus,
  capacityCriteria,
  filterGrammar,
  filterText,
  includeReach,
  searchZone,
  maxPageSize,
  cutTotal,
  sensitiveBy,
  ...EXPORT_SETTINGS,
} as const;

/** Present values of the settings of the consultation service. */
export type ReadSettings = SettingValues<typeof READ_SETTINGS>;

/** The values that hold when nobody moves a setting. */
export function defaultReadSettings(): ReadSettings {
  const { exportPendingPolls, exportBundle, exportRorHeaders } = EXPORT_SETTINGS;
  return {
    missingRorHeaderStatus: missingRorHeaderStatus.default,
    capacityCriteria: capacityCriteria.default,
    filterGrammar: filterGrammar.default,
    filterText: filterText.default,
    includeReach: includeReach.default,
    searchZone: searchZone.default,
    maxPageSize: maxPageSize.default,
    cutTotal: cutTotal.default,
    sensitiveBy: sensitiveBy.default,
    exportPendingPolls: exportPendingPolls.default,
    exportBundle: exportBundle.default,
    exportRorHeaders: exportRorHeaders.default,
  };
}
