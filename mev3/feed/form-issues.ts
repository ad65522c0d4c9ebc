import { isKeyAttribute } from '../capacity/key.ts';
import type { FeedBodyReading, KernelFinding } from '../kernel.ts';
import type { Refusal } from './business-rules.ts';
import { issueOfFinding } from './mock-made-texts.ts';

/**
 * What refuses a body by its form, before the business rules are asked: the faults of the body and those of its records
 * (Q14 to Q17, Q35). A code outside its value set is left to the published rules a, b, c when they judge it: the seven
 * codes of the key and the capacity type.
 */
export function formIssues(reading: FeedBodyReading): readonly Refusal[] {
  const ofRecords = reading.operations.flatMap(({ value }) => value?.findings ?? []);
  return [...reading.faults, ...ofRecords]
    .filter((found) => !isLeftToBusinessRules(found))
    .map((found) => ({ issue: issueOfFinding(found), finding: found }));
}

/** True for an unknown or retired code that issue a, b or c of the published 400 will name. */
function isLeftToBusinessRules(found: KernelFinding): boolean {
  if (found.code !== 'capacity.unknown-code' && found.code !== 'capacity.retired-code') return false;
  const attribute = String(found.values?.['attribute']);
  return isKeyAttribute(attribute) || attribute === 'capacityType';
}
