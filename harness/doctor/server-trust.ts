import type { Examine, Fault } from './cause.ts';
import { dial } from './dial.ts';

const UNTRUSTED = /SELF_SIGNED|UNABLE_TO|CERT_SIGNATURE|INVALID_CA|UNTRUSTED/;

/** The trust file of the connector holds the authority of both hosts. */
export const examineServerTrust: Examine = async ({ facts, trust }): Promise<Fault | null> => {
  for (const address of [facts.addresses.tokenUrl, facts.addresses.apiBase]) {
    const code = await dial(address, trust);
    if (code === null) continue;
    const { host } = new URL(address);
    if (UNTRUSTED.test(code)) return { code: 'server-not-trusted', values: { host, reason: code } };
    if (/EXPIRED|NOT_YET/.test(code)) return { code: 'server-out-of-date', values: { host, reason: code } };
  }
  return null;
};
