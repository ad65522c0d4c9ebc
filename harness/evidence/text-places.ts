/** A text found in a JSON value, with the way that leads to it. */
export interface TextPlace {
  readonly where: string;
  readonly text: string;
}

/** Every string of a JSON value, in order, with its place, such as `request.headers[2][1]`. */
export function textsOf(value: unknown, where = ''): readonly TextPlace[] {
  const found: TextPlace[] = [];
  collect(value, where, found);
  return found;
}

function collect(value: unknown, where: string, found: TextPlace[]): void {
  if (typeof value === 'string') {
    found.push({ where, text: value });
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(item, `${where}[${index}]`, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) collect(item, where === '' ? name : `${where}.${name}`, found);
  }
}
