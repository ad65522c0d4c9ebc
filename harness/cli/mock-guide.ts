import type { Pki } from '../../certs/pki.ts';
import type { Translate } from '../../messages/index.ts';
import type { LocationView, MockAddresses, Participant } from '../../mock-server/index.ts';

/** Everything that a newcomer needs to know of a mock that runs. Paths are absolute. */
export interface MockGuide {
  readonly addresses: MockAddresses;
  readonly pki: Pki;
  readonly participants: readonly Participant[];
  readonly controlTokenFile: string;
  readonly sample: { readonly location: LocationView; readonly nbCapacity: number; readonly file: string };
}

/** The two lines to paste in bash: they work from any folder, and need curl and node only. */
function curlLines({ addresses, pki, participants, sample }: MockGuide): { token: string; patch: string } {
  const { good } = pki.leaves;
  const clientId = participants.find(({ role }) => role === 'supplier')?.clientId ?? '';
  const token = [
    'curl -sS',
    `--cacert ${quoted(pki.caFile)}`,
    `--cert ${quoted(good.cert)} --key ${quoted(good.key)}`,
    `--data-urlencode ${quoted(`client_id=${clientId}`)}`,
    '--data-urlencode grant_type=client_credentials',
    quoted(addresses.tokenUrl),
  ].join(' ');
  const url = `${addresses.apiBase}${addresses.feedPath}/Location?identifier=${encodeURIComponent(sample.location.identifier)}`;
  const reading = `node -p 'JSON.parse(require("fs").readFileSync(0, "utf8")).access_token'`;
  const patch = [
    `curl -sS -i -X PATCH --cacert ${quoted(pki.caFile)}`,
    `-H "Authorization: Bearer $(${token} | ${reading})"`,
    `-H 'Content-Type: application/fhir+json'`,
    `--data-binary ${quoted(`@${sample.file}`)}`,
    quoted(url),
  ].join(' ');
  return { token, patch };
}

/** The guide as text. */
export function guideText(guide: MockGuide, t: Translate): string {
  const { addresses, pki, sample } = guide;
  const lines = curlLines(guide);
  const password = t('mock.print.password', { password: pki.trustP12Password });
  return [
    t('mock.print.title'),
    '',
    row(t('mock.print.token-endpoint'), addresses.tokenUrl),
    row(t('mock.print.feed'), `${addresses.apiBase}${addresses.feedPath}/Location?identifier=…`),
    row(t('mock.print.read'), `${addresses.apiBase}${addresses.readPath}/Location?identifier=…`),
    row(
      t('mock.print.control'),
      `${addresses.controlUrl ?? ''}  ${t('mock.print.control-token')} ${guide.controlTokenFile}`,
    ),
    '',
    t('mock.print.trust'),
    `  ${pki.caFile}`,
    `  ${pki.trustP12}  (${password})`,
    `  ${pki.rootCer}`,
    `  ${pki.intermediateCer}`,
    ...participantLines(guide, t),
    '',
    t('mock.print.try-token'),
    lines.token,
    '',
    t('mock.print.try-patch', { count: sample.nbCapacity, location: sample.location.name }),
    lines.patch,
    '',
  ].join('\n');
}

/** The guide for a program. */
export function guideJson(guide: MockGuide): unknown {
  const { addresses, pki, participants, controlTokenFile, sample } = guide;
  const { caFile, trustP12, trustP12Password, rootCer, intermediateCer } = pki;
  const leaves = { supplier: pki.leaves.good, consumer: pki.leaves.consumer };
  return {
    addresses,
    trust: { caFile, trustP12, trustP12Password, rootCer, intermediateCer },
    credentials: participants.map(({ id, clientId, role, certificates }) => ({
      id,
      clientId,
      role,
      cert: leaves[role].cert,
      key: leaves[role].key,
      p12: leaves[role].p12,
      p12Password: leaves[role].p12Password,
      subjectDn: leaves[role].subjectDn,
      establishments: certificates.flatMap(({ establishments }) => establishments),
    })),
    control: { url: addresses.controlUrl, tokenFile: controlTokenFile },
    sample: { location: sample.location.identifier, bodyFile: sample.file },
    curl: curlLines(guide),
  };
}

function participantLines({ pki, participants }: MockGuide, t: Translate): readonly string[] {
  return participants.flatMap(({ role, clientId, certificates }) => {
    const leaf = role === 'supplier' ? pki.leaves.good : pki.leaves.consumer;
    const establishments = certificates.flatMap((one) => one.establishments);
    const rights = establishments.length === 0 ? [] : [row(t('mock.print.establishments'), establishments.join(', '))];
    return [
      '',
      t(role === 'supplier' ? 'mock.print.supplier' : 'mock.print.consumer'),
      row(t('mock.print.client-id'), clientId),
      row(t('mock.print.certificate'), leaf.cert),
      row(t('mock.print.key'), leaf.key),
      row('PKCS#12', `${leaf.p12}  (${t('mock.print.password', { password: leaf.p12Password })})`),
      row(t('mock.print.subject-dn'), leaf.subjectDn),
      ...rights,
    ];
  });
}

function row(label: string, value: string): string {
  return `  ${label.padEnd(38)}${value}`;
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
