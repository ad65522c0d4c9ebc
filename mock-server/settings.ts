import { defaultReadSettings, READ_SETTINGS } from './consultation/read-settings.ts';
import { defaultFeedSettings, FEED_SETTINGS } from './feed/feed-settings.ts';
import { MockRorError } from './mock-ror-error.ts';
import type { Setting, SettingValue, SettingValues } from './setting.ts';
import { strictness } from './strictness-setting.ts';
import { tokenDialect, tokenLifetimeS } from './token/settings.ts';
import { tokenBinding } from './token/token-binding.ts';
import { proprietaryClients } from './trust/client-ids.ts';
import { clientTrust, dnMatch, mtlsRefusal, rightsCheck } from './trust/settings.ts';

/** Every setting of the mock, by name: each stands beside the rule that it moves. */
export const SETTINGS = {
  strictness,
  mtlsRefusal,
  clientTrust,
  dnMatch,
  proprietaryClients,
  rightsCheck,
  tokenLifetimeS,
  tokenDialect,
  tokenBinding,
  ...FEED_SETTINGS,
  ...READ_SETTINGS,
};

/** The settings with their present values. */
export type MockSettings = SettingValues<typeof SETTINGS>;

/** Values to set, by name, as they come from outside. */
export type SettingChanges = Readonly<Record<string, SettingValue>>;

/** The present values of a lane's settings. */
export interface SettingsState {
  values(): MockSettings;
  /** All or nothing. @throws MockRorError `mock.unknown-setting`, `mock.bad-setting` */
  change(changes: SettingChanges): void;
  /** The values that were given, at the start or since. */
  given(): SettingChanges;
  /** Takes these as the values that were given; defaults elsewhere. @throws MockRorError as `change` */
  replace(given: SettingChanges): void;
  /** Back to the values of the start. */
  reset(): void;
  /** The values to which `reset` goes back. */
  start(): SettingChanges;
  /** Takes these as the values of the start, and goes there. @throws MockRorError as `change`: nothing is changed then */
  startWith(initial: SettingChanges): void;
}

/** The settings of a lane that starts with these values, defaults elsewhere. @throws MockRorError as `change` */
export function createSettings(initial: SettingChanges = {}): SettingsState {
  let start = initial;
  let given: SettingChanges = {};
  let present = defaults();
  const replace = (values: SettingChanges): void => {
    const isStrict = values['strictness'] === 'strict';
    present = applied(isStrict ? applied(defaults(), strictValues()) : defaults(), values);
    given = values;
  };
  replace(initial);
  return {
    values: () => present,
    given: () => given,
    change: (changes) => replace({ ...given, ...changes }),
    replace,
    reset: () => replace(start),
    start: () => start,
    startWith: (values) => {
      replace(values);
      start = values;
    },
  };
}

/** The settings as a list, for whoever shows them. */
export function listSettings(): readonly Setting[] {
  return Object.values(SETTINGS);
}

/**
 * The value that a text such as `--set name=value` means for the setting of that name.
 * @throws MockRorError `mock.unknown-setting`, `mock.bad-setting`
 */
export function settingFromText(name: string, text: string): SettingValue {
  const setting = find(name);
  const value = typeof setting.default === 'string' ? text : scalar(text);
  check(setting, value);
  return value;
}

/** The values that a setting takes, for a person: `a | b`, `1 … 86400`, or `none | a,b,c`. */
export function valuesText({ values }: Setting): string {
  if ('min' in values) return `${values.min} … ${values.max}`;
  return 'anyOf' in values ? `none | ${values.anyOf.join(',')}` : values.map(String).join(' | ');
}

function defaults(): MockSettings {
  return {
    strictness: strictness.default,
    mtlsRefusal: mtlsRefusal.default,
    clientTrust: clientTrust.default,
    dnMatch: dnMatch.default,
    proprietaryClients: proprietaryClients.default,
    rightsCheck: rightsCheck.default,
    tokenLifetimeS: tokenLifetimeS.default,
    tokenDialect: tokenDialect.default,
    tokenBinding: tokenBinding.default,
    ...defaultFeedSettings(),
    ...defaultReadSettings(),
  };
}

function applied(present: MockSettings, changes: SettingChanges): MockSettings {
  for (const [name, value] of Object.entries(changes)) check(find(name), value);
  return { ...present, ...changes };
}

/** The strict value of each setting that has one. */
function strictValues(): SettingChanges {
  const all = listSettings().map(({ name, strict }): [string, SettingValue | undefined] => [name, strict]);
  return Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** The settings with which a mock starts that is given these. @throws MockRorError `mock.unknown-setting`, `mock.bad-setting` */
export function settingsWith(given: SettingChanges): MockSettings {
  return createSettings(given).values();
}

function find(name: string): Setting {
  const setting = Object.hasOwn(SETTINGS, name) ? listSettings().find((one) => one.name === name) : undefined;
  if (setting !== undefined) return setting;
  const known = Object.keys(SETTINGS).toSorted().join(', ');
  throw new MockRorError('mock.unknown-setting', `unknown setting ${name}; expected one of ${known}`);
}

function check(setting: Setting, value: unknown): void {
  if (isGood(setting, value)) return;
  const seen = JSON.stringify(value);
  throw new MockRorError(
    'mock.bad-setting',
    `setting ${setting.name} cannot be ${seen}; expected ${valuesText(setting)}`,
  );
}

function isGood({ values }: Setting, value: unknown): boolean {
  if ('min' in values) {
    return typeof value === 'number' && Number.isInteger(value) && value >= values.min && value <= values.max;
  }
  if (!('anyOf' in values)) return values.some((one) => one === value);
  return typeof value === 'string' && (value === 'none' || value.split(',').every((one) => values.anyOf.includes(one)));
}

function scalar(text: string): SettingValue {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+$/.test(text) ? Number(text) : text;
}
