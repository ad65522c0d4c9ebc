import { isIP } from 'node:net';
import type { Pki } from '../certs/pki.ts';
import { makePrivateFolder } from '../certs/private-folder.ts';
import { createKernel } from '../mev3/create-kernel.ts';
import type { Catalogue, Kernel } from '../mev3/kernel.ts';
import { makeControlToken } from './control/control-token.ts';
import { createControlListener, isLoopback } from './control/listen.ts';
import type { ControlListener } from './control/listen.ts';
import { FEED_PATH, READ_PATH } from './http/api-listener.ts';
import type { HttpLimits } from './http/limits.ts';
import { openLane } from './lane.ts';
import type { Lane } from './lane.ts';
import { LaneMockRor } from './lane-mock-ror.ts';
import { MockRorError } from './mock-ror-error.ts';
import { checkRetention } from './retention-options.ts';
import type { MockAddresses, MockRor, Participant } from './mock-ror.ts';
import type { Configuration } from './reload-configuration.ts';
import type { SettingChanges } from './settings.ts';
import type { SeedSource } from './store/seed-source.ts';
import type { Seed } from './store/seed.ts';
import { REALM_PATH, TOKEN_PATH } from './token/auth-routes.ts';

/** How a mock is started. */
export interface StartOptions {
  readonly pki: Pki;
  /** Address of the two TLS listeners. Default 127.0.0.1. The control API stays on loopback. */
  readonly listen?: string;
  /** 0, the default, takes any free port. */
  readonly ports?: { readonly auth?: number; readonly api?: number; readonly control?: number };
  /** Host name or address under which a connector reaches the mock. Default: `localhost`, or `listen` when it is one address. */
  readonly publicHost?: string;
  /** Folder that keeps journal, resources and signing key; null, the default, keeps nothing. Created when missing. */
  readonly dataDir?: string | null;
  /** False keeps the signing key out of the data folder: tokens end with the mock. Default true. */
  readonly keepSigningKey?: boolean;
  /** Default `process`. */
  readonly durability?: 'process' | 'power';
  /**
   * So many newest journal entries are kept, from 1000 on; older ones of the network go, and the versions of resources that only they refer
   * to. Default: nothing goes.
   */
  readonly retainEntries?: number;
  /** MB (10⁶ bytes), from 16 on, that journal and resources may take in the data folder: what does not fit is refused. Default no limit. */
  readonly maxDataMb?: number;
  /** Default: the kernel for `catalogue`. */
  readonly kernel?: Kernel;
  /** Default `current`. */
  readonly catalogue?: Catalogue;
  /** Default: the fictitious country that comes with rorkit. */
  readonly seed?: Seed | SeedSource;
  /** Values at the start, and after `reset`; defaults elsewhere. */
  readonly settings?: SettingChanges;
  /** Members at the start, and after `reset`. Default: a supplier and a consumer with their leaves of the PKI. */
  readonly participants?: readonly Participant[];
  /**
   * Files of authorities (PEM, DER, PKCS#7) whose client certificates are let in beside those of `pki`, such as the chain of IGC-Santé
   * TEST. Default none. The production root and private keys are refused.
   */
  readonly trustCa?: readonly string[];
  /** Default false. True: a random token, in `<dataDir>/control-token` (mode 0600); a data folder is then needed. */
  readonly control?: boolean | { readonly token: string };
  readonly limits?: Partial<HttpLimits>;
  /**
   * Reads settings, participants and catalogue again, for `reload`. What it throws refuses the reload, its message says where. Default: what
   * was given here stays.
   */
  readonly readAgain?: () => Promise<Configuration>;
  /** Takes the stack of what is our own bug. Default stderr. */
  readonly log?: (text: string) => void;
}

/** Answers in flight may take this long when the mock is closed. */
const GRACE_MS = 5_000;

/**
 * Starts a mock of the national ROR in this process. Resolves when it listens; when it cannot, nothing stays open.
 * @throws MockRorError `mock.port-in-use`, `mock.bad-address`, `mock.bad-option`, `mock.unknown-setting`, `mock.bad-setting`,
 * `mock.bad-participant`, `control.not-loopback`; CertificateFileError for a file of `trustCa`
 */
