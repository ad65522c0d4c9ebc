import { describe, expect, test } from 'vitest';
import { readConnectorFile } from '../../../harness/drivers/connector-file.ts';

const GOOD = 'contract: 1\nname: mine\nstimulus:\n  driver: command\n  command: [java, -jar, connector.jar]\n';

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
        reset: 'state-dir',
        environment: { set: {}, pass: [] },
        stop: { signal: 'SIGTERM', graceMs: 2000 },
        timing: { quietMs: 100, deadlineMs: 30_000, retryEveryMs: 1000, outageMs: 5000 },
        output: { maxBytes: 1_000_000 },
        capabilities: { notClaimed: [] },
      },
    });
  });

  test.each([
    ['another driver', GOOD.replace('driver: command', 'driver: http'), 4, 11, 'expected "command", seen "http"'],
    ['a typing mistake', `${GOOD}lifetme: scenario\n`, 6, 1, 'did you mean "lifetime"?'],
    ['another contract', GOOD.replace('contract: 1', 'contract: 2'), 1, 11, 'expected 1, seen 2'],
    ['a command that is no list', GOOD.replace('[java, -jar, connector.jar]', 'java'), 5, 12, 'expected a list'],
    ['a reset that is not offered', `${GOOD}reset: none\n`, 6, 8, '"state-dir" or a mapping'],
    ['a long-running connector', `${GOOD}start:\n  command: [a]\n`, 7, 3, 'not supported by this version'],
    ['a deadline that is too short', `${GOOD}timing: { deadlineMs: 5 }\n`, 6, 23, 'at least 100'],
    ['a variable name with a space', `${GOOD}environment: { pass: ["A B"] }\n`, 6, 23, 'a text of the form'],
  ])('refuses %s with line and column', (...[, text, line, column, message]) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toMatchObject({ file: 'connector.yaml', line, column });
    expect(problems.map((problem) => problem.message).join('\n')).toContain(message);
  });
});
