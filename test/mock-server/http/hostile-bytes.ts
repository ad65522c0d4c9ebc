import type { Socket } from 'node:net';
import { array, constantFrom, integer, nat, oneof, string, tuple, uint8Array } from 'fast-check';
import type { Arbitrary } from 'fast-check';

/** A client that got no answer by then has its reply: what it heard so far. */
const PATIENCE_MS = 3_000;

/** An unfinished request would be waited for until the server gives up: the client does so sooner. */
const QUIET_MS = 150;

type Change = (bytes: Buffer) => Buffer;

/** Places are given as parts of a whole, so that they fit any length. */
const place = nat(10_000);

function at(bytes: Buffer, part: number): number {
  return Math.floor((bytes.length * part) / 10_001);
}

const TOKENS = [
  '\r\n',
  '\r\n\r\n',
  '\n',
  '\0',
  ' ',
  ':',
  '%',
  '%zz',
  '%00',
  '%2F',
  '&',
  '=',
  '?',
  '#',
  '/../',
  '//',
  '"',
  '{',
  '[[[[',
  '1e999',
  '-1',
  '99999999999999999999',
  '\u00e9',
  '\ud800',
  'HTTP/1.0',
  'HTTP/9.9',
  'Content-Length: 5\r\n',
  'Content-Length: -1\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Expect: 100-continue\r\n',
  'Connection: upgrade\r\nUpgrade: websocket\r\n',
  'Host: \r\n',
  'Authorization: Bearer\r\n',
  'Content-Encoding: gzip\r\n',
  'grant_type=client_credentials&',
  'identifier=',
];

const spoilByte = tuple(place, integer({ min: 0, max: 255 })).map(([part, value]): Change => (bytes) => {
  const changed = Buffer.from(bytes);
  if (changed.length > 0) changed[at(bytes, part)] = value;
  return changed;
});

const insert = tuple(place, oneof(constantFrom(...TOKENS), string({ unit: 'binary', maxLength: 12 }))).map(
  ([part, text]): Change =>
    (bytes) => {
      const start = at(bytes, part);
      return Buffer.concat([bytes.subarray(0, start), Buffer.from(text), bytes.subarray(start)]);
    },
);

const cutOut = tuple(place, place).map(([one, other]): Change => (bytes) => {
  const [start, end] = [at(bytes, Math.min(one, other)), at(bytes, Math.max(one, other))];
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
});

const repeat = tuple(place, integer({ min: 2, max: 400 })).map(([part, times]): Change => (bytes) => {
  const start = at(bytes, part);
  const repeated = Array.from({ length: times }, () => bytes.subarray(start, start + 3));
  return Buffer.concat([bytes.subarray(0, start), ...repeated, bytes.subarray(start)]);
});

const cutOff = place.map(
  (part): Change =>
    (bytes) =>
      bytes.subarray(0, at(bytes, part)),
);

const goOn = place.map(
  (part): Change =>
    (bytes) =>
      Buffer.concat([bytes, bytes.subarray(at(bytes, part))]),
);

const change: Arbitrary<Change> = oneof(spoilByte, insert, cutOut, repeat, cutOff, goOn);

/** Bytes that are nearly one of these requests, or nothing like a request. */
export function hostileBytes(templates: readonly string[]): Arbitrary<Buffer> {
  const spoiled = tuple(constantFrom(...templates), array(change, { maxLength: 4 })).map(([template, changes]) =>
    changes.reduce<Buffer>((bytes, apply) => apply(bytes), Buffer.from(template)),
  );
  const noise = uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
  return oneof({ arbitrary: spoiled, weight: 9 }, { arbitrary: noise, weight: 1 });
}

/** Sends bytes, and the end of the sending side when nothing comes back any more; gives everything that came. */
export function sendAll(socket: Socket, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const patience = setTimeout(() => socket.destroy(), PATIENCE_MS);
    let quiet = setTimeout(() => socket.end(), QUIET_MS);
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      clearTimeout(quiet);
      quiet = setTimeout(() => socket.end(), QUIET_MS);
    });
    socket.on('error', () => {}); // told by close
    socket.once('close', () => {
      clearTimeout(patience);
      clearTimeout(quiet);
      resolve(Buffer.concat(chunks).toString('latin1'));
    });
    socket.write(bytes);
  });
}

/** The statuses of the answers in a reply. */
export function statusesIn(reply: string): readonly number[] {
  return [...reply.matchAll(/(?:^|\r\n|[^\r\n])HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}

/** A request with the length of its body. */
export function requestText(head: readonly string[], body = ''): string {
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  return `${[...head, 'Host: localhost', ...length].join('\r\n')}\r\n\r\n${body}`;
}
