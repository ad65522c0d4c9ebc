import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensurePki } from '../../certs/ensure-pki.ts';
import { createDriver } from '../../harness/drivers/create-driver.ts';
import { readConnectorFile } from '../../harness/drivers/connector-file.ts';
import { judgeAttempt } from '../../harness/judge/judge-attempt.ts';
import { rollUp } from '../../harness/model/roll-up.ts';
import type { RunEvent, RunResult } from '../../harness/model/run-event.ts';
import type { Scenario } from '../../harness/model/scenario.ts';
import type { Verdict } from '../../harness/model/verdict.ts';
import type { Loading } from '../../harness/runner/load-requirements.ts';
import { loadRequirements } from '../../harness/runner/load-requirements.ts';
import { loadScenarios } from '../../harness/runner/load-scenarios.ts';
import type { RunOptions } from '../../harness/runner/lane.ts';
import { ScenarioQueue, runLane } from '../../harness/runner/run-lane.ts';
import { readWorldFacts } from '../../harness/runner/world-facts.ts';
import { createKernel } from '../../mev3/create-kernel.ts';
import { startMockRor } from '../../mock-server/index.ts';

/** What came of driving a connector through scenarios. */
export interface Judgement {
  readonly result: RunResult;
  readonly verdicts: readonly Verdict[];
  /** Why the connector could not be driven, if so. */
  readonly troubles: readonly string[];
}

/** A mock and the machinery of a run, for many connectors one after another. */
export interface Court {
  readonly folder: string;
  readonly scenarios: readonly Scenario[];
  /** Drives the connector of this file through the named scenarios (all, when none is named) and judges it. */
  judge(connectorFile: string, options: { scenarios?: readonly string[]; strict?: boolean }): Promise<Judgement>;
  close(): Promise<void>;
}

/** Starts a mock with a new PKI in a temporary folder, and loads requirements and scenarios. */
export async function openCourt(): Promise<Court> {
  const folder = mkdtempSync(join(tmpdir(), 'rorkit-court-'));
  const pki = await ensurePki({ dir: join(folder, 'pki') });
  const kernel = createKernel();
  const mock = await startMockRor({ pki, kernel });
  const facts = await readWorldFacts(mock, pki);
  const requirements = loaded(await loadRequirements());
  const scenarios = loaded(await loadScenarios({ requirements }));
  let judged = 0;
  return {
    folder,
    scenarios,
    judge: async (connectorFile, { scenarios: named = [], strict = false }) => {
      judged += 1;
      const stateDir = join(folder, `state-${judged}`);
      mkdirSync(stateDir);
      const read = loaded(readConnectorFile(readFileSync(connectorFile, 'utf8'), connectorFile));
      const interrupted = new AbortController().signal;
      const driver = createDriver({
        file: read,
        folder: dirname(connectorFile),
        inherited: process.env,
        traffic: mock,
        interrupted,
      });
      const lane = { number: judged, mock, driver, facts, stateDir, settings: {} };
      const wanted = scenarios.filter(({ id }) => named.length === 0 || named.includes(id));
      const events: RunEvent[] = [];
      const options: RunOptions = {
        scenarios: wanted,
        seed: 'court',
        timing: read.timing,
        scenarioDeadlineMs: 60_000,
        bail: false,
        runDeadlineMs: 600_000,
        signal: interrupted,
        nextAttempt: () => 1,
        outputFile: (_attempt, scenario) => join(stateDir, '..', `output-${judged}-${scenario.replace('/', '-')}.log`),
        judge: ({ scenario, entries, settled, trouble }) =>
          judgeAttempt({
            scenario,
            entries,
            kernel,
            requirements,
            timing: read.timing,
            settled,
            strict,
            ...(trouble === null ? {} : { trouble }),
          }),
        emit: (event) => events.push(event),
        keepEntries: () => {},
      };
      await runLane(lane, new ScenarioQueue(wanted), options);
      await driver.end();
      return judgementOf(events);
    },
    close: async () => {
      await mock.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function judgementOf(events: readonly RunEvent[]): Judgement {
  const verdicts = events.flatMap((event) => (event.type === 'scenario-judged' ? event.verdicts : []));
  const troubles = events.flatMap((event) =>
    event.type === 'connector-trouble' ? [`${event.code}: ${event.detail}`] : [],
  );
  return { result: rollUp(verdicts), verdicts, troubles };
}

function loaded<T>(loading: Loading<T>): T {
  if (loading.ok) return loading.value;
  throw new Error(loading.problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
}
