import type { Variant } from './fault.ts';

/** Connectors that are right in another way: each must pass every scenario without a warning. */
export const VARIANTS: readonly Variant[] = [
  {
    id: 'header-order',
    title: 'sends its headers in another order and spelling',
    changes: [
      {
        file: 'feed.mjs',
        find: "{ Authorization: `Bearer ${token}`, 'Content-Type': 'application/fhir+json' }",
        replace: "{ 'content-type': 'application/fhir+json', authorization: `Bearer ${token}` }",
      },
    ],
  },
  {
    id: 'chunked-body',
    title: 'sends its bodies in chunks',
    changes: [
      {
        file: 'https-call.mjs',
        find: '    outgoing.end(body);',
        replace: '    outgoing.write(body.slice(0, 10));\n    outgoing.end(body.slice(10));',
      },
    ],
  },
  {
    id: 'key-store',
    title: 'reads its certificate from the .p12 file',
    changes: [
      {
        file: 'token.mjs',
        find: 'cert: readFileSync(credential.cert),\n        key: readFileSync(credential.key),',
        replace: "pfx: readFileSync(credential.p12 ?? ''),\n        passphrase: credential.p12Password,",
      },
    ],
  },
  {
    id: 'persisted-token',
    title: 'keeps its token on disk from one process to the next',
    changes: [
      {
        file: 'token.mjs',
        find: "import { readFileSync } from 'node:fs';",
        replace: "import { existsSync, readFileSync, writeFileSync } from 'node:fs';",
      },
      {
        file: 'token.mjs',
        find: '  const held = kept.get(credential.id);',
        replace:
          '  const file = `${world.stateDir}/token.json`;\n' +
          "  if (existsSync(file) && !kept.has(credential.id)) kept.set(credential.id, JSON.parse(readFileSync(file, 'utf8')));\n" +
          '  const held = kept.get(credential.id);',
      },
      {
        file: 'token.mjs',
        find: '  kept.set(credential.id, token);',
        replace: '  kept.set(credential.id, token);\n  writeFileSync(file, JSON.stringify(token), { mode: 0o600 });',
      },
    ],
  },
  {
    id: 'remembers-at-the-end',
    title: 'remembers a batch when it is through, and acknowledges it only then',
    changes: [
      {
        file: 'connector.mjs',
        find: '    memory.keep(unitWork);\n',
        replace: '',
      },
      {
        file: 'connector.mjs',
        find: '(record) => memory.accept(unitWork, record));',
        replace:
          '(record) => accepted.push(record));\n    memory.keep(unitWork);\n    for (const record of accepted) memory.accept(unitWork, record);',
      },
      {
        file: 'connector.mjs',
        find: '    const problems =',
        replace: '    const accepted = [];\n    const problems =',
      },
    ],
  },
  {
    id: 'confirms-a-figure',
    title: 'sends a figure again when its date is a newer one',
    changes: [
      {
        file: 'memory.mjs',
        find: 'function valuesOf({ capacityType, nbCapacity, capacitySourceType, comment }) {\n  return JSON.stringify([',
        replace:
          'function valuesOf({ capacityType, nbCapacity, capacitySourceType, comment, capacityUpdateDate }) {\n  return JSON.stringify([capacityUpdateDate, ',
      },
    ],
  },
  {
    id: 'one-process',
    title: 'serves a whole scenario with one process',
    changes: [{ file: 'connector.yaml', find: 'lifetime: stimulus', replace: 'lifetime: scenario' }],
  },
  {
    id: 'charset',
    title: 'names the character set of its body',
    changes: [{ file: 'feed.mjs', find: "'application/fhir+json'", replace: "'application/fhir+json; charset=utf-8'" }],
  },
  {
    id: 'pretty-body',
    title: 'writes its bodies with indentation',
    changes: [
      {
        file: 'capacity-body.mjs',
        find: "JSON.stringify({ resourceType: 'Parameters', parameter })",
        replace: "JSON.stringify({ parameter, resourceType: 'Parameters' }, null, 2)",
      },
    ],
  },
  {
    id: 'plain-slash',
    title: 'leaves the slash of the identifier as it is in the query',
    changes: [
      {
        file: 'feed.mjs',
        find: 'encodeURIComponent(unit.identifier)',
        replace: "encodeURIComponent(unit.identifier).replaceAll('%2F', '/')",
      },
    ],
  },
];