export async function startMockRor(options: StartOptions): Promise<MockRor> {
  const { dataDir = null, durability = 'process', catalogue } = options;
  const log = options.log ?? ((text: string): void => void process.stderr.write(`${text}\n`));
  checkRetention(options);
  if (dataDir !== null) makePrivateFolder(dataDir);
  const kernel = options.kernel ?? createKernel(catalogue === undefined ? {} : { catalogue });
  const running = new RunningMock(publicHostOf(options));
  const issuer = (): string => running.issuer();
  const lane = await openLane({ ...options, dataDir, durability, kernel, issuer, log });
  const mock = new LaneMockRor(lane, {
    addresses: () => running.addresses(),
    shutDown: () => running.close(lane),
    readAgain: options.readAgain ?? (async () => ({})),
  });
  try {
    await running.listen(lane, options, { mock, log });
    return mock;
  } catch (error) {
    await running.close(lane);
    throw error;
  }
}

/** The ports of a mock, and the order in which it opens and closes. */
class RunningMock {
  readonly #host: string;
  #ports: { auth: number; api: number; control: number | null } = { auth: 0, api: 0, control: null };
  #control: ControlListener | null = null;
  #closing: Promise<void> | null = null;

  constructor(publicHost: string) {
    this.#host = isIP(publicHost) === 6 ? `[${publicHost}]` : publicHost;
  }

  issuer(): string {
    return `https://${this.#host}:${this.#ports.auth}${REALM_PATH}`;
  }

  addresses(): MockAddresses {
    const { auth, api, control } = this.#ports;
    return {
      tokenUrl: `https://${this.#host}:${auth}${TOKEN_PATH}`,
      apiBase: `https://${this.#host}:${api}`,
      feedPath: FEED_PATH,
      readPath: READ_PATH,
      controlUrl: control === null ? null : `http://127.0.0.1:${control}`,
    };
  }

  async listen(
    lane: Lane,
    options: StartOptions,
    parts: { mock: MockRor; log: (text: string) => void },
  ): Promise<void> {
    const { listen = '127.0.0.1', ports = {}, control = false } = options;
    this.#ports.auth = await bind(lane.auth, ports.auth ?? 0, listen);
    this.#ports.api = await bind(lane.api, ports.api ?? 0, listen);
    if (control === false) return;
    const token = control === true ? await makeControlToken(options.dataDir ?? null) : control.token;
    this.#control = createControlListener({ mock: parts.mock, token, log: parts.log });
    this.#ports.control = await bind(this.#control, ports.control ?? 0, '127.0.0.1');
  }

  close(lane: Lane): Promise<void> {
    this.#closing ??= this.#close(lane);
    return this.#closing;
  }

  async #close(lane: Lane): Promise<void> {
    await Promise.all([lane.auth.close(GRACE_MS), lane.api.close(GRACE_MS), this.#control?.close(GRACE_MS)]);
    await lane.keyWritten;
    await lane.journal.close();
  }
}

async function bind(
  listener: { listen(port: number, address: string): Promise<number> },
  port: number,
  address: string,
): Promise<number> {
  try {
    return await listener.listen(port, address);
  } catch (error) {
    const code = error instanceof Error ? String(Reflect.get(error, 'code')) : '';
    if (code === 'EADDRINUSE') {
      throw new MockRorError('mock.port-in-use', `port ${port} on ${address} is in use`, { cause: error });
    }
    if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EACCES', 'EINVAL', 'EAFNOSUPPORT'].includes(code)) {
      throw new MockRorError('mock.bad-address', `cannot listen on ${address}, port ${port} (${code})`, {
        cause: error,
      });
    }
    throw error;
  }
}

/** Every address (`0.0.0.0`, `::`) is no name to call the mock by; loopback is in the certificate as `localhost`. */
function publicHostOf({ publicHost, listen = '127.0.0.1' }: StartOptions): string {
  if (publicHost !== undefined) return publicHost;
  return listen === '0.0.0.0' || listen === '::' || isLoopback(listen) ? 'localhost' : listen;
}
