// A connector that goes on running, as most products do: it takes changes over HTTP or from a folder, queues them, and
// feeds the ROR one after the other. What it sends is the reference connector's business (../reference-connector).
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { disconnect, feedUnit } from '../reference-connector/feed.mjs';
import { openMemory } from '../reference-connector/memory.mjs';
import { readWorld } from '../reference-connector/world.mjs';
import { workOfPatch, workOfStimulus } from './read-change.mjs';
import { watchFolder } from './watch-folder.mjs';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { UnitWork } from '../reference-connector/world.mjs' */

const world = readWorld(process.env);
let memory = openMemory(world.stateDir);

/** Changes are fed in the order in which they came: each waits for the one before. */
let queue = Promise.resolve();

/**
 * @param {UnitWork[]} work
 * @returns {Promise<void>} when the ROR has taken it, or refused it
 */
function enqueue(work) {
  queue = feedAfter(queue, work);
  return queue;
}

/**
 * @param {Promise<void>} before
 * @param {UnitWork[]} work
 */
async function feedAfter(before, work) {
  await before;
  for (const unitWork of work) {
    memory.keep(unitWork);
    for (const problem of await feedUnit(world, unitWork)) process.stderr.write(`NOT SENT: ${problem}\n`);
  }
}

/**
 * What is done for a request, by method and path; gives the status. Only a change that was fed whole is answered 200.
 * @type {Record<string, (body: string, query: URLSearchParams) => Promise<number>>}
 */
const ROUTES = {
  'GET /health': async () => 200,
  'POST /forget': async () => {
    await queue;
    rmSync(join(world.stateDir, 'grid.json'), { force: true });
    memory = openMemory(world.stateDir);
    return 204;
  },
  'POST /changes': async (body) => {
    void enqueue(workOfStimulus(JSON.parse(body), memory));
    return 202;
  },
  'PATCH /fhir/Location': async (body, query) => {
    await enqueue(workOfPatch(query.get('identifier') ?? '', JSON.parse(body), world));
    return 200;
  },
};

/**
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 */
async function answer(request, response) {
  try {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const route = ROUTES[`${request.method} ${pathname}`];
    const status = route === undefined ? 404 : await route(await text(request), searchParams);
    response.writeHead(status).end();
  } catch (error) {
    response.writeHead(400).end(String(error));
  }
}

const server = createServer((request, response) => void answer(request, response));

const inbox = join(world.stateDir, 'inbox');
mkdirSync(inbox, { recursive: true });
const stopWatching = watchFolder(inbox, world, (work) => void enqueue(work));

server.listen(Number(process.env.DEMO_PORT ?? 0), '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`listening on ${typeof address === 'object' ? address?.port : address}\n`);
});

process.once('SIGTERM', () => {
  stopWatching();
  server.close();
  server.closeAllConnections();
  disconnect();
});
