/**
 * `node:http` without the doors that an import opens: importing it as a module also loads Node's WebSocket client, a third of the
 * CPU time of a bare server's start (50 ms measured), for names that nobody here uses.
 */
export const { createServer, STATUS_CODES } = process.getBuiltinModule('node:http');
