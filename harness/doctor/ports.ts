import { connect } from 'node:net';
import { onlyInstance } from '../drivers/running-instance.ts';
import { TemplateError, render } from '../drivers/template.ts';
import type { Examine, Fault, SetUp } from './cause.ts';

const TRY_MS = 1_000;

/** Nothing listens yet where the connector is to listen once it is started. */
export const examinePorts: Examine = async (setUp): Promise<Fault | null> => {
  for (const target of targetsOf(setUp)) {
    if (await isTaken(target)) return { code: 'port-taken', values: { target } };
  }
  return null;
};

function targetsOf({ connector: { file }, scratch }: SetUp): string[] {
  const { start, ready } = file;
  if (start === undefined || ready === undefined) return [];
  const instances = start.instances ?? [{ name: 'connector', environment: {} }];
  return instances.flatMap(({ name, environment }) => {
    const instance = { ...onlyInstance(scratch), name, environment };
    const data = { instance, stateDir: scratch };
    try {
      if (ready.tcp !== undefined) return [render(ready.tcp, data, 'text')];
      return ready.http === undefined ? [] : [new URL(render(ready.http, data, 'text')).host];
    } catch (error) {
      // Found by starting it, which is another matter than the port.
      if (error instanceof TemplateError) return [];
      throw error;
    }
  });
}

function isTaken(target: string): Promise<boolean> {
  const [, host = '127.0.0.1', port = '0'] = /^(?:(.+):)?(\d+)$/.exec(target) ?? [];
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), timeout: TRY_MS });
    const done = (taken: boolean) => (): void => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', done(true)).once('error', done(false)).once('timeout', done(false));
  });
}
