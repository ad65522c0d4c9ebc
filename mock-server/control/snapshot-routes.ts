import { z } from 'zod';
import { NO_BODY, NO_QUERY, route, routeWithParams } from './route.ts';
import type { ControlRoute } from './route.ts';
import { snapshot } from './snapshot-schemas.ts';

const params = z.strictObject({ name: z.string().max(200) });

/** The operations on snapshots. */
export const SNAPSHOT_ROUTES: readonly ControlRoute[] = [
  route({
    method: 'GET',
    path: '/v1/snapshots',
    operationId: 'snapshots',
    summary: 'The snapshots, oldest first',
    query: NO_QUERY,
    body: NO_BODY,
    result: z.array(snapshot),
    run: (mock) => mock.snapshots(),
  }),
  routeWithParams({
    method: 'PUT',
    path: '/v1/snapshots/{name}',
    operationId: 'takeSnapshot',
    summary: 'Puts resources, participants, settings, revocations, clock and faults aside under a name',
    params,
    query: NO_QUERY,
    body: NO_BODY,
    result: null,
    run: (mock, input) => mock.takeSnapshot(input.params.name),
  }),
  routeWithParams({
    method: 'POST',
    path: '/v1/snapshots/{name}/restore',
    operationId: 'restoreSnapshot',
    summary: 'Makes the mock what it was, resources as new versions; tokens and journal go on',
    params,
    query: NO_QUERY,
    body: NO_BODY,
    result: null,
    run: (mock, input) => mock.restoreSnapshot(input.params.name),
  }),
  routeWithParams({
    method: 'DELETE',
    path: '/v1/snapshots/{name}',
    operationId: 'dropSnapshot',
    summary: 'Forgets a snapshot',
    params,
    query: NO_QUERY,
    body: NO_BODY,
    result: null,
    run: (mock, input) => mock.dropSnapshot(input.params.name),
  }),
];
