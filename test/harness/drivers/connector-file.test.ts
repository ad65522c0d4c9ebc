import { describe, expect, test } from 'vitest';
import { readConnectorFile } from '../../../harness/drivers/connector-file.ts';

const GOOD = 'contract: 1\nname: mine\nstimulus:\n  driver: command\n  command: [java, -jar, connector.jar]\n';

const START = `${GOOD}start:\n  command: [a]\n`;
const TWO = `${START}  instances: [{ name: one }, { name: one }]\n`;
const HTTP = 'contract: 1\nname: mine\nstimulus:\n  driver: http\n  url: http://localhost:1/\n';

const ADT =
  'contract: 1\nname: mine\nreset: { command: [forget] }\nstimulus:\n  driver: hl7v2\n  port: 2575\n  gatherMs: 500\n  feeds: [occupied]\n';

function problemsOf(text: string) {
  const reading = readConnectorFile(text, 'connector.yaml');
  return reading.ok ? [] : reading.problems;
}

describe('the connector file', () => {
  test('needs a name and a command only; the rest has defaults', () => {
    const reading = readConnectorFile(GOOD, 'connector.yaml');
    expect(reading).toMatchObject({
      ok: true,
      value: {
        lifetime: 'stimulus',
        environment: { set: {}, pass: [] },
        stop: { signal: 'SIGTERM', graceMs: 2000 },
        timing: { quietMs: 100, deadlineMs: 30_000, retryEveryMs: 1000, outageMs: 5000 },
        output: { maxBytes: 1_000_000 },
        capabilities: { notClaimed: [] },
      },
    });
  });

  test.each([
    [
      'a driver that there is not',
      GOOD.replace('driver: command', 'driver: fax'),
      4,
      11,
      'one of "command", "http", "file"',
    ],
    ['a typing mistake', `${GOOD}lifetme: scenario\n`, 6, 1, 'did you mean "lifetime"?'],
    ['another contract', GOOD.replace('contract: 1', 'contract: 2'), 1, 11, 'expected 1, seen 2'],
    ['a command that is no list', GOOD.replace('[java, -jar, connector.jar]', 'java'), 5, 12, 'expected a list'],
    ['a reset that is not offered', `${GOOD}reset: never\n`, 6, 8, 'one of "state-dir", "none" or a mapping'],
    ['a start without ready', `${GOOD}start:\n  command: [a]\n`, 7, 3, '"ready" besides "start"'],
    [
      'two ways to be ready',
      `${START}ready: { tcp: "x:1", log: "up" }\n`,
      8,
      8,
      'exactly one of tcp, http, log and firstToken',
    ],
    [
      'no way to be ready',
      `${START}ready: { timeoutMs: 1000 }\n`,
      8,
      8,
      'exactly one of tcp, http, log and firstToken',
    ],
    ['a log pattern that is none', `${START}ready: { log: "(" }\n`, 8, 8, 'a regular expression in "log"'],
    [
      'ready by log of a connector that runs already',
      `${HTTP}ready: { log: up }\n`,
      6,
      8,
      'tcp or http for a connector',
    ],
    ['emptying the folder of one that runs already', `${HTTP}reset: state-dir\n`, 6, 8, 'its folder cannot be emptied'],
    [
      'ADT without a way to forget',
      ADT.replace('{ command: [forget] }', 'none'),
      5,
      11,
      'all beds are free when a scenario starts',
    ],
    ['ADT with nothing that is fed', ADT.replace('[occupied]', '[]'), 8, 10, ''],
    ['ADT with a figure that movements do not tell', ADT.replace('occupied', 'closed'), 8, 11, '"available-women"'],
    [
      'a room that stands twice',
      `${ADT}  rooms: [{ from: 1, to: 9, beds: 1 }, { from: 9, to: 9, beds: 2 }]\n`,
      9,
      10,
      'each room number once',
    ],
    ['rooms that run backwards', `${ADT}  rooms: [{ from: 9, to: 1, beds: 1 }]\n`, 9, 26, 'not below "from"'],
    ['too many rooms', `${ADT}  rooms: [{ from: 1, to: 101, beds: 1 }]\n`, 9, 10, 'at most 100 rooms'],
    ['a line a stimulus for HTTP', `${HTTP}lifetime: scenario\n`, 6, 11, 'with the driver "command" only'],
    ['the same instance twice', `${TWO}ready: { tcp: "x:1" }\n`, 8, 14, 'instances with different names'],
    [
      'a password in the file',
      `${HTTP}  authentication: { basic: { user: a, password: b } }\n`,
      6,
      28,
      'unknown key "password"',
    ],
    ['a command beside http', `${HTTP}  command: [a]\n`, 6, 3, 'unknown key "command"'],
    ['a deadline that is too short', `${GOOD}timing: { deadlineMs: 5 }\n`, 6, 23, 'at least 100'],
    ['a variable name with a space', `${GOOD}environment: { pass: ["A B"] }\n`, 6, 23, 'a text of the form'],
  ])('refuses %s with line and column', (...[, text, line, column, message]) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toMatchObject({ file: 'connector.yaml', line, column });
    expect(problems.map((problem) => problem.message).join('\n')).toContain(message);
  });
});
