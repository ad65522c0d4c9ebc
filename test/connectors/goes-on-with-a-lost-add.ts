import type { Fault } from './fault.ts';

/** The reference connector, but after a loss it goes on with the add, even when it is asked anew. */
export const fault: Fault = {
  id: 'goes-on-with-a-lost-add',
  title: 'goes on with a lost add when it is asked anew',
  file: 'feed.mjs',
  find: `  const answer = await patch(target, replace);
  if (answer.status === 200) return;
  if (!saysRecordIsMissing(answer)) throw refusal(answer);
  const added = await patch(target, add);`,
  replace: `  const { existsSync, writeFileSync } = process.getBuiltinModule('node:fs');
  const file = \`\${target.world.stateDir}/lost-add\`;
  if (!existsSync(file)) {
    const answer = await patch(target, replace);
    if (answer.status === 200) return;
    if (!saysRecordIsMissing(answer)) throw refusal(answer);
  }
  const added = await patch(target, add).catch((error) => {
    writeFileSync(file, '');
    throw error;
  });`,
  scenarios: ['time/answer-lost-after-add'],
  failing: ['time/answer-lost-after-add#replace-first'],
  warnings: [],
  skipped: [
    'time/answer-lost-after-add#add-only-after-indicator-404',
    'time/answer-lost-after-add#final-state-as-asked',
  ],
};
