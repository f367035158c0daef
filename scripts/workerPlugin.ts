// Builds the worker's script as part of the page, not as a build of its own (which is Vite's way): what the page and the
// worker both need is then one chunk, loaded once, and the page can do the worker's work where no worker starts.
import { resolve } from 'node:path';
import { normalizePath, type Plugin, type Rolldown } from 'vite';

const WORKER = /^(.*\.worker\.ts)\?worker&url$/;
const PRELOAD_HELPER = '\0vite/preload-helper.js';
const PRELOAD = /function\s*\w*\(baseModule, deps, importerUrl\) \{/;

/** A worker has no document to which links could be added: it imports at once what the module will import in turn. */
const IN_WORKER = `if (typeof document === 'undefined') {
  for (const dep of deps ?? []) import(/* @vite-ignore */ assetsURL(dep, importerUrl)).catch(() => {});
  return baseModule();
}`;

/**
 * Chunks of the engine, few and large, so that it comes in one round trip: all that a module stands on, but for what the page
 * needs from its beginning and what an earlier one of these has.
 */
const ENGINE_CHUNKS = [
  { name: 'certificates', of: ['/src/pki/path/validate.ts'] },
  { name: 'engine', of: ['/src/lab/run/runPrepared.ts'] },
] as const;
const PAGE = ['/src/main.tsx', '/src/app/start.tsx'];

function chunkNames(root: string): (id: string, graph: Rolldown.ChunkingContext) => string | null {
  let names: Map<string, string | null> | null = null;
  const find = (graph: Rolldown.ChunkingContext): Map<string, string | null> => {
    const found = new Map<string, string | null>();
    const visit = (ids: readonly string[], name: string | null) => {
      for (const id of ids) {
        if (found.has(id)) continue;
        found.set(id, name);
        visit(graph.getModuleInfo(id)?.importedIds ?? [], name);
      }
    };
    visit(
      PAGE.map((file) => root + file),
      null,
    );
    for (const { name, of } of ENGINE_CHUNKS)
      visit(
        of.map((file) => root + file),
        name,
      );
    return found;
  };
  return (id, graph) => {
    names ??= find(graph);
    return names.get(id) ?? null;
  };
}

export function workerInPage(): Plugin {
  let isSsr = false;
  return {
    name: 'handshake-lab:worker',
    enforce: 'pre',
    apply: 'build',
    config({ root, build }) {
      if (build?.ssr) return {};
      const group = { name: chunkNames(normalizePath(resolve(root ?? ''))), includeDependenciesRecursively: false };
      return { build: { rolldownOptions: { output: { codeSplitting: { groups: [group] } } } } };
    },
    configResolved(config) {
      isSsr = Boolean(config.build.ssr);
    },
    load(id) {
      const file = WORKER.exec(id)?.[1];
      if (file === undefined) return null;
      if (isSsr) return 'export default "";';
      const chunk = this.emitFile({ type: 'chunk', id: file, name: 'lab.worker' });
      return `export default import.meta.ROLLUP_FILE_URL_${chunk};`;
    },
    transform: {
      order: 'post',
      handler(code, id) {
        if (id !== PRELOAD_HELPER) return null;
        if (!PRELOAD.test(code)) this.error('Vite preloads in another way: how do its workers import?');
        return code.replace(PRELOAD, (head) => `${head} ${IN_WORKER}`);
      },
    },
  };
}
