import { expect, test } from 'vitest';
import type { ConnectorWorld } from '../../../harness/drivers/driver.ts';
import { connectorEnvironment } from '../../../harness/drivers/environment.ts';

const credential = (id: string, role: 'supplier' | 'consumer') => ({
  id,
  role,
  clientId: `${id}-client`,
  cert: `/pki/${id}.pem`,
  key: `/pki/${id}.key`,
  p12: `/pki/${id}.p12`,
  p12Password: 'public',
  subjectDn: `CN=${id}`,
});

const WORLD: ConnectorWorld = {
  contract: 1,
  tokenUrl: 'https://localhost:1/token',
  apiBase: 'https://localhost:2',
  feedPath: '/feed',
  readPath: '/read',
  caFile: '/pki/ca.pem',
  trustP12: '/pki/trust.p12',
  trustP12Password: 'changeit',
  stateDir: '/run/state',
  rorHeaders: {},
  credentials: [credential('consumer', 'consumer'), credential('supplier', 'supplier')],
  establishments: [],
};

function environment(
  inherited: Record<string, string>,
  pass: readonly string[] = [],
  set: Record<string, string> = {},
) {
  return connectorEnvironment({
    world: WORLD,
    configFile: '/run/c.json',
    settings: { pass: [...pass], set },
    inherited,
  });
}

test('holds every variable of the contract, of the first supplier', () => {
  expect(environment({})).toEqual({
    NO_PROXY: 'localhost,127.0.0.1,::1',
    no_proxy: 'localhost,127.0.0.1,::1',
    ROR_TOKEN_URL: 'https://localhost:1/token',
    ROR_API_BASE: 'https://localhost:2',
    ROR_CLIENT_ID: 'supplier-client',
    ROR_CLIENT_CERT: '/pki/supplier.pem',
    ROR_CLIENT_KEY: '/pki/supplier.key',
    ROR_CLIENT_P12: '/pki/supplier.p12',
    ROR_CLIENT_P12_PASSWORD: 'public',
    ROR_CA_FILE: '/pki/ca.pem',
    ROR_TRUST_P12: '/pki/trust.p12',
    ROR_TRUST_P12_PASSWORD: 'changeit',
    ROR_STATE_DIR: '/run/state',
    ROR_CONFIG_FILE: '/run/c.json',
  });
});

test('passes PATH, HOME, LANG and the listed names, and nothing else', () => {
  const inherited = {
    PATH: '/bin',
    HOME: '/h',
    LANG: 'fr_FR',
    JAVA_HOME: '/jdk',
    AWS_SECRET: 'x',
    NODE_OPTIONS: '-r x',
  };
  const names = Object.keys(environment(inherited, ['JAVA_HOME'])).filter((name) => !/^ROR_|no_proxy/i.test(name));
  expect(names.toSorted()).toEqual(['HOME', 'JAVA_HOME', 'LANG', 'PATH']);
});

test('never passes a proxy on, even a listed one, and keeps loopback out of any proxy', () => {
  const proxies = { HTTPS_PROXY: 'http://p', http_proxy: 'http://p', ALL_PROXY: 'http://p', NO_PROXY: 'example.org' };
  const made = environment(proxies, Object.keys(proxies));
  expect(Object.keys(made).filter((name) => /^(?:https?|all)_proxy$/i.test(name))).toEqual([]);
  expect(made['NO_PROXY']).toContain('127.0.0.1');
});

test('the connector file may set variables, but not those of the contract', () => {
  const made = environment({}, [], { LOG_LEVEL: 'debug', ROR_TOKEN_URL: 'https://elsewhere' });
  expect(made).toMatchObject({ LOG_LEVEL: 'debug', ROR_TOKEN_URL: WORLD.tokenUrl });
});
