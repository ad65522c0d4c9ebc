import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { parseDocument } from 'yaml';
import { ANS_STEPS } from '../evidence/dossier/ans-steps.ts';
import { DOSSIER_ITEMS, DOSSIER_STATES } from '../evidence/dossier/dossier-state.ts';
import type { DossierItem, DossierProgress } from '../evidence/dossier/dossier-state.ts';
import { goLiveCheck } from '../evidence/dossier/go-live.ts';
import { writeMail } from '../evidence/dossier/mails.ts';
import { DOSSIER_TEMPLATE } from '../evidence/dossier/template.ts';
import { writeWhole } from '../report/output.ts';
import { CliError } from './cli-error.ts';
import type { CliContext, RegisterCommand } from './command.ts';
import { readDossierFacts } from './dossier-facts.ts';
import { openDossier } from './dossier-file.ts';
import { checklistText, checkText, mailText } from './dossier-text.ts';
import { EXIT } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { oneOf } from './options.ts';
import { readInput } from './read-input.ts';
import { writable } from './run-reports.ts';

/** Name under which the dossier is looked for in the working folder, beside the configuration. */
const DOSSIER_FILE = 'rorkit.dossier.yaml';
const SCHEMA_FILE = fileURLToPath(new URL('../evidence/dossier/dossier.schema.json', import.meta.url));

interface DossierFlags {
  readonly file: string;
  readonly json?: true;
  readonly note?: string;
}

/** Adds `rorkit dossier` with its commands. */
export const registerDossier: RegisterCommand = (program, context, finish) => {
  const { t } = context;
  const dossier = program.command('dossier').description(t('dossier.help'));
  const step = (name: string) => oneOf(t, name, DOSSIER_ITEMS);
  withFile(dossier, context)
    .option('--json', t('cli.help-json'))
    .action(async (flags: DossierFlags) => finish(await show(flags, context)));
  withFile(dossier.command('init').description(t('dossier.help-init')), context).action((_, command: Command) => {
    finish(init(command.optsWithGlobals<DossierFlags>(), context));
  });
  withFile(dossier.command('set').description(t('dossier.help-set')), context)
    .argument('<step>', t('dossier.help-set-step'), step('step'))
    .argument('<state>', t('dossier.help-set-state'), oneOf(t, 'state', DOSSIER_STATES))
    .option('--note <text>', t('dossier.help-note'))
    .action((id: DossierItem, state: DossierProgress, ...[, command]: readonly [unknown, Command]) => {
      finish(set({ id, state }, command.optsWithGlobals<DossierFlags>(), context));
    });
  withFile(dossier.command('mail').description(t('dossier.help-mail')), context)
    .argument('<step>', t('dossier.help-set-step'), step('step'))
    .option('--json', t('cli.help-json'))
    .action(async (id: DossierItem, _, command: Command) => {
      finish(await mail(id, command.optsWithGlobals<DossierFlags>(), context));
    });
  withFile(dossier.command('check').description(t('dossier.help-check')), context)
    .option('--json', t('cli.help-json'))
    .action(async (_, command: Command) => finish(await check(command.optsWithGlobals<DossierFlags>(), context)));
};

function withFile(command: Command, { t }: CliContext): Command {
  return command.option('--file <file>', t('dossier.help-file'), DOSSIER_FILE);
}

async function show({ file, json }: DossierFlags, context: CliContext): Promise<ExitCode> {
  const dossier = openDossier(file, context);
  const facts = await readDossierFacts(dossier, file, context);
  if (json !== true) context.out(checklistText(dossier, facts, context.t));
  else {
    const steps = ANS_STEPS.map((one) => ({ ...one, ...(dossier.steps[one.id] ?? { state: 'todo' }) }));
    const { testDn, productionDns, establishments } = facts;
    context.out(`${JSON.stringify({ ...dossier, steps, testDn, productionDns, listed: establishments })}\n`);
  }
  return EXIT.conformant;
}

function init({ file }: DossierFlags, { cwd, t, out }: CliContext): ExitCode {
  const path = resolve(cwd, file);
  if (existsSync(path)) throw new CliError({ code: 'dossier.exists', message: t('dossier.exists', { file }) });
  const schema = relative(resolve(path, '..'), SCHEMA_FILE).replaceAll('\\', '/');
  writable(path, t, () => writeWhole(path, DOSSIER_TEMPLATE.replace('SCHEMA', schema)));
  out(`${t('dossier.written', { file })}\n`);
  return EXIT.conformant;
}

/** Notes a state where it stands in the file: what the user wrote around it stays. */
function set(
  { id, state }: { readonly id: DossierItem; readonly state: DossierProgress },
  { file, note }: DossierFlags,
  context: CliContext,
): ExitCode {
  const { cwd, t, out } = context;
  openDossier(file, context);
  const path = resolve(cwd, file);
  const document = parseDocument(readInput(path, t));
  document.setIn(
    ['steps', id],
    document.createNode({
      state,
      date: new Date().toISOString().slice(0, 10),
      ...(note === undefined ? {} : { note }),
    }),
  );
  const steps = document.get('steps');
  if (typeof steps === 'object' && steps !== null && 'flow' in steps) steps.flow = false;
  writable(path, t, () => writeWhole(path, document.toString({ lineWidth: 0 })));
  out(`${t('dossier.noted', { step: id, state: t(`dossier.state-${state}`) })}\n`);
  return EXIT.conformant;
}

async function mail(id: DossierItem, { file, json }: DossierFlags, context: CliContext): Promise<ExitCode> {
  const { t, out } = context;
  const name = ANS_STEPS.find((one) => one.id === id)?.mail ?? null;
  if (name === null) {
    const steps = ANS_STEPS.flatMap((one) => (one.mail === null ? [] : [one.id])).join(', ');
    const hint = t('dossier.mail-hint', { steps });
    throw new CliError({ code: 'cli.usage', message: t('dossier.no-mail', { step: id }), hint });
  }
  const dossier = openDossier(file, context);
  const written = writeMail(name, dossier, await readDossierFacts(dossier, file, context));
  out(json === true ? `${JSON.stringify(written)}\n` : mailText(written, t));
  return EXIT.conformant;
}

async function check({ file, json }: DossierFlags, context: CliContext): Promise<ExitCode> {
  const dossier = openDossier(file, context);
  const { goLive } = await readDossierFacts(dossier, file, context);
  const items = goLiveCheck(dossier, goLive);
  context.out(json === true ? `${JSON.stringify({ items })}\n` : checkText(items, context.t));
  return items.every(({ isMet }) => isMet) ? EXIT.conformant : EXIT.notConformant;
}
