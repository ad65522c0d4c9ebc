import { defineSetting } from '../../setting.ts';

/** How often the status of an export says "not yet": a client polls until the list of files is there. */
const exportPendingPolls = defineSetting<number>({
  name: 'exportPendingPolls',
  default: 1,
  values: { min: 0, max: 100 },
  question: null,
  requirement: 'ROR-READ-EXPORT',
  evidence: 'assumed',
  text: 'consultation.setting-export-pending-polls',
});

/** Type of the Bundle that a file of an export is. */
const exportBundle = defineSetting({
  name: 'exportBundle',
  default: 'collection',
  values: ['collection', 'searchset'],
  question: null,
  requirement: 'ROR-READ-EXPORT',
  evidence: 'assumed',
  text: 'consultation.setting-export-bundle',
});

/** Whether an export needs the four `Ror-*` headers: every published sample sends them, the rule does not ask for them. */
const exportRorHeaders = defineSetting({
  name: 'exportRorHeaders',
  default: 'optional',
  values: ['optional', 'required'],
  question: 'Q7',
  requirement: 'ROR-READ-HEADERS',
  evidence: 'assumed',
  text: 'consultation.setting-export-ror-headers',
});

/** The settings of the export, by name. */
export const EXPORT_SETTINGS = { exportPendingPolls, exportBundle, exportRorHeaders } as const;
