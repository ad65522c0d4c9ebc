import type { ConnectorCredential, ConnectorWorld } from './driver.ts';
import type { ConnectorFile } from './connector-schema.ts';

/** Variables that always pass through to the connector. */
const PASSED = ['PATH', 'HOME', 'LANG'] as const;

/** Without these no program starts on Windows. */
const PASSED_ON_WINDOWS = ['SystemRoot', 'ComSpec', 'PATHEXT', 'TEMP', 'TMP', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA'];

const LOOPBACK = 'localhost,127.0.0.1,::1';

/** A set of environment variables. */
export type Environment = Readonly<Record<string, string>>;

/**
 * The environment of contract version 1: the `ROR_*` variables, loopback kept from any proxy, what passes through, and
 * what the connector file sets. Proxy variables are left out even when listed: they would send the traffic elsewhere.
 * @see design §7 "Environment"
 */
export function connectorEnvironment(options: {
  readonly world: ConnectorWorld;
  readonly configFile: string;
  readonly settings: ConnectorFile['environment'];
  readonly inherited: Readonly<Record<string, string | undefined>>;
}): Environment {
  return {
    ...passThrough(options.settings.pass, options.inherited),
    ...options.settings.set,
    NO_PROXY: LOOPBACK,
    no_proxy: LOOPBACK,
    ...contractVariables(options.world, options.configFile),
  };
}

function passThrough(
  listed: readonly string[],
  inherited: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const names = [...PASSED, ...(process.platform === 'win32' ? PASSED_ON_WINDOWS : []), ...listed];
  const passed: Record<string, string> = {};
  for (const name of names) {
    const value = inherited[name];
    if (value !== undefined && !/^(?:https?|all|ftp)_proxy$/i.test(name)) passed[name] = value;
  }
  return passed;
}

function contractVariables(world: ConnectorWorld, configFile: string): Record<string, string> {
  const supplier = world.credentials.find((credential) => credential.role === 'supplier');
  return {
    ROR_TOKEN_URL: world.tokenUrl,
    ROR_API_BASE: world.apiBase,
    ROR_CA_FILE: world.caFile,
    ROR_TRUST_P12: world.trustP12,
    ROR_TRUST_P12_PASSWORD: world.trustP12Password,
    ROR_STATE_DIR: world.stateDir,
    ROR_CONFIG_FILE: configFile,
    ...(supplier === undefined ? {} : credentialVariables(supplier)),
  };
}

function credentialVariables(credential: ConnectorCredential): Record<string, string> {
  return {
    ROR_CLIENT_ID: credential.clientId,
    ROR_CLIENT_CERT: credential.cert,
    ROR_CLIENT_KEY: credential.key,
    ROR_CLIENT_P12: credential.p12,
    ROR_CLIENT_P12_PASSWORD: credential.p12Password,
  };
}
