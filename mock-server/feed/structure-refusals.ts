import { issueOfFinding } from '../../mev3/feed/mock-made-texts.ts';
import type { Kernel, KernelFinding } from '../../mev3/kernel.ts';
import type { FeedAttempt } from './feed-attempt.ts';
import type { FeedSettings } from './feed-settings.ts';

const LIBRARY_FORMS = new Set([
  'feed.not-value-string',
  'feed.value-part-named',
  'feed.path-double-quotes',
  'capacity.value-set-as-system',
]);

/** A finding that refuses the body, with the issue that says so. */
export type StructureRefusal = ReturnType<Kernel['formIssues']>[number];

/** What refuses the body before the business rules: its form, and what the settings do not let pass. */
export function structureRefusals(attempt: FeedAttempt): readonly StructureRefusal[] {
  const { kernel, reading, settings } = attempt;
  const form = kernel.formIssues(reading);
  const bySetting = [...findingsNoticed(attempt), ...removals(attempt)].filter((one) =>
    isRefusedBySetting(one, settings),
  );
  if (bySetting.length === 0 && settings.removeOperation !== 'accept') return form;
  return [
    ...form.filter(({ finding }) => finding.code !== 'feed.remove-type' || settings.removeOperation !== 'accept'),
    ...bySetting.map((finding) => ({ issue: issueOfFinding(finding), finding })),
  ];
}

/** What the kernel accepts and remarks on (Q37 and others), as far as the settings let it pass. */
export function acceptedOddities(attempt: FeedAttempt): readonly KernelFinding[] {
  return findingsNoticed(attempt).filter((notice) => !isRefusedBySetting(notice, attempt.settings));
}

function findingsNoticed({ reading }: FeedAttempt): readonly KernelFinding[] {
  return [...reading.notices, ...reading.operations.flatMap(({ value }) => value?.notices ?? [])];
}

function isRefusedBySetting({ code }: KernelFinding, settings: FeedSettings): boolean {
  if (LIBRARY_FORMS.has(code)) return settings.libraryForms === 'refuse';
  if (code === 'feed.several-operations') return settings.severalOperations === 'refuse';
  if (code === 'feed.remove-type') return settings.removeOperation === 'refuse';
  return code === 'feed.path-other-indicator' && settings.replaceOtherKey === 'refuse';
}

/** Guide 0.6.0 wrote `remove`, and the kernel lets it pass there; the setting may not. */
function removals({ kernel, reading }: FeedAttempt): readonly KernelFinding[] {
  if (kernel.guide !== '0.6.0') return [];
  const removing = reading.operations.filter(({ type }) => type === 'remove');
  return removing.map(({ index }) => ({
    requirement: 'ROR-FEED-TYPE',
    code: 'feed.remove-type',
    where: `Parameters.parameter[${index}].part.where(name='type')`,
    expected: 'delete',
    seen: '"remove"',
    near: 'delete',
  }));
}
