/** One change of a JSON value: `set` and `remove` a property, `push` an item; the path is dotted, indexes as numbers. */
export type Change =
  | readonly ['set', path: string, value: unknown]
  | readonly ['remove', path: string]
  | readonly ['push', path: string, value: unknown]
  /** Puts a copy of the item at the end of its list. */
  | readonly ['repeat', path: string];

/** A deep copy of `resource` with exactly this change. @throws when the path leads nowhere. */
export function changed(resource: unknown, change: Change): unknown {
  const copy: unknown = structuredClone(resource);
  const steps = change[1].split('.');
  const last = steps.pop() ?? '';
  let parent = copy;
  for (const step of steps) parent = childOf(parent, step, change[1]);
  if (typeof parent !== 'object' || parent === null) throw new Error(`${change[1]} leads nowhere`);
  switch (change[0]) {
    case 'set':
      Reflect.set(parent, last, change[2]);
      break;
    case 'remove':
      childOf(parent, last, change[1]);
      if (Array.isArray(parent)) parent.splice(Number(last), 1);
      else Reflect.deleteProperty(parent, last);
      break;
    case 'push':
      listOf(childOf(parent, last, change[1])).push(change[2]);
      break;
    case 'repeat':
      listOf(parent).push(structuredClone(childOf(parent, last, change[1])));
      break;
  }
  return copy;
}

function childOf(parent: unknown, step: string, path: string): unknown {
  const child: unknown = typeof parent === 'object' && parent !== null ? Reflect.get(parent, step) : undefined;
  if (child === undefined) throw new Error(`${path} leads nowhere at ${step}`);
  return child;
}

function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error('not a list');
  return value;
}
