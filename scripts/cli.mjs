// `npm run -s cli -- COMMAND …`: the command line from its sources, in this very process, which starts fastest.
import { ensureInstalled, runMain } from './prepare.mjs';

await runMain(async () => {
  ensureInstalled({ quiet: true });
  const { register } = await import('tsx/esm/api');
  register();
  await import('../src/cli/main.ts');
});
