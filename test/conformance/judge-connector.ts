import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensurePki } from '../../certs/ensure-pki.ts';
import { createDriver } from '../../harness/drivers/create-driver.ts';
import { readConnectorFile } from '../../harness/drivers/connector-file.ts';
import { openQuestions } from '../../harness/judge/open-questions.ts';
import { judgeAttempt } from '../../harness/judge/judge-attempt.ts';
import { rollUp } from '../../harness/model/roll-up.ts';
import type { RunEvent, RunResult } from '../../harness/model/run-event.ts';
import type { Scenario } from '../../harness/model/scenario.ts';
import type { Verdict } from '../../harness/model/verdict.ts';
import type { Loading } from '../../harness/runner/load-requirements.ts';
import { loadRequirements } from '../../harness/runner/load-requirements.ts';
import { loadScenarios } from '../../harness/runner/load-scenarios.ts';
import type { Lane, RunOptions } from '../../harness/runner/lane.ts';
import { ScenarioQueue, runLane } from '../../harness/runner/run-lane.ts';
import type { WorldFacts } from '../../harness/runner/world-facts.ts';
import { readWorldFacts } from '../../harness/runner/world-facts.ts';
import { createKernel } from '../../mev3/create-kernel.ts';
import type { MockRor } from '../../mock-server/index.ts';
import { startMockRor } from '../../mock-server/index.ts';

/** What came of driving a connector through scenarios. */
export interface Judgement {
  readonly result: RunResult;
  readonly verdicts: readonly Verdict[];
  /** Why the connector could not be driven, if so. */
  readonly troubles: readonly string[];
}

/** How a connector is judged. */
export interface JudgeOptions {
  /** Default: every scenario. */
  readonly scenarios?: readonly string[];
  readonly strict?: boolean;
  /** What whoever is asked attests. Default yes. */
  readonly attested?: 'yes' | 'no';
  /** How many mocks work at once. Default 1. */
  readonly lanes?: number;
}

/** Mocks and the machinery of a run, for many connectors one after another or at once. */
export interface Court {
  readonly folder: string;
  readonly scenarios: readonly Scenario[];
  /** Drives the connector of this file through the named scenarios and judges it, as soon as enough mocks are free. */
  judge(connectorFile: string, options: JudgeOptions): Promise<Judgement>;
  close(): Promise<void>;
}

interface Bench {
  readonly mock: MockRor;
  readonly facts: WorldFacts;
}

/** Mocks that are lent out, so many at a time as are asked for. */
class FreeBenches {
  #free: Bench[];
  #waiting: { readonly count: number; readonly give: (benches: readonly Bench[]) => void }[] = [];

  constructor(benches: readonly Bench[]) {
    this.#free = [...benches];
  }

  borrow(count: number): Promise<readonly Bench[]> {
    return new Promise((resolve) => {
      this.#waiting.push({ count, give: resolve });
      this.#serve();
    });
  }

  giveBack(benches: readonly Bench[]): void {
    this.#free.push(...benches);
    this.#serve();
  }

  #serve(): void {
    const [first] = this.#waiting;
    if (first === undefined || first.count > this.#free.length) return;
    this.#waiting.shift();
    first.give(this.#free.splice(0, first.count));
    this.#serve();
  }
}

/** How many mocks a court has: what is waited for costs no processor. */
const BENCHES = 4;

/** Starts mocks with a new PKI in a temporary folder, and loads requirements and scenarios. */
export async function openCourt(): Promise<Court> {
  const folder = mkdtempSync(join(tmpdir(), 'rorkit-court-'));
  const pki = await ensurePki({ dir: join(folder, 'pki') });
  const kernel = createKernel();
  const benches = await Promise.all(
    Array.from({ length: BENCHES }, async (): Promise<Bench> => {
      const mock = await startMockRor({ pki, kernel });
      return { mock, facts: await readWorldFacts(mock, pki) };
    }),
  );
  const free = new FreeBenches(benches);
  const requirements = loaded(await loadRequirements());
  const scenarios = loaded(await loadScenarios({ requirements }));
  let judged = 0;
  return {
    folder,
    scenarios,
    judge: async (connectorFile, { scenarios: named = [], strict = false, attested = 'yes', lanes: width = 1 }) => {
      judged += 1;
      const own = join(folder, `judged-${judged}`);
      const read = loaded(readConnectorFile(readFileSync(connectorFile, 'utf8'), connectorFile));
      const interrupted = new AbortController().signal;
      const borrowed = await free.borrow(width);
      const lanes = borrowed.map(({ mock, facts }, index): Lane => {
        const stateDir = join(own, String(index), 'state');
        mkdirSync(stateDir, { recursive: true });
        const driver = createDriver({
          file: read,
          folder: dirname(connectorFile),
          inherited: process.env,
          traffic: mock,
          interrupted,
        });
        return { number: index, mock, driver, facts, stateDir, settings: {} };
      });
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
        outputFile: (_attempt, scenario) => join(own, `output-${scenario.replace('/', '-')}.log`),
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
        persons: {
          openQuestions: (scenario, entries) => openQuestions({ scenario, entries, kernel, timing: read.timing }),
          // Whether a refusal was reported is judged by the exit status here.
          answer: ({ id }) =>
            Promise.resolve(id === 'refusal-reported' ? null : { answer: attested, by: 'court', note: 'in a test' }),
        },
        emit: (event) => events.push(event),
        keepEntries: () => {},
      };
      const queue = new ScenarioQueue(wanted);
      await Promise.all(lanes.map((lane) => runLane(lane, queue, options)));
      await Promise.all(lanes.map(({ driver }) => driver.close?.() ?? driver.end()));
      free.giveBack(borrowed);
      return judgementOf(events, wanted);
    },
    close: async () => {
      await Promise.all(benches.map(({ mock }) => mock.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The verdicts in the order of the scenarios, whichever lane was faster. */
function judgementOf(events: readonly RunEvent[], scenarios: readonly Scenario[]): Judgement {
  const judged = events.flatMap((event) => (event.type === 'scenario-judged' ? event.verdicts : []));
  const verdicts = scenarios.flatMap(({ id }) => judged.filter(({ scenario }) => scenario === id));
  const troubles = events.flatMap((event) =>
    event.type === 'connector-trouble' ? [`${event.code}: ${event.detail}`] : [],
  );
  return { result: rollUp(verdicts), verdicts, troubles };
}

function loaded<T>(loading: Loading<T>): T {
  if (loading.ok) return loading.value;
  throw new Error(loading.problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
}
