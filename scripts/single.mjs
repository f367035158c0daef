// `npm run build:single`: the whole page as one file, dist-single/handshake-lab.html, which needs no server: scripts, styles,
// fonts, the recording of the first page and the worker's script stand in it. Browsers load no module from a file, so the
// script is a classic one.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Complaint, ensureInstalled, root, runMain } from './prepare.mjs';

const PARTS = 'node_modules/.cache/handshake-lab/single';
const NAME = 'handshake-lab.html';

await runMain(async () => {
  ensureInstalled();
  const { build } = await import('vite');
  try {
    await build({
      root,
      configFile: join(root, 'scripts/single.config.ts'),
      build: { outDir: PARTS, emptyOutDir: true },
    });
  } catch (error) {
    throw new Complaint(`The build failed: ${error.message}`);
  }
  const page = readFileSync(join(root, PARTS, NAME));
  const out = join(root, 'dist-single');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, NAME), page);
  const size = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
  console.log(`dist-single/${NAME}: ${size(page.length)}, ${size(gzipSync(page).length)} compressed`);
});
