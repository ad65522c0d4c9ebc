import type { AccessView } from '../access/access-view.ts';
import type { ChainCondition, Condition, HasCondition, ValueCondition } from './condition.ts';
import { inTurns } from './in-turns.ts';
import type { IndexedValue } from './indexed-value.ts';
import { findParameter } from './parameter-table.ts';
import type { SearchParameter } from './search-parameter.ts';
import type { SearchSource, Stored } from './stored-resource.ts';
import type { ValueCache } from './value-cache.ts';

/** Whether combined capacity criteria may be fulfilled by different records of a Location (Q30). */
export type CapacityCriteria = 'independent' | 'same-record';

/** What conditions are tried on. */
export interface EvaluationSetting {
  readonly source: SearchSource;
  readonly view: AccessView;
  readonly values: ValueCache;
  readonly criteria: CapacityCriteria;
}

/** Tries the conditions of one search; what the conditions of a chain give is kept while it lasts. */
export class Evaluation {
  readonly #setting: EvaluationSetting;
  readonly #targets = new Map<Condition, Map<Stored, boolean>>();
  readonly #referenced = new Map<HasCondition, ReadonlySet<string>>();
  readonly #joinings = new Map<readonly Condition[], readonly Condition[]>();

  constructor(setting: EvaluationSetting) {
    this.#setting = setting;
  }

  /** Looks through the store for what `_has` conditions ask, letting others have their turn: before any of them is tried. */
  async prepare(conditions: readonly Condition[]): Promise<void> {
    for (const condition of this.#joined(conditions)) {
      if (condition.kind === 'value') continue;
      await this.prepare(condition.kind === 'not' ? [condition.of] : condition.of);
      if (condition.kind === 'has') this.#referenced.set(condition, await this.#idsReferenced(condition));
    }
  }

  /** True when the resource fulfils all of them. A hidden resource never does. */
  fulfils(stored: Stored, conditions: readonly Condition[]): boolean {
    if (this.#setting.view.keyOf(stored) === null) return false;
    if (this.#setting.criteria === 'independent') return conditions.every((one) => this.#holds(stored, one));
    const joined = this.#joined(conditions);
    const ofRecords = joined.filter((one) => one.kind === 'value').filter(({ parameter }) => parameter.isPerRecord);
    const others = joined.filter((one) => one.kind !== 'value' || !one.parameter.isPerRecord);
    return others.every((one) => this.#holds(stored, one)) && this.#holdsInOneRecord(stored, ofRecords);
  }

  /** The values of a parameter as the reader of this search sees them. */
  valuesOf(stored: Stored, parameter: SearchParameter): readonly IndexedValue[] {
    return this.#setting.values.valuesOf(stored, parameter, this.#setting.view);
  }

  #holds(stored: Stored, condition: Condition): boolean {
    switch (condition.kind) {
      case 'value':
        return this.valuesOf(stored, condition.parameter).some(condition.test) !== condition.isNegated;
      case 'chain':
        return this.#leadsTo(stored, condition);
      case 'has':
        return this.#isReferenced(stored, condition);
      case 'all':
        return this.fulfils(stored, condition.of);
      case 'any':
        return condition.of.some((one) => this.fulfils(stored, [one]));
      default:
        return !this.fulfils(stored, [condition.of]);
    }
  }

  /** One and the same capacity record fulfils all of them. */
  #holdsInOneRecord(stored: Stored, conditions: readonly ValueCondition[]): boolean {
    if (conditions.length < 2 || conditions.every(({ isNegated }) => isNegated)) {
      return conditions.every((one) => this.#holds(stored, one));
    }
    const values = conditions.map(({ parameter }) => this.valuesOf(stored, parameter));
    const records = new Set(values.flat().map(({ record }) => record));
    return [...records].some((record) =>
      conditions.every(({ test, isNegated }, index) => {
        const ofRecord = values[index]?.filter((value) => value.record === record) ?? [];
        return ofRecord.some(test) !== isNegated;
      }),
    );
  }

  #leadsTo(stored: Stored, condition: ChainCondition): boolean {
    return this.targetsOf(stored, condition.reference).some((target) => {
      const family = condition.isAbove ? this.#withParents(target) : [target];
      return family.some((one) => this.#targetFulfils(one, condition));
    });
  }

  #targetFulfils(target: Stored, condition: ChainCondition): boolean {
    let known = this.#targets.get(condition);
    if (known === undefined) this.#targets.set(condition, (known = new Map()));
    let result = known.get(target);
    if (result === undefined) known.set(target, (result = this.fulfils(target, condition.of)));
    return result;
  }

  /** The resources that a reference of this one leads to, as far as the reader may see them. */
  targetsOf(stored: Stored, reference: SearchParameter): readonly Stored[] {
    const { source, view } = this.#setting;
    return this.valuesOf(stored, reference).flatMap((value) => {
      const target = value.kind === 'reference' ? source.byId(value.type, value.id) : undefined;
      return target === undefined || view.keyOf(target) === null ? [] : target;
    });
  }

  /** An Organization and those that it is part of, each once. */
  #withParents(organization: Stored): readonly Stored[] {
    const partOf = findParameter('Organization', 'partof');
    const family = new Set<Stored>([organization]);
    for (const one of family) {
      if (partOf !== undefined) for (const parent of this.targetsOf(one, partOf)) family.add(parent);
    }
    return [...family];
  }

  #isReferenced(stored: Stored, condition: HasCondition): boolean {
    const ids = this.#referenced.get(condition);
    if (ids === undefined) throw new Error('a _has condition is tried before it was prepared');
    return ids.has(`${stored.type}/${stored.id}`);
  }

  async #idsReferenced({ type, reference, of }: HasCondition): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    await inTurns(this.#setting.source.all(type), (one) => {
      if (!this.fulfils(one, of)) return;
      for (const value of this.valuesOf(one, reference)) {
        if (value.kind === 'reference') ids.add(`${value.type}/${value.id}`);
      }
    });
    return ids;
  }

  /** The conditions as they are tried: those of one way joined where one record has to fulfil them (Q30), once for all. */
  #joined(conditions: readonly Condition[]): readonly Condition[] {
    if (this.#setting.criteria === 'independent' || conditions.length < 2) return conditions;
    let joined = this.#joinings.get(conditions);
    if (joined === undefined) this.#joinings.set(conditions, (joined = joinChains(conditions)));
    return joined;
  }
}

/** Chains through one reference as one condition: the same Location must then fulfil all of them (Q30 `same-record`). */
function joinChains(conditions: readonly Condition[]): readonly Condition[] {
  const joined: Condition[] = [];
  for (const condition of conditions) {
    const twin = joined.findIndex((one) => isSameWay(one, condition));
    const before = joined[twin];
    if (
      before === undefined ||
      before.kind !== condition.kind ||
      !('reference' in before) ||
      !('reference' in condition)
    )
      joined.push(condition);
    else joined[twin] = { ...before, of: [...before.of, ...condition.of] };
  }
  return joined;
}

function isSameWay(a: Condition, b: Condition): boolean {
  if (a.kind === 'chain' && b.kind === 'chain') return a.reference === b.reference && a.isAbove === b.isAbove;
  return a.kind === 'has' && b.kind === 'has' && a.type === b.type && a.reference === b.reference;
}
