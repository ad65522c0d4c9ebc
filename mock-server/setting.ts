import type { MessageId } from '../messages/index.ts';

/** Plain values that a setting can take. */
export type SettingValue = string | number | boolean;

/**
 * Something that the public documents leave open, and what the mock does about it. A setting stands beside the rule
 * that it moves; mock-server/settings.ts only assembles them.
 */
export interface Setting<V extends SettingValue = SettingValue> {
  /** Public name, camelCase, unique over the whole mock. */
  readonly name: string;
  readonly default: V;
  /** Value under `strictness: strict`, where that differs: what is only noticed by default is refused. */
  readonly strict?: V;
  /** Every value it can take, the range of a whole number (both ends included), or `none` or names with commas between. */
  readonly values:
    readonly V[] | { readonly min: number; readonly max: number } | { readonly anyOf: readonly string[] };
  /** Question of the feed API that it answers, such as `Q9`; null when it answers none. */
  readonly question: string | null;
  /** Requirement id of scenarios/requirements.yaml. */
  readonly requirement: string;
  /** How far the default is backed by what ANS published. */
  readonly evidence: 'documented' | 'derived' | 'assumed';
  /** One sentence for `rorkit mock --settings`. */
  readonly text: MessageId;
}

/** A setting, with the literal types of its values kept when they are listed `as const`. */
export function defineSetting<const V extends SettingValue>(setting: Setting<V>): Setting<V> {
  return setting;
}

/** The values of a table of settings: setting name → present value. The key of each setting in the table is its name. */
export type SettingValues<T extends Readonly<Record<string, Setting<never> | Setting>>> = {
  readonly [K in keyof T]: T[K] extends Setting<infer V> ? V : never;
};
