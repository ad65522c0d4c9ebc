import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Trouble } from './connector-run.ts';
import type { Acknowledgement } from './hl7-acknowledgement.ts';
import { isAccepted, readAcknowledgement } from './hl7-acknowledgement.ts';
import { MllpError, MllpReader, mllpBlock } from './mllp-frames.ts';

/** Where messages go, and how. */
export interface MllpTarget {
  readonly host: string;
  readonly port: number;
  readonly encoding: 'utf-8' | 'latin1';
  /** Longest time for the connection and for an acknowledgement, each, in ms. */
  readonly timeoutMs: number;
  /** Ends what is waited for. */
  readonly signal: AbortSignal;
}

/** One message with its MSH-10. */
export interface MllpMessage {
  readonly controlId: string;
  readonly text: string;
}

interface Line {
  readonly socket: Socket;
  readonly reader: MllpReader;
  /** Blocks that nobody has read yet. */
  readonly blocks: Buffer[];
  /** Why nothing more comes. */
  end: string | null;
}

/**
 * Sends messages one at a time, each after the acknowledgement of the one before. A connection that the other side ended
 * between two messages is made anew; a message is never sent twice.
 */
export class MllpClient {
  readonly #target: MllpTarget;
  readonly #sent = new Set<string>();
  #line: Line | null = null;

  constructor(target: MllpTarget) {
    this.#target = target;
  }

  /** What the other side acknowledges, or why it could not be told. */
  async send({ controlId, text }: MllpMessage): Promise<Acknowledgement | Trouble> {
    const { host, port, encoding, timeoutMs, signal } = this.#target;
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const where = `${host}:${port}`;
    try {
      const line = await this.#open(deadline);
      this.#sent.add(controlId);
      line.socket.write(mllpBlock(text, encoding));
      return await this.#acknowledged(controlId, line, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]));
    } catch (error) {
      this.close();
      if (error instanceof NoAnswer) return { code: error.code, detail: `${where}, ${controlId}: ${error.message}` };
      return { code: 'cannot-reach', detail: `${where}: ${deadline.aborted ? `${timeoutMs} ms` : textOf(error)}` };
    }
  }

  /** Ends the connection. */
  close(): void {
    this.#line?.socket.destroy();
    this.#line = null;
  }

  async #open(signal: AbortSignal): Promise<Line> {
    if (this.#line?.end === null) return this.#line;
    this.close();
    const { host, port } = this.#target;
    const socket = connect({ host, port, noDelay: true });
    const line: Line = { socket, reader: new MllpReader(), blocks: [], end: null };
    socket.on('error', () => socket.destroy());
    try {
      await once(socket, 'connect', { signal });
    } catch (error) {
      socket.destroy();
      throw error;
    }
    listen(line);
    this.#line = line;
    return line;
  }

  /** The acknowledgement of this message; a late one of an earlier message is passed over, unless it takes that one back. */
  async #acknowledged(controlId: string, line: Line, signal: AbortSignal): Promise<Acknowledgement> {
    for (;;) {
      const block = await nextBlock(line, signal, this.#target.timeoutMs);
      const said = readAcknowledgement(new TextDecoder(this.#target.encoding).decode(block));
      if (said === null) throw new NoAnswer('bad-acknowledgement', 'no MSH and MSA with a known code');
      if (said.controlId === controlId) return said;
      if (!this.#sent.has(said.controlId)) throw new NoAnswer('bad-acknowledgement', `MSA-2 is ${said.controlId}`);
      if (!isAccepted(said)) return said;
    }
  }
}

/** The message was sent, and no acknowledgement of it can be had. */
class NoAnswer extends Error {
  readonly code: 'no-acknowledgement' | 'bad-acknowledgement';

  constructor(code: NoAnswer['code'], message: string) {
    super(message);
    this.code = code;
  }
}

function listen(line: Line): void {
  const { socket, reader, blocks } = line;
  const ended = (why: string): void => {
    line.end ??= why;
    socket.emit('rorkit-block');
  };
  socket.on('data', (chunk: Buffer) => {
    try {
      blocks.push(...reader.take(chunk));
      socket.emit('rorkit-block');
    } catch (error) {
      if (!(error instanceof MllpError)) throw error;
      ended(error.message);
      socket.destroy();
    }
  });
  socket.on('end', () => ended('the connection was ended'));
  socket.on('close', () => ended('the connection was lost'));
}

async function nextBlock(line: Line, signal: AbortSignal, timeoutMs: number): Promise<Buffer> {
  for (;;) {
    const block = line.blocks.shift();
    if (block !== undefined) return block;
    if (line.end !== null) throw new NoAnswer(endCode(line.end), line.end);
    try {
      await once(line.socket, 'rorkit-block', { signal });
    } catch {
      throw new NoAnswer('no-acknowledgement', `${timeoutMs} ms`);
    }
  }
}

function endCode(why: string): NoAnswer['code'] {
  return why.startsWith('the connection') ? 'no-acknowledgement' : 'bad-acknowledgement';
}

function textOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  return error instanceof Error ? error.message : String(error);
}
