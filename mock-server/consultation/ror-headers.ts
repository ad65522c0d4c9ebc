import { headerValues } from '../header-values.ts';
import type { IncomingRequest } from '../http/exchange.ts';
import { refuse } from '../refuse.ts';

/** The headers that a read of the five resources must carry (feed API §3), each with a value. */
const ROR_HEADERS = [
  'Ror-Profil-Utilisateur-Code',
  'Ror-Profil-Utilisateur-System',
  'Ror-Role-Metier-Code',
  'Ror-Role-Metier-System',
];

/** Refuses a request without all four. @throws FhirError with the status of the setting (Q7), naming those that miss */
export function requireRorHeaders(request: IncomingRequest, status: 400 | 403): void {
  const missing = ROR_HEADERS.filter((name) => !headerValues(request.headers, name).some((value) => value !== ''));
  if (missing.length === 0) return;
  const seen = missing.join(', ');
  throw refuse({
    code: 'read.ror-header-missing',
    status,
    issue: 'required',
    text: 'mock.read.ror-header-missing',
    values: { seen },
    detail: { requirement: 'ROR-READ-HEADERS', expected: seen, seen: '—', where: missing[0] ?? '' },
  });
}
