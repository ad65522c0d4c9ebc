// MLLP: a message between 0x0B and 0x1C 0x0D, and its acknowledgement the same way back. TCP may cut it anywhere.
import { createServer } from 'node:net';

const START = 0x0b;
const END = Buffer.of(0x1c, 0x0d);
const LONGEST_BYTES = 1_000_000;

/**
 * Listens for messages; each is answered with what `answer` gives.
 * @param {(message: Buffer) => Buffer} answer
 */
export function listenMllp(answer) {
  return createServer((socket) => {
    let bytes = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (/** @type {Buffer} */ chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      for (let end = bytes.indexOf(END); end >= 0; end = bytes.indexOf(END)) {
        const start = bytes.indexOf(START);
        const message = bytes.subarray(start + 1, end);
        bytes = bytes.subarray(end + END.length);
        if (start >= 0 && start < end) socket.write(Buffer.concat([Buffer.of(START), answer(message), END]));
      }
      if (bytes.length > LONGEST_BYTES) socket.destroy();
    });
  });
}
