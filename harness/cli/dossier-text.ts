import type { Translate } from '../../messages/index.ts';
import { ANS_STEPS } from '../evidence/dossier/ans-steps.ts';
import type { AnsStep } from '../evidence/dossier/ans-steps.ts';
import { stateOf } from '../evidence/dossier/dossier-state.ts';
import type { Dossier, DossierProgress } from '../evidence/dossier/dossier-state.ts';
import type { GoLiveItem } from '../evidence/dossier/go-live.ts';
import type { Mail } from '../evidence/dossier/mails.ts';
import type { DossierFacts } from './dossier-facts.ts';

const MARKS: Readonly<Record<DossierProgress, string>> = {
  todo: '☐',
  'in-progress': '◐',
  done: '☑',
  'not-applicable': '–',
};

/** The steps with their state, what each needs, who does it, where to write, and what is ready for it. */
export function checklistText(dossier: Dossier, facts: DossierFacts, t: Translate): string {
  const done = ANS_STEPS.filter(({ id }) => ['done', 'not-applicable'].includes(stateOf(dossier, id))).length;
  const solution = t(`dossier.solution-${dossier.solution}`);
  const route = t(`dossier.route-${dossier.route}`);
  const lines = [
    t('dossier.title', { done, total: ANS_STEPS.length, solution, route }),
    '',
    ...ANS_STEPS.flatMap((step) => stepLines(step, dossier, { facts, t })),
    t('dossier.contradiction'),
  ];
  return `${lines.join('\n')}\n`;
}

function stepLines(
  step: AnsStep,
  dossier: Dossier,
  { facts, t }: { readonly facts: DossierFacts; readonly t: Translate },
): readonly string[] {
  const { id, isOptional, to, copy, mail } = step;
  const entry = dossier.steps[id];
  const state = stateOf(dossier, id);
  const about = [
    t(`dossier.state-${state}`),
    ...(isOptional ? [t('dossier.optional')] : []),
    entry?.date ?? '',
    entry?.note ?? '',
  ];
  return [
    `${MARKS[state]} ${id.padEnd(18)} ${t(`dossier.title-${id}`)} (${about.filter((part) => part !== '').join(', ')})`,
    `    ${t('dossier.who', { who: t(`dossier.who-${id}`) })}`,
    `    ${t(`dossier.needs-${id}`)}`,
    ...(to === null ? [] : [`    ${t('dossier.to', { to })}`]),
    ...(copy === null ? [] : [`    ${t('dossier.copy', { copy })}`]),
    ...(mail === null ? [] : [`    ${t('dossier.mail-line', { step: id })}`]),
    ...readyLines(id, dossier, { facts, t }).map((line) => `    ${line}`),
    '',
  ];
}

/** What rorkit can already provide for a step. */
function readyLines(
  id: AnsStep['id'],
  { establishments: file, solution }: Dossier,
  { facts, t }: { readonly facts: DossierFacts; readonly t: Translate },
): readonly string[] {
  const { testDn, productionDns, establishments } = facts;
  const lines: string[] = [];
  if (['03-test-dn', '08'].includes(id) && testDn !== null)
    lines.push(t('dossier.dn-line', { which: 'TEST', dn: testDn }));
  if (id === '09') lines.push(...productionDns.map((dn) => t('dossier.dn-line', { which: 'PROD', dn })));
  if (['03-request', '09'].includes(id) && establishments !== null && file !== undefined) {
    const form = solution === 'proprietary' ? 'proprietary' : 'shared-certificate';
    lines.push(t('dossier.list-line', { count: establishments, file, form }));
  }
  return lines;
}

/** An e-mail as text to copy. */
export function mailText({ to, copy, subject, body }: Mail, t: Translate): string {
  const head = [
    t('dossier.to', { to }),
    ...(copy === null ? [] : [t('dossier.copy', { copy })]),
    t('dossier.subject', { subject }),
  ];
  return `${[...head, '', body, '', `(${t('dossier.never-sent')})`].join('\n')}\n`;
}

/** The check before going live, point by point. */
export function checkText(items: readonly GoLiveItem[], t: Translate): string {
  const lines = items.map(({ id, isMet, seen }) => {
    const line = `${isMet ? '✓' : '✗'} ${t(`dossier.check-${id}`)}`;
    return isMet ? line : `${line} (${t('dossier.seen', { seen })})`;
  });
  const missing = items.filter(({ isMet }) => !isMet).length;
  const end = missing === 0 ? t('dossier.ready') : t('dossier.not-ready', { count: missing });
  return `${[...lines, '', end].join('\n')}\n`;
}
