import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChannelContext } from '../drivers/channel.ts';
import { tryToStart } from '../drivers/try-to-start.ts';
import { connectorWorld } from '../runner/connector-world.ts';
import type { Examine } from './cause.ts';
import { FAULT_CODES, NOTE_CODES } from './cause.ts';

/** Nobody speaks to the mock for this look: a token request at the start is not waited for. */
const NO_TRAFFIC: ChannelContext['traffic'] = {
  journalHead: () => Promise.resolve(0),
  waitForEntry: () => Promise.resolve(null),
};

/**
 * What the connector file starts does start, and becomes ready. A command is asked for nothing: its stdin is empty. The
 * contract does not say how a command ends then, so another exit status than those of the contract is only worth a look.
 */
export const examineConnectorStart: Examine = async (setUp) => {
  const { connector, environment, facts, interrupted, scratch } = setUp;
  const logFile = join(scratch, 'connector.log');
  const world = connectorWorld({ facts, units: [], stateDir: join(scratch, 'state') });
  const options = { ...connector, inherited: environment, traffic: NO_TRAFFIC, interrupted };
  const trouble = await tryToStart(options, world, logFile);
  if (trouble === null) return null;
  const output = readFileSync(logFile, 'utf8').trim().split('\n').slice(-3).join(' / ');
  const values = { detail: trouble.detail, output };
  const note = NOTE_CODES.find((known) => known === trouble.code);
  if (note !== undefined) return { code: note, values };
  return { code: FAULT_CODES.find((known) => known === trouble.code) ?? 'cannot-start', values };
};
