import { connect } from 'node:tls';

const DIAL_MS = 5_000;

/** How a TLS handshake with an address went: null when the server was trusted, else the code of the system. */
export function dial(address: string, trust: string): Promise<string | null> {
  const { hostname, port } = new URL(address);
  const host = hostname.replaceAll(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) || 443, ca: trust, servername: isIp(host) ? '' : host });
    const done = (code: string | null): void => {
      socket.destroy();
      resolve(code);
    };
    socket.setTimeout(DIAL_MS, () => done('ETIMEDOUT'));
    socket.once('secureConnect', () => done(null));
    socket.once('error', (error) => done('code' in error ? String(error.code) : error.message));
  });
}

function isIp(host: string): boolean {
  return /^[\d.]+$|:/.test(host);
}
