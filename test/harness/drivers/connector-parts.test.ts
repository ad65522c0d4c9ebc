import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConnectorFile } from '../../../harness/drivers/connector-file.ts';
import { connectorPartsProblems } from '../../../harness/drivers/connector-parts.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rorkit-parts-'));
  writeFileSync(
    join(folder, 'good.eta'),
    '<% for (const record of it.records) { -%>\n<%= record.nbCapacity %>\n<% } -%>\n',
  );
  writeFileSync(join(folder, 'adt.eta'), 'MSH|^~\\&|X||||||ADT^<%= it.adt.event %>|<%= it.adt.controlId %>|P|2.5\n');
  writeFileSync(join(folder, 'no-msh.eta'), 'PID|||<%= it.adt.patient.ipp %>\n');
  writeFileSync(join(folder, 'bad.eta'), '<%= it.record.nbCapacity %>');
});
afterAll(() => rmSync(folder, { recursive: true }));

const HTTP = 'contract: 1\nname: mine\nstimulus:\n  driver: http\n  url: http://localhost:1/\n';
const FILE = 'contract: 1\nname: mine\nstimulus:\n  driver: file\n  folder: in\n  name: <%= it.id %>.txt\n';

const ADT =
  'contract: 1\nname: mine\nreset: { command: [forget] }\nstimulus:\n  driver: hl7v2\n  port: 2575\n  gatherMs: 0\n  feeds: [occupied]\n';

function problems(text: string, environment: Record<string, string> = {}) {
  const reading = readConnectorFile(text, 'c.yaml');
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return connectorPartsProblems({ file: reading.value, text, name: 'c.yaml', folder, environment });
}

describe('what a connector file points to', () => {
  test.each([
    HTTP,
    `${HTTP}  body: ror-patch\n`,
    `${HTTP}  authentication: { bearer: { tokenFrom: SECRET } }\n`,
    `${FILE}  template: { file: good.eta }\n`,
    `${FILE}  template: { file: bad.eta }\n  each: record\n`,
    ADT,
    `${ADT}  template: { file: adt.eta }\n`,
  ])('is accepted when it is right: %j', (text) => {
    expect(problems(text, { SECRET: 'x' })).toEqual([]);
  });

  test.each([
    [
      'a secret that is not set',
      `${HTTP}  authentication: { bearer: { tokenFrom: SECRET } }\n`,
      6,
      'SECRET is not set',
    ],
    ['a template that is not there', `${FILE}  template: { file: none.eta }\n`, 7, 'cannot be read (ENOENT)'],
    ['a template that needs a record', `${FILE}  template: { file: bad.eta }\n`, 7, 'cannot be filled in'],
    ['an address that is none', HTTP.replace('http://localhost:1/', 'localhost'), 5, 'not an http address: localhost'],
    [
      'an address with a name that is not there',
      HTTP.replace(':1/', ':<%= it.port.number %>/'),
      5,
      'cannot be filled in',
    ],
    ['a port that is none', ADT.replace('2575', "'<%= it.instance.name %>'"), 6, 'not a port: connector'],
    ['a message that is not there', `${ADT}  template: { file: none.eta }\n`, 9, 'cannot be read (ENOENT)'],
    ['a message without MSH', `${ADT}  template: { file: no-msh.eta }\n`, 9, 'begins with MSH|^~\\&|'],
    ['a message that needs a record', `${ADT}  template: { file: bad.eta }\n`, 9, 'cannot be filled in'],
    ['authorities that are not there', `${HTTP}  caFile: none.pem\n`, 6, 'cannot be read (ENOENT)'],
    ['a bad address of ready', `${HTTP}ready: { http: "ftp://x" }\n`, 6, 'not an http address: ftp://x'],
    ['a bad address of reset', `${HTTP}reset: { http: { url: "x" } }\n`, 6, 'not an http address: x'],
  ])('%s is named with its line', (...[, text, line, message]) => {
    const found = problems(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ file: 'c.yaml', line, code: 'rule' });
    expect(found[0]?.message).toContain(message);
  });
});
