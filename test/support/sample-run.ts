import type { ExchangeEntry, JournalEntry, TlsFacts } from '../../journal/entry.ts';
import type { Report } from '../../harness/model/report.ts';
import { buildReport } from '../../harness/model/report-model.ts';
import type { Requirement } from '../../harness/model/requirement.ts';
import type { RunEvent, RunHeader } from '../../harness/model/run-event.ts';
import { UNARMED } from '../../harness/model/scenario-arming.ts';
import type { Scenario } from '../../harness/model/scenario.ts';
import type { Verdict } from '../../harness/model/verdict.ts';

/** A header of a run, for tests of what is made from events. */
export const SAMPLE_HEADER: RunHeader = {
  run: 7,
  startedAt: '2026-11-23T18:00:00.000Z',
  rorkitVersion: '0.1.0',
  nodeVersion: '26.10.0',
  guide: '0.7.0',
  catalogue: { name: 'current', digest: 'ab'.repeat(32), size: 75 },
  settings: { strictness: 'documented', 'token.lifetime': 300 },
  seed: '3f2a91bc',
  strict: false,
  connector: { name: 'Lits & Places <2>', file: 'connector.yaml', digest: 'cd'.repeat(32), driver: 'command' },
  product: { name: 'Lits & Places', version: '2.4.1', vendor: 'Éditeur fictif' },
  scenarios: ['feed/replace', 'attempts/no-retry', 'trust/unlisted'],
};

/** Two requirements, one documented and one derived. */
export const SAMPLE_REQUIREMENTS: ReadonlyMap<string, Requirement> = new Map(
  [
    sampleRequirement('ROR-FEED-REPLACE-FIRST', 'documented'),
    sampleRequirement('ROR-FEED-NO-RETRY', 'documented'),
    sampleRequirement('ROR-FEED-SOURCE-TIME', 'derived'),
  ].map((one) => [one.id, one]),
);

function sampleRequirement(id: string, basis: Requirement['basis']): Requirement {
  return {
    id,
    area: 'feed',
    text: { fr: `Règle ${id} : l’émetteur s’y tient.`, en: `Rule ${id}: the sender keeps to it.` },
    mend: { fr: 'Envoyer d’abord « replace ».', en: 'Send “replace” first.' },
    source: 'ROR-fhir-documentation, patch-capacitaire/location',
    version: '0.7.0',
    basis,
    obligation: 'must',
    claim: 'required',
  };
}

/** A scenario with the given checks. */
export function sampleScenario(id: string, slugs: readonly string[]): Scenario {
  return {
    id,
    area: id.split('/', 1)[0] ?? '',
    title: { fr: `Titre de ${id} <é>`, en: `Title of ${id} <e>` },
    purpose: { fr: 'Voir si l’envoi suit la règle.', en: 'See whether the sending follows the rule.' },
    failureMeans: { fr: 'Le ROR montrera un chiffre faux.', en: 'The ROR will show a wrong figure.' },
    requirements: ['ROR-FEED-REPLACE-FIRST'],
    units: [{ alias: 'medecine', place: 'listed', records: [] }],
    credentials: [],
    arming: UNARMED,
    steps: [{ id: 'report', kind: 'report-capacity', unit: 'medecine', records: [], credential: 'supplier' }],
    checks: slugs.map((slug) => ({ use: slug, slug, with: {}, needs: [] })),
  };
}

/** A verdict, a pass unless changed. */
export function sampleVerdict(scenario: string, slug: string, changes: Partial<Verdict> = {}): Verdict {
  return {
    check: `${scenario}#${slug}`,
    scenario,
    slug,
    requirements: ['ROR-FEED-REPLACE-FIRST'],
    status: 'pass',
    judged: 2,
    findings: [],
    skip: null,
    error: null,
    window: null,
    optional: false,
    ...changes,
  };
}

const TLS: TlsFacts = {
  version: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  resumed: false,
  serverName: 'localhost',
  peer: {
    subjectDn: 'CN=CONNECTEUR TEST,OU=199A000014,O=EDITEUR FICTIF,ST=Paris (75),C=FR',
    issuerDn: 'CN=TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS,OU=0002 187512751,O=ASIP-SANTE,C=FR',
    serial: '0A1B',
    sha256: 'ef'.repeat(32),
    validFrom: '2026-01-01T00:00:00.000Z',
    validTo: '2029-01-01T00:00:00.000Z',
  },
  verification: 'ok',
};

/** A PATCH and its answer, as the journal holds it. `body` is what the connector sent, whatever it is. */
function sampleExchange(seq: number, status: number, body: string): ExchangeEntry {
  const answer = `{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"not-found"}]}`;
  return {
    kind: 'exchange',
    seq,
    at: '2026-11-23T18:00:01.234Z',
    listener: 'api',
    connection: 3,
    tls: TLS,
    request: {
      method: 'PATCH',
      target: '/ws-synchro-dispo-lits-fhir/Location?identifier=199A000014%2FMED-A',
      httpVersion: '1.1',
      headers: [
        ['Authorization', 'Bearer sha256:0011'],
        ['Content-Type', 'application/fhir+json'],
      ],
      body: { form: 'text', text: body, bytes: Buffer.byteLength(body), sha256: '12'.repeat(32) },
    },
    answer: {
      status,
      headers: [['Content-Type', 'application/fhir+json']],
      body: { form: 'text', text: answer, bytes: answer.length, sha256: '34'.repeat(32) },
      at: '2026-11-23T18:00:01.240Z',
    },
    caller: { clientId: 'supplier-client', role: 'supplier', token: '0011' },
    cause:
      status < 400
        ? null
        : {
            code: 'feed.indicator-not-found',
            requirement: 'ROR-FEED-REPLACE-FIRST',
            expected: 'a record with these seven codes',
            seen: 'none',
            where: 'parameter[0]',
          },
    notices: [],
    effect: null,
  };
}

