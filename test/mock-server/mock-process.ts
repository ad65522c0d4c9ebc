import { ensurePki } from '../../certs/ensure-pki.ts';
import { startMockRor } from '../../mock-server/index.ts';

/**
 * A mock as a process of its own, to be killed. Arguments: folder of the PKI (made when missing), data folder, durability. Prints one
 * line of JSON when it listens.
 */
const [pkiDir = '', dataDir = '', durability = ''] = process.argv.slice(2);
const pki = await ensurePki({ dir: pkiDir, keyType: 'ec' });
const mock = await startMockRor({ pki, dataDir, durability: durability === 'power' ? 'power' : 'process' });
const { addresses } = await mock.describe();
process.stdout.write(`${JSON.stringify(addresses)}\n`);
