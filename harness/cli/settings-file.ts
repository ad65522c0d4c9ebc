import path from 'node:path';
import { z } from 'zod';
import type { Setting, SettingValue } from '../../mock-server/index.ts';
import { readYaml } from '../model/yaml-document.ts';
import type { CliContext } from './command.ts';
import { problemsError } from './problems.ts';
import { readInput } from './read-input.ts';

/**
 * The settings that a file gives (YAML: `name: value`), so that they can be changed while the mock runs.
 * @throws CliError for a file that cannot be read, and for a wrong name or value, with file, line and column
 */
export async function readSettingsFile(file: string, { cwd, t }: CliContext): Promise<Record<string, SettingValue>> {
  const { listSettings } = await import('../../mock-server/index.ts');
  const shape = listSettings().map((setting) => [setting.name, valueSchema(setting).optional()] as const);
  const schema = z.preprocess((value) => value ?? {}, z.strictObject(Object.fromEntries(shape)));
  const whole = path.resolve(cwd, file);
  const reading = readYaml(readInput(whole, t), schema, whole);
  if (!reading.ok) throw problemsError(reading.problems, t);
  return Object.fromEntries(
    Object.entries(reading.value).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function valueSchema({ values }: Setting): z.ZodType<SettingValue> {
  if ('min' in values) return z.int().min(values.min).max(values.max);
  if (!('anyOf' in values)) return z.literal([...values]);
  const { anyOf } = values;
  const expected = `none, or some of ${anyOf.join(',')}`;
  return z.string().refine((text) => text === 'none' || text.split(',').every((one) => anyOf.includes(one)), expected);
}
