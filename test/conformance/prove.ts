// `npm run proof`: every variant and every connector with one fault through every scenario. `--table`: only writes
// docs/proof-matrix.md. Names after the options: only these connectors. Without names, the long forms of tests come last.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { FAULTS } from '../connectors/index.ts';
import { VARIANTS } from '../connectors/variants.ts';
import { openCourt } from './judge-connector.ts';
import type { Court } from './judge-connector.ts';
import { makeConnector } from './make-connector.ts';
import { otherTrips } from './other-trips.ts';
import { catchersOf, checkNames, proofMatrix } from './proof-matrix.ts';
import { checksThat, checksThatWarn } from './verdict-lists.ts';

/** All mocks of the court work for one connector at a time. */
const LANES = 4;

const TABLE = fileURLToPath(new URL('../../docs/proof-matrix.md', import.meta.url));

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const isWanted = ({ id }: { readonly id: string }): boolean => wanted.length === 0 || wanted.includes(id);

const court = await openCourt();
try {
  const table = proofMatrix(FAULTS, court.scenarios);
  writeFileSync(TABLE, await format(table, { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' }));
  if (!process.argv.includes('--table')) {
    const problems = [...(await proveVariants(court)), ...(await proveFaults(court))];
    process.stdout.write(problems.map((problem) => `PROBLEM ${problem}\n`).join(''));
    if (wanted.length === 0 && !passLongTests()) problems.push('a test in its long form failed');
    process.stdout.write(`proof: ${problems.length === 0 ? 'ok' : 'FAILED'}\n`);
    if (problems.length > 0) process.exitCode = 1;
  }
} finally {
  await court.close();
}

/** Connectors in other languages through the whole suite, and fifty kills of the mock. */
function passLongTests(): boolean {
  const files = ['test/examples/other-languages.e2e.test.ts', 'test/mock-server/killed-mock.int.test.ts'];
  const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
  const env = { ...process.env, RORKIT_PROOF: '1' };
  return spawnSync(process.execPath, [vitest, 'run', ...files], { env, stdio: 'inherit' }).status === 0;
}

/** What keeps a correct connector from passing everything under --strict. */
async function proveVariants(given: Court): Promise<string[]> {
  const { folder, scenarios } = given;
  const problems: string[] = [];
  for (const { id, changes } of VARIANTS.filter(isWanted)) {
    const { verdicts, troubles } = await given.judge(makeConnector(folder, id, changes), {
      strict: true,
      lanes: LANES,
    });
    const open = verdicts.filter(({ status, findings }) => status !== 'pass' || findings.length > 0);
    process.stdout.write(
      `${id}: ${verdicts.length} checks of ${scenarios.length} scenarios, ${open.length} not passed\n`,
    );
    problems.push(...open.map(({ check, status }) => `${id}: ${check} is ${status}`));
    problems.push(...troubles.map((trouble) => `${id}: ${trouble}`));
  }
  return problems;
}

/** What is wrong with the verdicts over a faulty connector. It may trip other checks than its own only if it lists them. */
async function proveFaults(given: Court): Promise<string[]> {
  const { folder, scenarios } = given;
  const names = checkNames(scenarios);
  const problems: string[] = [];
  for (const fault of FAULTS.filter(isWanted)) {
    const { verdicts } = await given.judge(makeConnector(folder, fault.id, [fault]), {
      lanes: LANES,
      ...(fault.attested && { attested: fault.attested }),
    });
    const tripped = [...checksThat('fail', verdicts), ...checksThatWarn(verdicts)];
    const missed = [...fault.failing, ...fault.warnings].filter((check) => !tripped.includes(check));
    const own = catchersOf(fault, names);
    const { listed, unlisted } = otherTrips(fault, verdicts, names);
    process.stdout.write(`${fault.id}: caught ${tripped.length} times by ${own.join(', ')}`);
    process.stdout.write(listed.length === 0 ? '\n' : `; elsewhere also by ${listed.join(', ')}, as it lists\n`);
    problems.push(...missed.map((check) => `${fault.id}: ${check} did not catch it`));
    problems.push(...unlisted.map((check) => `${fault.id}: trips ${check} too, and does not list it in alsoTrips`));
    problems.push(...checksThat('error', verdicts).map((check) => `${fault.id}: ${check} broke`));
  }
  return problems;
}