/** The events of a run: one scenario passes, one fails with a hostile text, one could not be driven. */
export function sampleEvents(options: { readonly isFinished: boolean } = { isFinished: true }): RunEvent[] {
  const [first, second, third] = [
    sampleScenario('feed/replace', ['replace-first', 'source-time']),
    sampleScenario('attempts/no-retry', ['no-retry', 'converges']),
    sampleScenario('trust/unlisted', ['no-api-call']),
  ];
  const warning = sampleVerdict(first.id, 'source-time', {
    requirements: ['ROR-FEED-SOURCE-TIME'],
    findings: [
      {
        requirement: 'ROR-FEED-SOURCE-TIME',
        code: 'sample-warning',
        entry: 4,
        where: 'parameter[0].part[2].value',
        expected: '2026-11-23T18:50:00+01:00',
        seen: '2026-11-23T19:00:01+01:00',
        level: 'warning',
      },
    ],
  });
  const failure = sampleVerdict(second.id, 'no-retry', {
    requirements: ['ROR-FEED-NO-RETRY'],
    status: 'fail',
    window: { from: 10, to: 14, ms: 1234 },
    findings: [
      {
        requirement: 'ROR-FEED-NO-RETRY',
        code: 'sample-failure',
        entry: 12,
        where: 'Location?identifier=<script>alert(1)</script>',
        expected: 'no further PATCH of this record',
        seen: 'a second PATCH \u0000\u001B[31m after 40 ms',
        level: 'error',
      },
    ],
  });
  const dependent = sampleVerdict(second.id, 'converges', {
    status: 'skip',
    judged: 0,
    skip: { reason: 'not-finished', because: failure.check },
  });
  const undriven = sampleVerdict(third.id, 'no-api-call', {
    status: 'skip',
    judged: 0,
    skip: { reason: 'connector-trouble', values: { code: 'hangs' } },
  });
  return [
    { type: 'run-started', header: SAMPLE_HEADER },
    { type: 'scenario-started', scenario: first, attempt: 21 },
    judged(first, 21, { verdicts: [sampleVerdict(first.id, 'replace-first'), warning], journal: { from: 1, to: 9 } }),
    { type: 'scenario-started', scenario: second, attempt: 22 },
    judged(second, 22, { verdicts: [failure, dependent], journal: { from: 10, to: 14 } }),
    { type: 'scenario-started', scenario: third, attempt: 23 },
    { type: 'connector-trouble', scenario: third.id, code: 'hangs', detail: '30000' },
    judged(third, 23, { verdicts: [undriven], journal: { from: 15, to: 18 } }),
    ...(options.isFinished
      ? [{ type: 'run-finished', result: 'not-conformant', finishedAt: '2026-11-23T18:00:42.000Z' } as const]
      : []),
  ];
}

function judged(
  scenario: Scenario,
  attempt: number,
  what: { readonly verdicts: readonly Verdict[]; readonly journal: { readonly from: number; readonly to: number } },
): RunEvent {
  return { type: 'scenario-judged', scenario, attempt, ...what, durationMs: 1234, waitedMs: 25 };
}

const AT = '2026-11-23T18:00:01.000Z';

/** The journal of the second attempt: a stimulus, an exchange, a failed handshake, an exit. */
const SAMPLE_ENTRIES: readonly JournalEntry[] = [
  { kind: 'mark', seq: 10, at: AT, mark: 'scenario-start', scenario: 'attempts/no-retry', attempt: 22 },
  {
    kind: 'stimulus',
    seq: 11,
    at: AT,
    stimulusId: 'report-1',
    driver: 'command',
    body: { contract: 1, kind: 'report-capacity', location: { identifier: '199A000014/MED-A', name: 'Médecine A' } },
  },
  sampleExchange(12, 404, '{"resourceType":"Parameters","note":"</pre><script>alert(2)</script>"}'),
  {
    kind: 'handshake-failure',
    seq: 13,
    at: AT,
    listener: 'auth',
    remote: { address: '127.0.0.1', port: 40_000 },
    code: 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
    cause: 'tls.client-rejected-server',
    tls: { ...TLS, peer: null, verification: 'none' },
  },
  {
    kind: 'connector-exit',
    seq: 14,
    at: AT,
    stimulusId: 'report-1',
    result: 'refused',
    exitCode: 10,
    signal: null,
    timedOut: false,
    durationMs: 200,
  },
];

/** The report of the sample events. */
export function sampleReport(options?: { readonly isFinished: boolean }): Report {
  return buildReport({
    events: sampleEvents(options),
    requirements: SAMPLE_REQUIREMENTS,
    excerpts: [{ scenario: 'attempts/no-retry', attempt: 22, entries: SAMPLE_ENTRIES }],
  });
}
