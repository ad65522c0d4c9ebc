import { describe, expect, it } from 'vitest';
import type { HeaderLines } from '../../../journal/entry.ts';
import { nginxRefusal } from '../../../mock-server/http/nginx-refusal.ts';
import { refusalCause } from '../../../mock-server/http/refusal.ts';
import { patchOf } from '../in-process.ts';

const FAULT = refusalCause('trust.expired', { seen: 'x' });

function asked(serverName: string | null, headers: HeaderLines) {
  const request = patchOf({}, { listener: 'auth', headers });
  return { ...request, tls: { ...request.tls, serverName } };
}

describe('an nginx in front', () => {
  it.each([
    ['no name in the handshake', null, [['Host', 'anything']]],
    ['the same name with a port, in another case', 'localhost', [['host', 'LOCALHOST:8443']]],
    ['no Host at all', 'localhost', []],
  ] as const)('lets through %s with a good certificate', (_case, serverName, headers) => {
    expect(nginxRefusal(asked(serverName, headers), null)).toBeNull();
  });

  it('answers 421 to a Host that is not the name of the handshake, before it looks at the certificate', () => {
    for (const fault of [null, FAULT]) {
      const answer = nginxRefusal(asked('localhost', [['Host', 'bas-auth-api.example:8443']]), fault);
      expect(answer).toMatchObject({
        status: 421,
        cause: { code: 'http.misdirected', expected: 'localhost', seen: 'bas-auth-api.example:8443', where: 'Host' },
        body: {
          contentType: 'text/html',
          text:
            '<html>\r\n<head><title>421 Misdirected Request</title></head>\r\n<body>\r\n' +
            '<center><h1>421 Misdirected Request</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
        },
      });
      expect(answer?.closes ?? false).toBe(false);
    }
  });

  it('ends the connection after a fault of the certificate, and names itself', () => {
    const answer = nginxRefusal(asked('localhost', []), FAULT);
    expect(answer).toMatchObject({ status: 400, closes: true, headers: [['Server', 'nginx']], cause: FAULT });
  });
});
