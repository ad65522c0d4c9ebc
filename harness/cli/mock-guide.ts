import type { Pki } from '../../certs/pki.ts';
import type { Translate } from '../../messages/index.ts';
import type { LocationView, MockAddresses } from '../../mock-server/index.ts';
import type { MockCredential } from './mock-credentials.ts';

/** A figure that a supplier can send as it stands. */
export interface MockSample {
  readonly credential: MockCredential;
  readonly location: LocationView;
  readonly nbCapacity: number;
  readonly file: string;
}

/** Everything that a newcomer needs to know of a mock that runs. Paths are absolute. */
export interface MockGuide {
  readonly addresses: MockAddresses;
  readonly pki: Pki;
  readonly credentials: readonly MockCredential[];
  readonly controlTokenFile: string;
  /** Null when no supplier may write for an establishment of the seed that has a record. */
  readonly sample: MockSample | null;
}

/** What stands in a command for the files of a certificate that only its owner has. */
const OWN_FILES = { cert: 'YOUR-CERTIFICATE.pem', key: 'YOUR-KEY.pem' };

/** More of them are for the control API to tell. */
const MAX_SHOWN = 6;

/** The two lines to paste in bash: they work from any folder, and need curl and node only. */
function curlLines({ addresses, pki }: MockGuide, sample: MockSample): { token: string; patch: string } {
  const { clientId, leaf } = sample.credential;
  const { cert, key } = leaf ?? OWN_FILES;
  const token = [
    'curl -sS',
    `--cacert ${quoted(pki.caFile)}`,
    `--cert ${quoted(cert)} --key ${quoted(key)}`,
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
    ...credentialLines(guide, t),
    '',
    ...(sample === null ? [t('mock.print.no-sample')] : sampleLines(guide, sample, t)),
    '',
  ].join('\n');
}

function sampleLines(guide: MockGuide, sample: MockSample, t: Translate): readonly string[] {
  const lines = curlLines(guide, sample);
  return [
    t('mock.print.try-token'),
    lines.token,
    '',
    t('mock.print.try-patch', { count: sample.nbCapacity, location: sample.location.name }),
    lines.patch,
  ];
}

/** The guide for a program. What the test PKI does not hold the files of, such as a vendor's own certificate, is in `listedOnly`. */
export function guideJson(guide: MockGuide): unknown {
  const { addresses, pki, credentials, controlTokenFile, sample } = guide;
  const { caFile, trustP12, trustP12Password, rootCer, intermediateCer } = pki;
  return {
    addresses,
    trust: { caFile, trustP12, trustP12Password, rootCer, intermediateCer },
    credentials: credentials.flatMap(({ leaf, ...listed }) => {
      if (leaf === null) return [];
      const { cert, key, p12, p12Password } = leaf;
      return [{ ...listed, cert, key, p12, p12Password }];
    }),
    listedOnly: credentials.flatMap(({ leaf, ...listed }) => (leaf === null ? [listed] : [])),
    control: { url: addresses.controlUrl, tokenFile: controlTokenFile },
    sample: sample === null ? null : { location: sample.location.identifier, bodyFile: sample.file },
    curl: sample === null ? null : curlLines(guide, sample),
  };
}

function credentialLines({ credentials }: MockGuide, t: Translate): readonly string[] {
  const more = credentials.length - MAX_SHOWN;
  return [
    ...credentials.slice(0, MAX_SHOWN).flatMap((credential) => ['', ...oneCredential(credential, t)]),
    ...(more > 0 ? ['', t('mock.print.more-credentials', { count: more })] : []),
  ];
}

function oneCredential({ role, kind, clientId, leaf, subjectDn, establishments }: MockCredential, t: Translate) {
  const title = t(role === 'supplier' ? 'mock.print.supplier' : 'mock.print.consumer');
  const rights = establishments.length === 0 ? [] : [row(t('mock.print.establishments'), shortList(establishments))];
  const files =
    leaf === null
      ? [row(t('mock.print.certificate'), t('mock.print.certificate-not-held', { dn: quoted(subjectDn) }))]
      : [
          row(t('mock.print.certificate'), leaf.cert),
          row(t('mock.print.key'), leaf.key),
          row('PKCS#12', `${leaf.p12}  (${t('mock.print.password', { password: leaf.p12Password })})`),
        ];
  return [
    kind === 'saas' ? title : `${title} (${kind})`,
    row(t('mock.print.client-id'), clientId),
    ...files,
    row(t('mock.print.subject-dn'), subjectDn),
    ...rights,
  ];
}

/** As many as a terminal line bears, and how many there are. */
function shortList(values: readonly string[]): string {
  const shown = values.slice(0, 10).join(', ');
  return values.length > 10 ? `${shown} … (${values.length})` : shown;
}

function row(label: string, value: string): string {
  return `  ${label.padEnd(38)}${value}`;
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
