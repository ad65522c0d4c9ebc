import type { Examine, Fault } from './cause.ts';
import { dial } from './dial.ts';

/** The hosts of the token endpoint and of the API are found, answer, and carry certificates of their own names. */
export const examineHostNames: Examine = async ({ facts, trust }): Promise<Fault | null> => {
  for (const address of [facts.addresses.tokenUrl, facts.addresses.apiBase]) {
    const { host } = new URL(address);
    const code = await dial(address, trust);
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { code: 'host-unknown', values: { host } };
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return { code: 'host-of-another', values: { host } };
    if (code === 'ECONNREFUSED' || code === 'ETIMEDOUT') return { code: 'host-silent', values: { host, reason: code } };
  }
  return null;
};
