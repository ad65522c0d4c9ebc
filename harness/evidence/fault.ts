import type { MessageId } from '../../messages/index.ts';

/** One thing that is wrong with a pack, as an id of its text and the values in it. */
export interface Fault {
  readonly text: MessageId;
  readonly values: Readonly<Record<string, string | number>>;
}
