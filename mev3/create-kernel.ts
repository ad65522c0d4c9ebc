import { createRecordReader } from './capacity/read-record.ts';
import type { GuideVersion } from './capacity/types.ts';
import { createCatalogue } from './catalogue/create-catalogue.ts';
import { codesBeyondValueSets } from './catalogue/codes-beyond-value-sets.ts';
import { applyOperation } from './feed/apply.ts';
import { businessRules } from './feed/business-rules.ts';
import { formIssues } from './feed/form-issues.ts';
import { pathRemarks } from './feed/path-remarks.ts';
import { readFeedBody } from './feed/read-feed-body.ts';
import { createSelectorReader } from './feed/read-selector.ts';
import type { Catalogue, Kernel } from './kernel.ts';

/** What a kernel is made of. */
export interface KernelOptions {
  /** Default 0.7.0. */
  readonly guide?: GuideVersion;
  /** Default: the catalogue `current`. */
  readonly catalogue?: Catalogue;
}

/** The pure kernel for a guide version and a catalogue. It keeps nothing but a bounded memory of paths already read. */
export function createKernel(options: KernelOptions = {}): Kernel {
  const { guide = '0.7.0', catalogue = createCatalogue('current') } = options;
  const readRecord = createRecordReader({ guide, allows: codesBeyondValueSets(catalogue) });
  const readSelector = createSelectorReader();
  const readers = { guide, readRecord, readSelector };
  return {
    guide,
    catalogue,
    readFeedBody: (body) => readFeedBody(body, readers),
    readSelector,
    readRecord,
    formIssues,
    businessRules: (operation) => businessRules(operation, catalogue),
    remarks: pathRemarks,
    apply: applyOperation,
  };
}
