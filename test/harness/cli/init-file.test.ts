import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectorText } from '../../../harness/cli/init-file.ts';
import { readConnectorFile } from '../../../harness/drivers/connector-file.ts';
import { createTranslate } from '../../../messages/index.ts';

const ALWAYS = { reset: '', deadlineMs: '30000', retryEveryMs: '1000', productVersion: '', start: '' };

test.each(['fr', 'en'] as const)('whatever the name and the command are, the %s file says them', (language) => {
  const word = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !/[\s"']/.test(text));
  const name = fc.string({ minLength: 1, maxLength: 50 }).map((text) => text.trim());
  fc.assert(
    fc.property(
      name.filter((text) => text !== ''),
      fc.array(word, { minLength: 1, maxLength: 5 }),
      (product, command) => {
        const answers = { ...ALWAYS, name: product, driver: 'command', command: command.join(' ') };
        const reading = readConnectorFile(connectorText(answers, createTranslate(language)), 'c.yaml');
        expect(reading.ok && [reading.value.name, reading.value.stimulus]).toEqual([
          product,
          { driver: 'command', command, cwd: '.' },
        ]);
      },
    ),
  );
});

test('what stands between quotes is one word', () => {
  const answers = { ...ALWAYS, name: 'P', driver: 'command', command: `java -jar "my connector.jar" 'a b'` };
  const reading = readConnectorFile(connectorText(answers, createTranslate('en')), 'c.yaml');
  expect(reading).toMatchObject({
    value: { stimulus: { command: ['java', '-jar', 'my connector.jar', 'a b'] } },
  });
});

test.each([
  ['http://127.0.0.1:8080/health', { http: 'http://127.0.0.1:8080/health' }],
  ['localhost:8080', { tcp: 'localhost:8080' }],
  ['first-token', { firstToken: true }],
  ['^started', { log: '^started' }],
])('a connector is ready as %s says', (ready, expected) => {
  const answers = { ...ALWAYS, name: 'P', start: 'run-it', ready, driver: 'manual', quietMs: '700' };
  const reading = readConnectorFile(connectorText(answers, createTranslate('en')), 'c.yaml');
  expect(reading).toMatchObject({
    value: { start: { command: ['run-it'] }, ready: expected, timing: { quietMs: 700 } },
  });
});

test.each([
  ['none', 'none'],
  ['http://127.0.0.1:1/forget', { http: { url: 'http://127.0.0.1:1/forget' } }],
  ['forget --all', { command: ['forget', '--all'] }],
])('it forgets as %s says', (reset, expected) => {
  const answers = { ...ALWAYS, reset, name: 'P', driver: 'http', url: 'http://127.0.0.1:1/changes', quietMs: '500' };
  expect(readConnectorFile(connectorText(answers, createTranslate('en')), 'c.yaml')).toMatchObject({
    value: { reset: expected, stimulus: { driver: 'http', url: 'http://127.0.0.1:1/changes' } },
  });
});

test('movements of patients and files are said too', () => {
  const movements = { ...ALWAYS, name: 'P', driver: 'hl7v2', port: '2575', gatherMs: '0', quietMs: '500' };
  const hl7v2 = {
    ...movements,
    reset: 'state-dir',
    start: 'run',
    ready: 'first-token',
    feeds: 'available-women, occupied',
  };
  expect(readConnectorFile(connectorText(hl7v2, createTranslate('en')), 'c.yaml')).toMatchObject({
    value: { stimulus: { driver: 'hl7v2', port: 2575, feeds: ['available-women', 'occupied'] } },
  });
  const file = { ...ALWAYS, name: 'P', driver: 'file', folder: 'in', fileName: '<%= it.id %>.json', quietMs: '500' };
  expect(readConnectorFile(connectorText(file, createTranslate('en')), 'c.yaml')).toMatchObject({
    value: { stimulus: { driver: 'file', folder: 'in', name: '<%= it.id %>.json' } },
  });
});
