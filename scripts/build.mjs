// `npm run build`: the page into dist/, the command line into dist-cli/. `--page-only` leaves out the latter,
// `--command-line FOLDER` makes it alone, and there.
import { chmodSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Complaint, ensureInstalled, root, runMain } from './prepare.mjs';
import { writeServiceWorker } from './serviceWorkerFile.mjs';

await runMain(async () => {
  const { values } = parseArgs({ options: { 'page-only': { type: 'boolean' }, 'command-line': { type: 'string' } } });
  ensureInstalled();
  const { build } = await import('vite');
  const alone = values['command-line'];
  try {
    if (alone === undefined) {
      await build({ root });
      writeServiceWorker(join(root, 'dist'));
    }
    if (!values['page-only']) await buildCli(build, resolve(root, alone ?? 'dist-cli'));
  } catch (error) {
    // Vite has already shown where; the message says what.
    throw new Complaint(`The build failed: ${error.message}`);
  }
});

/** One file that needs Node and nothing else. */
async function buildCli(build, outDir) {
  await build({
    root,
    configFile: false,
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: 'src/cli/main.ts',
      target: 'node20',
      outDir,
      emptyOutDir: true,
      reportCompressedSize: false,
      rolldownOptions: {
        output: { entryFileNames: 'handshake-lab.mjs', codeSplitting: false, banner: '#!/usr/bin/env node' },
      },
    },
  });
  chmodSync(join(outDir, 'handshake-lab.mjs'), 0o755);
}
