import type { Pki, ServerFixture } from '../../certs/pki.ts';
import type { ServerIdentity } from '../../certs/server-fixtures.ts';
import { PkiError } from '../../certs/pki-error.ts';
import { MockRorError } from '../mock-ror-error.ts';
import type { ArmedFault, CheckedFault } from './fault-schema.ts';

/** The faulty server certificates of a lane: issued when a fault first wants one, held in memory only. */
export class ServerIdentities {
  readonly #pki: Pick<Pki, 'dir'>;
  readonly #made = new Map<ServerFixture, ServerIdentity>();

  constructor(pki: Pick<Pki, 'dir'>) {
    this.#pki = pki;
  }

  /** Makes ready what these faults present. @throws MockRorError `mock.bad-fault` when the PKI is gone */
  async prepare(faults: readonly Pick<CheckedFault, 'action'>[]): Promise<void> {
    for (const { action } of faults) {
      // oxlint-disable-next-line no-await-in-loop -- two at most, and the second reads what the first has loaded
      if (action.kind === 'server-certificate') await this.#make(action.certificate);
    }
  }

  /** What a fault presents; null for one that presents nothing, or that was not made ready. */
  of({ action }: ArmedFault): ServerIdentity | null {
    return action.kind === 'server-certificate' ? (this.#made.get(action.certificate) ?? null) : null;
  }

  async #make(name: ServerFixture): Promise<void> {
    if (this.#made.has(name)) return;
    try {
      // The certificate libraries take a third of a second to load.
      const { issueServerFixture } = await import('../../certs/server-fixtures.ts');
      this.#made.set(name, await issueServerFixture(this.#pki, name));
    } catch (error) {
      if (!(error instanceof PkiError)) throw error;
      throw new MockRorError('mock.bad-fault', `no server certificate can be issued: ${error.message}`, {
        cause: error,
      });
    }
  }
}
