import { describe, expect, it } from 'vitest';
import { createSettings, listSettings, settingFromText, SETTINGS, valuesText } from '../../mock-server/settings.ts';

describe('settings', () => {
  it('every setting is listed under its own name, with a default that it accepts', () => {
    const defaults = createSettings().values();
    for (const [key, setting] of Object.entries(SETTINGS)) expect(setting.name).toBe(key);
    for (const setting of listSettings()) {
      expect(settingFromText(setting.name, String(setting.default))).toBe(setting.default);
      expect(Object.entries(defaults)).toContainEqual([setting.name, setting.default]);
      expect(valuesText(setting)).not.toBe('');
    }
    expect(Object.keys(defaults).toSorted()).toEqual(Object.keys(SETTINGS).toSorted());
  });

  it('accepts every value that it names', () => {
    for (const { name, values } of listSettings()) {
      const all = Array.isArray(values) ? values : [];
      for (const value of all) expect(() => createSettings({ [name]: value })).not.toThrow();
    }
  });

  it.each([
    ['tokenLifetimeS', 0],
    ['tokenLifetimeS', 1.5],
    ['tokenLifetimeS', '300'],
    ['dnMatch', 'RFC4514'],
    ['missingRorHeaderStatus', 404],
  ])('refuses %s = %j', (name, value) => {
    expect(() => createSettings({ [name]: value })).toThrow(new RegExp(`setting ${name} cannot be`));
  });

  it('strict is one switch over those that have a strict value, and a value that is given wins', () => {
    const strict = createSettings({ strictness: 'strict', rorHeaders: 'notice' });
    expect(strict.values()).toMatchObject({
      rorHeaders: 'notice',
      ifMatch: 'check',
      regionRoute: 'refuse',
      replaceOtherKey: 'refuse',
      libraryForms: 'refuse',
      severalOperations: 'refuse',
      addDuplicate: 'refuse',
    });
    expect(listSettings().filter(({ strict: value }) => value !== undefined)).toHaveLength(6);
    strict.change({ strictness: 'documented', libraryForms: 'refuse' });
    expect(strict.values()).toMatchObject({ rorHeaders: 'notice', ifMatch: 'ignore', libraryForms: 'refuse' });
    strict.reset();
    expect(strict.values()).toMatchObject({ strictness: 'strict', ifMatch: 'check' });
  });

  it.each(['nope', 'toString', '__proto__', 'constructor'])('refuses the unknown name %s', (name) => {
    expect(() => settingFromText(name, 'x')).toThrow(/unknown setting/);
  });

  it('changes nothing when one of several values is refused', () => {
    const settings = createSettings({ tokenLifetimeS: 9 });
    expect(() => settings.change({ dnMatch: 'literal', mtlsRefusal: 'x' })).toThrow(/mtlsRefusal/);
    expect(settings.values()).toMatchObject({ dnMatch: 'rfc4514', tokenLifetimeS: 9 });
    settings.change({ dnMatch: 'literal', tokenLifetimeS: 5 });
    settings.reset();
    expect(settings.values()).toMatchObject({ dnMatch: 'rfc4514', tokenLifetimeS: 9 });
  });
});
