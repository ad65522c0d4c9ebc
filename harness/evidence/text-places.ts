/** A text found in a JSON value, with the way that leads to it. */
export interface TextPlace {
  readonly where: string;
  readonly text: string;
}

/** Every string of a JSON value, in order, with its place, such as `request.headers[2][1]`. */
export function* textsOf(value: unknown, where = ''): Generator<TextPlace> {
  if (typeof value === 'string') {
    yield { where, text: value };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* textsOf(item, `${where}[${index}]`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) yield* textsOf(item, where === '' ? name : `${where}.${name}`);
  }
}
