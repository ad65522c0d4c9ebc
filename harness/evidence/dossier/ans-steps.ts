import type { DossierItem } from './dossier-state.ts';

/** Addresses of ANS that the steps name. */
export const ANS_ADDRESSES = {
  ror: 'monserviceclient.ROR@esante.gouv.fr',
  development: 'monserviceclient.developpement@esante.gouv.fr',
} as const;

/** What of an item does not depend on the language; its texts are `dossier.title-<id>`, `who-<id>`, `needs-<id>`. */
export interface AnsStep {
  readonly id: DossierItem;
  readonly stage: 'preparatory' | 'administrative' | 'technical';
  readonly isOptional: boolean;
  readonly to: string | null;
  readonly copy: string | null;
  /** Name of the e-mail that `rorkit dossier mail` writes for it; null when there is none. */
  readonly mail: 'request' | 'test-equipment' | 'test-dn' | 'sandbox' | 'tests-done' | null;
}

const { ror, development } = ANS_ADDRESSES;

/** The path of a supplier to the national ROR, as ANS publishes it. @see ANS, "My steps for connecting to the ROR" */
export const ANS_STEPS: readonly AnsStep[] = [
  step('01', 'preparatory'),
  step('02', 'preparatory'),
  step('03-request', 'administrative', { to: ror, mail: 'request' }),
  step('03-test-equipment', 'administrative', { to: development, copy: ror, mail: 'test-equipment' }),
  step('03-committee', 'administrative'),
  step('03-test-dn', 'administrative', { to: ror, mail: 'test-dn' }),
  step('04', 'administrative'),
  step('05', 'administrative', { isOptional: true }),
  step('06', 'administrative'),
  step('07', 'administrative'),
  step('08', 'technical', { to: ror, mail: 'sandbox' }),
  step('09', 'technical', { to: ror, mail: 'tests-done' }),
  step('10', 'technical'),
  step('11', 'technical'),
];

function step(id: DossierItem, stage: AnsStep['stage'], more: Partial<AnsStep> = {}): AnsStep {
  return { id, stage, isOptional: false, to: null, copy: null, mail: null, ...more };
}
