import type { KernelFinding } from '../../mev3/kernel.ts';
import type { FurtherFault } from '../../mev3/outcome.ts';

/** A finding of the kernel as what the journal keeps of a refusal. */
export function faultOf({ code, requirement, expected, seen, where, near }: KernelFinding): FurtherFault {
  return { code, requirement, expected, seen, where, ...(near === undefined ? {} : { near }) };
}
