import type { FindingCode, FindingDetail } from '../finding.ts';

/** A patch cannot be done; made where the fault is found, turned into a finding by apply-patch.ts. */
export class PatchFault extends Error {
  readonly code: FindingCode;
  readonly detail: Omit<FindingDetail, 'where'>;

  constructor(code: FindingCode, detail: Omit<FindingDetail, 'where'>) {
    super(code);
    this.name = 'PatchFault';
    this.code = code;
    this.detail = detail;
  }
}
