// One HTTPS request and its whole answer. Headers are those given, plus Host, Connection and Content-Length.
import { request } from 'node:https';
import { text } from 'node:stream/consumers';

/** @import { IncomingHttpHeaders } from 'node:http' */
/** @import { RequestOptions } from 'node:https' */

/** @typedef {{ status: number, headers: IncomingHttpHeaders, text: string }} Answer */

const TIMEOUT_MS = 10_000;

/**
 * Rejects when there was no whole answer: host not found, certificate not trusted, connection cut, too slow.
 * @param {string} url
 * @param {RequestOptions} options method, headers, agent
 * @param {string} body
 * @returns {Promise<Answer>}
 */
export function call(url, options, body) {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { ...options, timeout: TIMEOUT_MS }, (incoming) => {
      text(incoming).then(
        (whole) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text: whole }),
        reject,
      );
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
