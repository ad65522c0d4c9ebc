import type { Examine, Fault } from './cause.ts';

const LEAST = [24, 11] as const;

/** The Node that runs rorkit is new enough. */
export const examineNodeVersion: Examine = ({ nodeVersion }): Fault | null => {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return null;
  return { code: 'node-too-old', values: { seen: nodeVersion, expected: LEAST.join('.') } };
};
