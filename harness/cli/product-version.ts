import product from '../../package.json' with { type: 'json' };

/** The version of rorkit, from its package file. */
export function productVersion(): string {
  return product.version;
}
