// Which folder may import which. The same table stands, in words, in docs/decisions/0001-runtime-and-toolchain.md.

/** Modules of Node through which a program touches the world outside. */
const WORLD =
  '^(node:)?(fs|fs/promises|net|tls|http|https|http2|dgram|dns|dns/promises|child_process|worker_threads|cluster|process|os|timers|timers/promises|perf_hooks|readline|readline/promises|sqlite|tty)$';

const ENTRY = '^journal/entry\\.ts$';

/**
 * One row a folder: what it may import besides itself. A pure folder uses no module of WORLD either.
 * @typedef {{ name: string, path: string, may: readonly string[], pure?: boolean }} Layer
 */

/** @type {readonly Layer[]} */
export const LAYERS = [
  { name: 'mev3', path: '^mev3/', may: [], pure: true },
  { name: 'certs', path: '^certs/', may: [] },
  { name: 'messages', path: '^messages/', may: [], pure: true },
  { name: 'journal-entry', path: ENTRY, may: [], pure: true },
  { name: 'journal', path: '^journal/(?!entry\\.ts$)', may: ['^journal/', '^messages/'] },
  { name: 'mock-server', path: '^mock-server/', may: ['^mev3/', '^certs/', '^journal/', '^messages/'] },
  { name: 'model', path: '^harness/model/', may: ['^mev3/', ENTRY], pure: true },
  {
    name: 'scenarios',
    path: '^scenarios/',
    may: ['^harness/model/', '^mev3/', ENTRY, '^messages/'],
  },
  {
    name: 'judge',
    path: '^harness/judge/',
    may: ['^harness/model/', '^scenarios/', '^mev3/', ENTRY, '^messages/'],
    pure: true,
  },
  { name: 'hospital', path: '^harness/hospital/', may: ['^harness/model/'], pure: true },
  {
    name: 'drivers',
    path: '^harness/drivers/',
    may: ['^harness/model/', '^harness/hospital/', '^certs/', '^journal/'],
  },
  { name: 'report', path: '^harness/report/', may: ['^harness/model/', '^messages/'] },
  ...['runner', 'sandbox', 'doctor', 'store', 'ig-package'].map((folder) => ({
    name: folder,
    path: `^harness/${folder}/`,
    may: [
      '^mock-server/index\\.ts$',
      '^harness/(model|judge|drivers|report|runner|sandbox|doctor|store|ig-package)/',
      '^scenarios/',
      '^mev3/',
      '^certs/',
      '^journal/',
      '^messages/',
    ],
  })),
  {
    name: 'evidence',
    path: '^harness/evidence/',
    may: ['^harness/(model|judge|report|store)/', '^journal/', '^certs/', '^messages/'],
  },
  {
    name: 'cli',
    path: '^harness/cli/',
    may: ['^harness/', '^mock-server/index\\.ts$', '^scenarios/', '^mev3/', '^certs/', '^journal/', '^messages/'],
  },
  { name: 'examples', path: '^examples/', may: [] },
  { name: 'connectors', path: '^test/connectors/', may: [] },
  { name: 'bench', path: '^bench/', may: ['.'] },
  { name: 'test', path: '^test/(?!connectors/)', may: ['.'] },
];

/** Everything of ours: what a layer may not import unless its row says so. */
const OURS =
  '^(mev3|certs|journal|messages|mock-server|harness|scenarios|examples|bench|test|console|docs)/|^[^/]+\\.(ts|mjs|js)$';

const layerRules = LAYERS.map(({ name, path, may }) => ({
  name: `layer-${name}`,
  comment: `${path} may import itself and: ${may.join(' ') || 'nothing else of ours'}`,
  severity: 'error',
  from: { path },
  to: { path: OURS, pathNot: [path, ...may] },
}));

const pureRules = LAYERS.filter(({ pure }) => pure).map(({ name, path }) => ({
  name: `pure-${name}`,
  comment: `${path} does no input or output and asks nobody for the time`,
  severity: 'error',
  from: { path },
  to: { path: WORLD, dependencyTypes: ['core'] },
}));

// Not annotated: dependency-cruiser checks its own configuration when it starts.
const config = {
  forbidden: [
    ...layerRules,
    ...pureRules,
    {
      name: 'pure-checks',
      comment: 'a check is a function of the journal',
      severity: 'error',
      from: { path: '^scenarios/checks/' },
      to: { path: WORLD, dependencyTypes: ['core'] },
    },
    {
      name: 'report-writes-in-one-place',
      comment: 'reporters give text; output.ts is the only writer',
      severity: 'error',
      from: { path: '^harness/report/', pathNot: '^harness/report/output\\.ts$' },
      to: { path: WORLD, dependencyTypes: ['core'] },
    },
    {
      name: 'no-cycle',
      comment: 'type imports count too',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'mock-server-has-one-door',
      comment: 'the mock is entered by mock-server/index.ts; its own tests may look inside',
      severity: 'error',
      from: { pathNot: '^(mock-server|test|bench)/' },
      to: { path: '^mock-server/', pathNot: '^mock-server/index\\.ts$' },
    },
    {
      name: 'no-test-in-product',
      comment: 'the product never imports tests or benchmarks',
      severity: 'error',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'no-test-from-test',
      comment: 'what two tests share stands in test/support/',
      severity: 'error',
      from: { path: '^test/' },
      to: { path: '\\.test\\.ts$' },
    },
    {
      name: 'no-unresolvable',
      comment: 'an import that leads nowhere is not read, so nothing could be said about it',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-dependency-in-product',
      comment: 'what is published brings its dependencies only (types are erased)',
      severity: 'error',
      from: { pathNot: '^(test|bench)/|^[^/]+\\.(ts|mjs)$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|reports|coverage|fixtures|\\.rorkit)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};

export default config;
