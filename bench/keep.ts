// Built copies of a version: the engine for `bench --against`, and the page for `bench:web --against`.
import { cp } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from '../scripts/prepare.mjs';
import type { KeptEngine } from './engine.ts';

const ENGINE = 'engine.mjs';

/** Writes engine.mjs, and the built page as it lies in dist/, to a folder. */
export async function keepBuild(folder: string): Promise<void> {
  await buildEngine(folder);
  await cp(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
}

/** One file with all that it needs, optimised as the page is, so that versions compare like with like. */
export async function buildEngine(folder: string): Promise<void> {
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: 'bench/engine.ts',
      target: 'node20',
      outDir: isAbsolute(folder) ? folder : resolve(folder),
      emptyOutDir: true,
      minify: true,
      reportCompressedSize: false,
      rolldownOptions: { output: { entryFileNames: ENGINE, codeSplitting: false } },
    },
  });
}

export async function loadEngine(folder: string): Promise<KeptEngine> {
  const { engine } = (await import(pathToFileURL(resolve(folder, ENGINE)).href)) as { engine: KeptEngine };
  await engine.prepareAll();
  return engine;
}
