import { defineSetting } from '../setting.ts';
import type { SettingValues } from '../setting.ts';

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

/** The settings of the consultation service, by name. */
export const READ_SETTINGS = { missingRorHeaderStatus } as const;

/** Present values of the settings of the consultation service. */
export type ReadSettings = SettingValues<typeof READ_SETTINGS>;
