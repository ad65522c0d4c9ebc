import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Stimulus } from '../model/check.ts';
import type { Problem } from '../model/problem.ts';
import { locateInYaml } from '../model/yaml-document.ts';
import { printPath } from '../model/zod-issues.ts';
import type { ConnectorFile } from './connector-schema.ts';
import { isPort, trialMovement } from './adt-fields.ts';
import { adtText } from './adt-text.ts';
import type { Body } from './messages-of.ts';
import { adtTemplate, isOneRecordEach, templateOf } from './messages-of.ts';
import type { Hl7v2Stimulus } from './stimulus-schema.ts';
import { onlyInstance } from './running-instance.ts';
import type { RunningInstance } from './running-instance.ts';
import type { TemplateData, TemplateFormat } from './template.ts';
import { TemplateError, render, templateData } from './template.ts';

/** A connector file with what it is read with. */
export interface ConnectorParts {
  readonly file: ConnectorFile;
  readonly text: string;
  /** As problems name the file. */
  readonly name: string;
  /** Absolute folder of the file. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * What is wrong with the things that a connector file points to: templates that cannot be read or filled in, authorities,
 * secrets that are not in the environment. Found before a run, with the place in the file.
 */
export function connectorPartsProblems(parts: ConnectorParts): readonly Problem[] {
  return [...secretFaults(parts), ...templateFaults(parts), ...authorityFaults(parts)].map(({ path, message }) => ({
    file: parts.name,
    ...locateInYaml(parts.text, path),
    path: printPath(path),
    code: 'rule',
    expected: message,
    seen: '',
    message: `${printPath(path)}: ${message}`,
  }));
}

function secretFaults({ file, environment }: ConnectorParts): Fault[] {
  const { stimulus } = file;
  if (stimulus.driver !== 'http' || stimulus.authentication === undefined) return [];
  const { authentication } = stimulus;
  const [name, path] =
    'bearer' in authentication
      ? ([authentication.bearer.tokenFrom, ['bearer', 'tokenFrom']] as const)
      : ([authentication.basic.passwordFrom, ['basic', 'passwordFrom']] as const);
  if ((environment[name] ?? '') !== '') return [];
  return [{ path: ['stimulus', 'authentication', ...path], message: `the environment variable ${name} is not set` }];
}

function authorityFaults({ file, folder }: ConnectorParts): Fault[] {
  if (file.stimulus.driver !== 'http' || file.stimulus.caFile === undefined) return [];
  const reason = unreadable(resolve(folder, file.stimulus.caFile));
  return reason === null ? [] : [{ path: ['stimulus', 'caFile'], message: `cannot be read (${reason})` }];
}

function unreadable(path: string): string | null {
  try {
    readFileSync(path);
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

/** One text to be tried, with where it stands. */
interface Trial {
  readonly path: readonly string[];
  readonly template: string;
  readonly format: TemplateFormat;
}

function templateFaults(parts: ConnectorParts): Fault[] {
  const { stimulus } = parts.file;
  if (stimulus.driver === 'command' || stimulus.driver === 'manual')
    return [...trialFaults(readyTrials(parts), parts, false)];
  if (stimulus.driver === 'hl7v2') {
    return [...adtFaults(stimulus, parts), ...trialFaults(readyTrials(parts), parts, false)];
  }
  const isHttp = stimulus.driver === 'http';
  const body = isHttp ? stimulus.body : stimulus.template;
  const at = ['stimulus', isHttp ? 'body' : 'template'];
  const each = isOneRecordEach({ body, each: stimulus.each });
  const trials: Trial[] = isHttp
    ? [{ path: ['stimulus', 'url'], template: stimulus.url, format: 'url' }, ...headerTrials(stimulus.headers)]
    : [
        { path: ['stimulus', 'folder'], template: stimulus.folder, format: 'text' },
        { path: ['stimulus', 'name'], template: stimulus.name, format: 'text' },
      ];
  return [
    ...trialFaults([...trials, ...readyTrials(parts)], parts, each),
    ...bodyFaults(body, { at, format: stimulus.format, each }, parts),
  ];
}

function headerTrials(headers: Readonly<Record<string, string>>): Trial[] {
  return Object.entries(headers).map(([name, template]) => ({
    path: ['stimulus', 'headers', name],
    template,
    format: 'text',
  }));
}

function readyTrials({ file }: ConnectorParts): Trial[] {
  const { ready, reset } = file;
  const { tcp, http } = ready ?? {};
  return [
    ...(tcp === undefined ? [] : [{ path: ['ready', 'tcp'], template: tcp, format: 'text' } as const]),
    ...(http === undefined ? [] : [{ path: ['ready', 'http'], template: http, format: 'text' } as const]),
    ...(typeof reset === 'object' && 'http' in reset
      ? [{ path: ['reset', 'http', 'url'], template: reset.http.url, format: 'url' } as const]
      : []),
  ];
}

function bodyFaults(
  body: Body,
  { at, format, each }: { at: readonly string[]; format: TemplateFormat; each: boolean },
  parts: ConnectorParts,
): Fault[] {
  const path = typeof body === 'string' ? at : [...at, 'file'];
  try {
    const template = templateOf(body, parts.folder);
    return template === null ? [] : trialFaults([{ path, template, format }], parts, each);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return [{ path, message: `cannot be read (${reason})` }];
  }
}

/** Where the messages go, and the one of an admission as the connector would get it. */
function adtFaults({ host, port, template, encoding }: Hl7v2Stimulus, parts: ConnectorParts): Fault[] {
  const data = { ...trialData(parts.file, parts.folder, false), adt: trialMovement(encoding) };
  const at = ['stimulus', 'template', ...(template === 'pam-fr' ? [] : ['file'])];
  return [
    ...trialFaults([{ path: ['stimulus', 'host'], template: host, format: 'text' }], parts, false),
    ...textFaults(['stimulus', 'port'], () => {
      const seen = render(String(port), data, 'text');
      return isPort(seen) ? null : `not a port: ${seen}`;
    }),
    ...textFaults(at, () => {
      const text = adtText(adtTemplate(template, parts.folder), data);
      const isWhole = text.startsWith('MSH|^~\\&|') && text.includes(`|${data.adt.controlId}|`);
      return isWhole ? null : 'a message that begins with MSH|^~\\&| and holds it.adt.controlId in MSH-10';
    }),
  ];
}

/** What `trial` says against a text, or why the text cannot be had. */
function textFaults(path: readonly string[], trial: () => string | null): Fault[] {
  try {
    const message = trial();
    return message === null ? [] : [{ path, message }];
  } catch (error) {
    if (error instanceof TemplateError)
      return [{ path, message: `the template cannot be filled in (${error.message})` }];
    if (error instanceof Error && 'code' in error) return [{ path, message: `cannot be read (${String(error.code)})` }];
    throw error;
  }
}

/** Fills each in for an invented stimulus: a name that is not there shows at once. */
function trialFaults(trials: readonly Trial[], { file, folder }: ConnectorParts, each: boolean): Fault[] {
  const data = trialData(file, folder, each);
  return trials.flatMap(({ path, template, format }) => {
    try {
      const text = render(template, data, format);
      const isAddress = path.at(-1) === 'url' || path.join('.') === 'ready.http';
      if (!isAddress || /^https?:$/.test(URL.parse(text)?.protocol ?? '')) return [];
      return [{ path, message: `not an http address: ${text}` }];
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return [{ path, message: `the template cannot be filled in (${error.message})` }];
    }
  });
}

function trialData(file: ConnectorFile, stateDir: string, each: boolean): TemplateData {
  const [named] = file.start?.instances ?? [];
  const only = onlyInstance(stateDir);
  const instance: RunningInstance =
    named === undefined ? only : { ...only, name: named.name, environment: named.environment };
  const data = templateData(TRIAL, { stateDir, instance }, file.mapping);
  const [record] = TRIAL.records;
  return each && record !== undefined ? { ...data, record } : data;
}

const TRIAL: Stimulus = {
  contract: 1,
  id: 'trial',
  kind: 'report-capacity',
  at: '2026-01-01T08:00:00+01:00',
  establishment: { finess: '99A000000', idNatStruct: '199A000000', name: 'Essai', credential: 'supplier' },
  location: { identifier: '199A000000/ESSAI', name: 'Essai' },
  records: [
    {
      capacityType: '01',
      capacityStatus: '02',
      temporalityCapacity: '01',
      genderCapacityAvailable: '04',
      capacityClosingType: null,
      additionalBedType: null,
      crisisType: null,
      temporaryAssignement: '01',
      capacitySourceType: '02',
      nbCapacity: 4,
      capacityUpdateDate: '2026-01-01T07:53:00+01:00',
      comment: null,
    },
  ],
};
