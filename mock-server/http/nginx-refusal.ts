import type { RefusalCause } from '../../journal/entry.ts';
import { headerValues } from '../header-values.ts';
import type { CheckCertificate } from '../trust/check-certificate.ts';
import type { Connection } from './connection.ts';
import type { Answer, IncomingRequest } from './exchange.ts';
import { refusalCause } from './refusal.ts';
import { keycloakDialect } from './refusal-answer.ts';
import type { Dialect } from './refusal-answer.ts';

/**
 * What an nginx with `ssl_verify_client on` answers before whatever stands behind it sees the request: its own page for no certificate
 * (internally 496) and for one that does not verify (495), and 421 when `Host` is not the name of the handshake; null when it lets the request
 * through. `fault` is what is wrong with the certificate itself; the name on it is not nginx's business.
 * @see pki-and-oauth §5.1, §8.3
 */
export function nginxRefusal(request: IncomingRequest, fault: RefusalCause | null): Answer | null {
  const misdirected = otherHost(request);
  if (misdirected !== null) return page('421 Misdirected Request', null, misdirected);
  if (fault === null) return null;
  const says =
    fault.code === 'trust.no-certificate' ? 'No required SSL certificate was sent' : 'The SSL certificate error';
  return page('400 Bad Request', says, fault);
}

function otherHost({ tls, headers }: IncomingRequest): RefusalCause | null {
  const [host] = headerValues(headers, 'host');
  if (tls.serverName === null || host === undefined) return null;
  const name = host.replace(/:\d+$/, '').toLowerCase();
  if (name === tls.serverName.toLowerCase()) return null;
  return refusalCause('http.misdirected', { expected: tls.serverName, seen: host, where: 'Host' });
}

/** Who refuses a client certificate, asked for at each request. */
type FrontSettings = () => { readonly mtlsRefusal: 'keycloak' | 'nginx' | 'nginx-optional' | 'handshake' };

/** What stands in front of the authorization server; null: it lets the request through. */
export type FrontEnd = (request: IncomingRequest, connection: Connection) => Answer | null;

/** The front end that the setting wants. `nginx-optional` is `ssl_verify_client optional`: who shows nothing passes. */
export function createFrontEnd(deps: {
  readonly checkCertificate: CheckCertificate;
  readonly settings: FrontSettings;
}): FrontEnd {
  return (request, connection) => {
    const { mtlsRefusal } = deps.settings();
    if (mtlsRefusal !== 'nginx' && mtlsRefusal !== 'nginx-optional') return null;
    const fault = deps.checkCertificate(connection, request.nowMs);
    const passes = mtlsRefusal === 'nginx-optional' && fault?.code === 'trust.no-certificate';
    return nginxRefusal(request, passes ? null : fault);
  };
}

/** Titles of nginx's own pages, where they are not the usual ones. */
const TITLES: Readonly<Record<number, readonly [title: string, says: string | null]>> = {
  400: ['400 Bad Request', null],
  408: ['408 Request Time-out', null],
  413: ['413 Request Entity Too Large', null],
  414: ['414 Request-URI Too Large', null],
  431: ['400 Bad Request', 'Request Header Or Cookie Too Large'], // 494 within nginx
  503: ['503 Service Temporarily Unavailable', null],
};

/**
 * How the authorization listener words what it refuses itself: nginx, where that stands in front, with its own pages for what is no
 * HTTP or passes its limits, and Keycloak for everything else.
 */
export function createFrontDialect(settings: FrontSettings): Dialect {
  return {
    refuse: (refusal) => {
      const { mtlsRefusal } = settings();
      const isBehindNginx = mtlsRefusal === 'nginx' || mtlsRefusal === 'nginx-optional';
      const [title, says] = TITLES[refusal.status] ?? [null, null];
      if (!isBehindNginx || title === null || !refusal.code.startsWith('http.')) return keycloakDialect.refuse(refusal);
      return page(title, says, refusalCause(refusal.code, refusal.detail));
    },
    unauthorized: (refusal) => keycloakDialect.unauthorized(refusal),
  };
}

/** The page as nginx makes it with `server_tokens off`; it closes the connection after a fault of the certificate. */
function page(title: string, says: string | null, cause: RefusalCause): Answer {
  const head = says === null ? title : `400 ${says}`;
  const lines = [
    '<html>',
    `<head><title>${head}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    ...(says === null ? [] : [`<center>${says}</center>`]),
    '<hr><center>nginx</center>',
    '</body>',
    '</html>',
  ];
  return {
    status: Number(title.slice(0, 3)),
    headers: [['Server', 'nginx']],
    body: { kind: 'text', contentType: 'text/html', text: lines.map((line) => `${line}\r\n`).join('') },
    cause,
    ...(says === null ? {} : { closes: true }),
  };
}
