// `npm run build`: the page into dist/, the command line into dist-cli/. `--page-only` leaves out the latter.
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { Complaint, ensureInstalled, root, runMain } from './prepare.mjs';

await runMain(async () => {
  ensureInstalled();
  const { build } = await import('vite');
  try {
    await build({ root });
    if (!process.argv.includes('--page-only')) await buildCli(build);
  } catch (error) {
    // Vite has already shown where; the message says what.
    throw new Complaint(`The build failed: ${error.message}`);
  }
});

/** One file that needs Node and nothing else. */
async function buildCli(build) {
  await build({
    root,
    configFile: false,
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: 'src/cli/main.ts',
      target: 'node20',
      outDir: 'dist-cli',
      emptyOutDir: true,
      reportCompressedSize: false,
      rolldownOptions: {
        output: { entryFileNames: 'handshake-lab.mjs', codeSplitting: false, banner: '#!/usr/bin/env node' },
      },
    },
  });
  chmodSync(join(root, 'dist-cli/handshake-lab.mjs'), 0o755);
}
