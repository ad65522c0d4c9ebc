import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAccepted, readAcknowledgement } from '../../../harness/drivers/hl7-acknowledgement.ts';
import { MllpError, MllpReader, mllpBlock } from '../../../harness/drivers/mllp-frames.ts';

/** A text of HL7: no control character but CR. */
const message = fc.string({ unit: 'binary' }).map((text) => text.replaceAll(/(?!\r)\p{Cc}/gu, ' '));

describe('blocks of MLLP', () => {
  test('come out as they went in, wherever the stream was cut', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 4 }), fc.array(fc.nat(200)), (messages, cuts) => {
        const stream = Buffer.concat(messages.map((text) => mllpBlock(text, 'utf-8')));
        const ends = [
          ...cuts.filter((cut) => cut < stream.length).toSorted((one, other) => one - other),
          stream.length,
        ];
        const reader = new MllpReader();
        const blocks = ends.flatMap((end, index) => reader.take(stream.subarray(ends[index - 1] ?? 0, end)));
        expect(blocks.map(String)).toEqual(messages.map((text) => Buffer.from(text).toString()));
      }),
    );
  });

  test('may be followed by line ends, and by nothing else', () => {
    const reader = new MllpReader();
    expect(reader.take(Buffer.concat([mllpBlock('a', 'utf-8'), Buffer.from('\r\n')]))).toHaveLength(1);
    expect(() => reader.take(Buffer.from('x'))).toThrow(MllpError);
  });

  test('are bounded', () => {
    expect(() => new MllpReader().take(Buffer.alloc(70_000, 0x0b))).toThrow(/65536 bytes/);
  });

  test('hold the bytes of their character set', () => {
    expect(mllpBlock('é', 'latin1')).toEqual(Buffer.of(0x0b, 0xe9, 0x1c, 0x0d));
    expect(mllpBlock('é', 'utf-8')).toEqual(Buffer.of(0x0b, 0xc3, 0xa9, 0x1c, 0x0d));
  });
});

describe('an acknowledgement', () => {
  test.each([
    ['AA', true],
    ['CA', true],
    ['AE', false],
    ['AR', false],
    ['CE', false],
    ['CR', false],
  ])('%s is read, whatever ends its lines', (code, accepted) => {
    for (const end of ['\r', '\n', '\r\n']) {
      const read = readAcknowledgement(`MSH|^~\\&|A${end}MSA|${code}|m-1|a\\T\\b${end}`);
      expect(read).toEqual({ code, controlId: 'm-1', text: 'a&b' });
      expect(read === null ? null : isAccepted(read)).toBe(accepted);
    }
  });

  test('is none for other delimiters, and never a crash', () => {
    expect(readAcknowledgement('MSH$%~\\&$A\rMSA$AA$1\r')).toBeNull();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const start of ['', 'MSH|^~\\&|', 'MSH|^~\\&|A\rMSA|', 'MSH|^~\\&|A\rMSA|AE|1\rERR|']) {
          expect(() => readAcknowledgement(start + text)).not.toThrow();
        }
      }),
    );
  });
});
