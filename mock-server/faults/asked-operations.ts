import type { Kernel } from '../../mev3/kernel.ts';

/** The types of the operations in a body of the feed, as sent; none when it is no such body. */
export function askedOperations(body: Buffer, kernel: Pick<Kernel, 'readFeedBody'>): readonly string[] {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    return []; // the handler says what is wrong with it
  }
  return kernel.readFeedBody(json).operations.map(({ type }) => type);
}
