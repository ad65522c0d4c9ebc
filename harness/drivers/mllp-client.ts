import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
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
  end: NoAnswer | null;
}

/**
 * Sends messages one at a time, each after the acknowledgement of the one before. A connection that the other side ended
 * between two messages is made anew. A message that met such an end is sent once more, with the same MSH-10, by which a
 * receiver knows it again; from then on each message gets a connection of its own. No other message is sent twice.
 */
export class MllpClient {
  readonly #target: MllpTarget;
  readonly #sent = new Set<string>();
  #line: Line | null = null;
  /** True once the other side has ended a connection that was kept for the next message. */
  #isEndedEachTime = false;

  constructor(target: MllpTarget) {
    this.#target = target;
  }

  /** What the other side acknowledges, or why it could not be told. */
  async send(message: MllpMessage): Promise<Acknowledgement | Trouble> {
    if (this.#isEndedEachTime) this.close();
    // An end that travels behind the acknowledgement is heard before the next message leaves.
    else await setImmediate();
    const isKept = this.#line?.end === null;
    try {
      return await this.#sendOnce(message);
    } catch (error) {
      this.close();
      if (isKept && error instanceof NoAnswer && error.isEnd) {
        this.#isEndedEachTime = true;
        return this.send(message);
      }
      const { host, port } = this.#target;
      if (!(error instanceof NoAnswer)) return { code: 'cannot-reach', detail: `${host}:${port}: ${textOf(error)}` };
      return { code: error.code, detail: `${host}:${port}, ${message.controlId}: ${error.message}` };
    }
  }

  async #sendOnce({ controlId, text }: MllpMessage): Promise<Acknowledgement> {
    const { encoding } = this.#target;
    const line = await this.#open();
    this.#sent.add(controlId);
    line.socket.write(mllpBlock(text, encoding));
    return this.#acknowledged(controlId, line);
  }

  /** Ends the connection. */
  close(): void {
    this.#line?.socket.destroy();
    this.#line = null;
  }

  async #open(): Promise<Line> {
    if (this.#line?.end === null) return this.#line;
    this.close();
    const { host, port } = this.#target;
    const socket = connect({ host, port, noDelay: true });
    const line: Line = { socket, reader: new MllpReader(), blocks: [], end: null };
    socket.on('error', () => socket.destroy());
    try {
      await once(socket, 'connect', { signal: this.#deadline() });
    } catch (error) {
      socket.destroy();
      throw error;
    }
    listen(line);
    this.#line = line;
    return line;
  }

  /** The acknowledgement of this message; a late one of an earlier message is passed over, unless it takes that one back. */
  async #acknowledged(controlId: string, line: Line): Promise<Acknowledgement> {
    const deadline = this.#deadline();
    for (;;) {
      const block = await nextBlock(line, deadline, this.#target.timeoutMs);
      const said = readAcknowledgement(new TextDecoder(this.#target.encoding).decode(block));
      if (said === null) throw new NoAnswer('bad-acknowledgement', 'no MSH and MSA with a known code');
      if (said.controlId === controlId) return said;
      if (!this.#sent.has(said.controlId)) throw new NoAnswer('bad-acknowledgement', `MSA-2 is ${said.controlId}`);
      if (!isAccepted(said)) return said;
    }
  }

  #deadline(): AbortSignal {
    return AbortSignal.any([this.#target.signal, AbortSignal.timeout(this.#target.timeoutMs)]);
  }
}

/** The message was sent, and no acknowledgement of it can be had. */
class NoAnswer extends Error {
  readonly code: 'no-acknowledgement' | 'bad-acknowledgement';
  /** True when the other side ended the connection. */
  readonly isEnd: boolean;

  constructor(code: NoAnswer['code'], message: string, isEnd = false) {
    super(message);
    this.code = code;
    this.isEnd = isEnd;
  }
}

function listen(line: Line): void {
  const { socket, reader, blocks } = line;
  const ended = (why: NoAnswer): void => {
    line.end ??= why;
    socket.emit(NEWS);
  };
  socket.on('data', (chunk: Buffer) => {
    try {
      blocks.push(...reader.take(chunk));
      socket.emit(NEWS);
    } catch (error) {
      if (!(error instanceof MllpError)) throw error;
      ended(new NoAnswer('bad-acknowledgement', error.message));
      socket.destroy();
    }
  });
  socket.on('end', () => ended(new NoAnswer('no-acknowledgement', 'the connection was ended', true)));
  socket.on('close', () => ended(new NoAnswer('no-acknowledgement', 'the connection was lost', true)));
}

/** Something came, or nothing more will. */
const NEWS = 'rorkit-news';

async function nextBlock(line: Line, deadline: AbortSignal, timeoutMs: number): Promise<Buffer> {
  for (;;) {
    const block = line.blocks.shift();
    if (block !== undefined) return block;
    if (line.end !== null) throw line.end;
    try {
      await once(line.socket, NEWS, { signal: deadline });
    } catch {
      throw new NoAnswer('no-acknowledgement', `${timeoutMs} ms`);
    }
  }
}

function textOf(error: unknown): string {
  if (error instanceof Error && error.name === 'AbortError') return 'no connection in time';
  if (error instanceof Error && 'code' in error) return String(error.code);
  return error instanceof Error ? error.message : String(error);
}
