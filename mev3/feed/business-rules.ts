import { EMPTY_KEY, keyText } from '../capacity/key.ts';
import type { CapacityKey } from '../capacity/types.ts';
import type { NearIndicator } from '../catalogue/nearness.ts';
import { CAPACITY_CODES } from '../codes/capacity-codes.ts';
import { finding, show } from '../finding.ts';
import type { Catalogue, FeedOperation, KernelFinding, RecordReading } from '../kernel.ts';
import type { OutcomeIssue } from '../outcome.ts';
import { otherNatureIssue, UNKNOWN_INDICATOR, unknownPathIssue, unknownValueIssue } from './published-texts.ts';

/** An issue of an answer and the finding that explains it. */
export interface Refusal {
  readonly issue: OutcomeIssue;
  readonly finding: KernelFinding;
}

/**
 * The published business rules a, b, c for one operation, in this order; empty when it passes (feed API §6.4, Q13).
 * a and b judge the value, so never a `delete`; c judges the path, so never an `add` (Q35). A tuple that is no
 * indicator has no expected nature: a comes with b.
 */
export function businessRules(operation: FeedOperation, catalogue: Catalogue): readonly Refusal[] {
  const where = `Parameters.parameter[${operation.index}]`;
  const refusals: Refusal[] = [];
  if (operation.value !== null) judgeValue(operation.value, { where, catalogue }, refusals);
  if (operation.type !== 'add') judgePath(operation, { where, catalogue }, refusals);
  return refusals;
}

interface Scope {
  readonly where: string;
  readonly catalogue: Catalogue;
}

function judgeValue(value: RecordReading, scope: Scope, refusals: Refusal[]): void {
  const { key, nature } = value;
  const where = `${scope.where}.part.where(name='value')`;
  const indicator = scope.catalogue.find(key);
  const natures = indicator?.natures ?? [];
  if (nature === null || !natures.includes(nature)) {
    const name = indicator?.id ?? UNKNOWN_INDICATOR;
    refusals.push({
      issue: otherNatureIssue(name),
      finding: finding('indicator.other-nature', {
        where,
        expected: natures.length === 0 ? 'capacityType' : natures.join(' | '),
        seen: show(nature),
        values: { indicator: name, natures: naturesText(natures) || '—' },
      }),
    });
  }
  if (indicator === undefined) {
    refusals.push({ issue: unknownValueIssue(key), finding: unknownKey('indicator.unknown-value', key, scope) });
  }
}

function judgePath(operation: FeedOperation, scope: Scope, refusals: Refusal[]): void {
  const { selector } = operation;
  if (selector.kind !== 'record' && selector.kind !== 'collection') return;
  // A path without criteria is a path whose seven criteria are absent (Q11).
  const key = selector.kind === 'record' ? selector.key : EMPTY_KEY;
  if (scope.catalogue.find(key) !== undefined) return;
  refusals.push({ issue: unknownPathIssue(key), finding: unknownKey('indicator.unknown-path', key, scope) });
}

function unknownKey(
  code: 'indicator.unknown-value' | 'indicator.unknown-path',
  key: CapacityKey,
  scope: Scope,
): KernelFinding {
  const [nearest] = scope.catalogue.near(key);
  const part = code === 'indicator.unknown-path' ? 'path' : 'value';
  return finding(code, {
    where: `${scope.where}.part.where(name='${part}')`,
    expected: nearest === undefined ? scope.catalogue.name : keyText(nearest.indicator.key),
    seen: keyText(key),
    values: { catalogue: scope.catalogue.name, nearest: nearest === undefined ? '—' : nearestText(nearest) },
    ...(nearest === undefined ? {} : { near: nearest.indicator.id }),
  });
}

/** A near indicator and the one code in which it differs: `DISPO_FEMME (genderCapacityAvailable: 01)`. */
function nearestText({ indicator, attribute }: NearIndicator): string {
  return `${indicator.id} (${attribute}: ${indicator.key[attribute]})`;
}

function naturesText(natures: readonly string[]): string {
  return CAPACITY_CODES.capacityType.codes
    .filter(({ code }) => natures.includes(code))
    .map(({ code, display }) => `${code} ${display}`)
    .join(', ');
}
