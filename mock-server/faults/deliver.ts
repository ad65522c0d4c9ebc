import { setTimeout as wait } from 'node:timers/promises';
import { Socket } from 'node:net';
import type { ReadyAnswer } from '../http/journal-writer.ts';
import { send } from '../http/respond.ts';
import type { Turn } from '../http/turn.ts';
import type { ArmedFault } from './fault-schema.ts';

/** Pieces in which a dripping answer comes. */
const PIECES = 10;

/** Writes an answer as the fault wants it; resolves with false when it was not written out whole. */
export async function deliver(turn: Turn, ready: ReadyAnswer, { action }: ArmedFault): Promise<boolean> {
  const { response } = turn;
  switch (action.kind) {
    case 'delay':
      await pause(turn, action.delayMs);
      return await send(turn, ready);
    case 'slow-drip':
      return await drip(turn, ready, action.overMs);
    case 'reset':
      return await reset(turn, ready, action.when);
    default:
      return await send({ response }, ready);
  }
}

type ResetTime = Extract<ArmedFault['action'], { kind: 'reset' }>['when'];

async function reset(turn: Turn, ready: ReadyAnswer, when: ResetTime): Promise<boolean> {
  const { socket } = turn.message;
  if (when === 'after-answer') {
    const isWhole = await send(turn, ready);
    socket.end(); // a reset here could overtake the answer
    return isWhole;
  }
  if (when === 'within-answer') {
    writeHead(turn, ready);
    const wire = Buffer.from(ready.text, 'utf8');
    const half = wire.subarray(0, Math.ceil(wire.length / 2));
    await new Promise((resolve) => {
      turn.response.once('close', resolve);
      turn.response.write(half, resolve);
    });
  }
  resetSocket(socket);
  return false;
}

async function drip(turn: Turn, ready: ReadyAnswer, overMs: number): Promise<boolean> {
  const { response } = turn;
  writeHead(turn, ready);
  response.flushHeaders();
  const wire = Buffer.from(ready.text, 'utf8');
  const size = Math.max(1, Math.ceil(wire.length / PIECES));
  for (let at = 0; at < wire.length; at += size) {
    await pause(turn, overMs / PIECES);
    if (response.destroyed) return false;
    response.write(wire.subarray(at, at + size));
  }
  return await new Promise((resolve) => {
    response.once('close', () => resolve(response.writableFinished));
    response.end(() => resolve(true));
  });
}

function writeHead({ response }: Turn, ready: ReadyAnswer): void {
  response.on('error', () => {}); // told by close
  response.sendDate = false;
  response.writeHead(
    ready.answer.status,
    ready.headers.flatMap(([name, value]) => [name, value]),
  );
}

/** Over sooner when the client leaves. */
async function pause({ response }: Turn, ms: number): Promise<void> {
  const left = new AbortController();
  const abort = (): void => left.abort();
  response.once('close', abort);
  await wait(ms, undefined, { signal: left.signal }).catch(() => {});
  response.off('close', abort);
}

/** TCP RST: the TLS socket itself cannot send one, the socket below can. */
function resetSocket(socket: Socket): void {
  const below: unknown = Reflect.get(socket, '_parent');
  if (below instanceof Socket) below.resetAndDestroy();
  socket.destroy();
}
