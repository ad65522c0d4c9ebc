import type { Dossier } from './dossier-state.ts';
import { stateOf } from './dossier-state.ts';

/** Addresses of the national ROR in production, as ANS publishes them. @see ROR-fhir-documentation, environnements-endpoints */
export const PRODUCTION = {
  tokenUrl: 'https://auth-api.ror.esante.gouv.fr/auth/realms/ror/protocol/openid-connect/token',
  apiHost: 'api-fhir.ror.esante.gouv.fr',
} as const;

/** A certificate as far as going live depends on it. */
export interface CertificateFacts {
  readonly subjectDn: string;
  readonly issuerDn: string;
  readonly sha256: string;
  readonly validFrom: string;
  readonly validTo: string;
}

/** What was found outside the dossier file. Null: not named, or not readable (which is told when it is read). */
export interface GoLiveFacts {
  readonly now: Date;
  readonly supplier: CertificateFacts | null;
  readonly consumer: CertificateFacts | null;
  /** Establishments of the list, and those that have no certificate of their own. */
  readonly list: { readonly count: number; readonly withoutCertificate: readonly string[] } | null;
  /** Number of faults that `rorkit verify` finds in the evidence pack. */
  readonly packFaults: number | null;
}

/** What must be so before the national ROR is fed; `dossier.check-<id>` says it. */
export type GoLiveId =
  | 'production-addresses'
  | 'supplier-certificate'
  | 'consumer-certificate'
  | 'client-ids'
  | 'establishments'
  | 'evidence'
  | 'tests-validated'
  | 'whitelisted'
  | 'read-back';

/** One line of the check. `seen` is what stands against it. */
export interface GoLiveItem {
  readonly id: GoLiveId;
  readonly isMet: boolean;
  readonly seen: string;
}

/** Whether a product may go live, point by point. Pure: the same facts give the same answer. */
export function goLiveCheck(dossier: Dossier, facts: GoLiveFacts): readonly GoLiveItem[] {
  return [
    addresses(dossier),
    { id: 'supplier-certificate', ...certificateState(facts.supplier, facts.now) },
    ...(dossier.reads ? [consumer(facts), clientIds(dossier)] : []),
    establishments(dossier, facts),
    { id: 'evidence', isMet: facts.packFaults === 0, seen: facts.packFaults === null ? '–' : String(facts.packFaults) },
    { id: 'tests-validated', isMet: stateOf(dossier, '09') === 'done', seen: stateOf(dossier, '09') },
    { id: 'whitelisted', isMet: stateOf(dossier, '10') === 'done', seen: stateOf(dossier, '10') },
    { id: 'read-back', isMet: dossier.firstFeedReadBack !== undefined, seen: dossier.firstFeedReadBack ?? '–' },
  ];
}

function addresses({ production }: Dossier): GoLiveItem {
  const { tokenUrl = '–', apiBase = '–' } = production;
  const isApi = URL.canParse(apiBase) && new URL(apiBase).host === PRODUCTION.apiHost && apiBase.startsWith('https:');
  return {
    id: 'production-addresses',
    isMet: tokenUrl === PRODUCTION.tokenUrl && isApi,
    seen: `${tokenUrl} ${apiBase}`,
  };
}

/** A production certificate: of the authority of IGC-Santé that is not TEST, and valid today. */
function certificateState(facts: CertificateFacts | null, now: Date): Omit<GoLiveItem, 'id'> {
  if (facts === null) return { isMet: false, seen: '–' };
  const isValid = now >= new Date(facts.validFrom) && now <= new Date(facts.validTo);
  const isProduction = facts.issuerDn.startsWith('CN=AC IGC-SANTE ');
  return {
    isMet: isValid && isProduction,
    seen: `${facts.subjectDn} · ${facts.issuerDn} · ${facts.validFrom} – ${facts.validTo}`,
  };
}

/** Two roles, two certificates: the one that reads must not be the one that feeds. */
function consumer({ supplier, consumer: own, now }: GoLiveFacts): GoLiveItem {
  const state = certificateState(own, now);
  const isOther = own !== null && own.sha256 !== supplier?.sha256;
  return { id: 'consumer-certificate', isMet: state.isMet && isOther, seen: state.seen };
}

function clientIds({ production }: Dossier): GoLiveItem {
  const { supplierClientId, consumerClientId } = production;
  const isMet =
    supplierClientId !== undefined && consumerClientId !== undefined && supplierClientId !== consumerClientId;
  return { id: 'client-ids', isMet, seen: `${supplierClientId ?? '–'} ${consumerClientId ?? '–'}` };
}

function establishments({ solution }: Dossier, { list }: GoLiveFacts): GoLiveItem {
  if (list === null) return { id: 'establishments', isMet: false, seen: '–' };
  const missing = solution === 'proprietary' ? list.withoutCertificate : [];
  const seen = missing.length === 0 ? String(list.count) : missing.slice(0, 20).join(', ');
  return { id: 'establishments', isMet: list.count > 0 && missing.length === 0, seen };
}
