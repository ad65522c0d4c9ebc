import { FhirError } from '../../../mev3/outcome.ts';
import { faultOf } from '../fault-of.ts';
import type { FeedRule } from '../rule.ts';

/** 400 with up to three issues an operation: the published business rules a, b and c, in this order (Q13). */
export const businessRulesRule: FeedRule = {
  id: 'business-rules',
  requirement: 'ROR-ERR-RULES-400',
  name: 'Path and value are valid indicators of the expected nature (a, b, c)',
  refuse({ kernel, reading }) {
    const refusals = reading.operations.flatMap((operation) => kernel.businessRules(operation));
    const [first] = refusals;
    if (first === undefined) return null;
    const [fault, ...more] = refusals.map(({ finding }) => faultOf(finding));
    const { code, ...detail } = fault ?? faultOf(first.finding);
    return new FhirError({
      code,
      status: 400,
      issues: refusals.map(({ issue }) => issue),
      detail,
      more,
    });
  },
};
