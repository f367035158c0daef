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
const FIRST_SCRIPT = '/src/main.tsx';
const PAGE = '/src/app/start.tsx';
const WORKER_SCRIPT = '/src/workers/lab.worker.ts';
const REACT = /\/node_modules\/(react|react-dom|scheduler)\//;

function chunkNames(root: string): (id: string, graph: Rolldown.ChunkingContext) => string | null {
  let names: Map<string, string | null> | null = null;
  return (id, graph) => {
    names ??= namesOf(root, graph);
    return names.get(id) ?? null;
  };
}

/**
 * What the page loads from its beginning comes in four chunks: the first script evaluates one after the other, and none takes
 * long. A worker has no document: what any of its tasks may need is apart from what only the page needs.
 */
function namesOf(root: string, graph: Rolldown.ChunkingContext): Map<string, string | null> {
  const names = new Map<string, string | null>(
    [...reached(graph, [root + FIRST_SCRIPT], 'static')].map((id) => [id, null]),
  );
  const engine = reached(
    graph,
    [WORKER_SCRIPT, ...ENGINE_CHUNKS.flatMap(({ of }) => of)].map((file) => root + file),
    'static',
  );
  const tasks = reached(graph, [root + WORKER_SCRIPT], 'all');
  for (const id of reached(graph, [root + PAGE], 'static')) {
    // Helpers of the bundler are needed by all.
    if (names.has(id) || id.startsWith('\0')) continue;
    if (REACT.test(id)) names.set(id, 'react');
    else if (engine.has(id)) names.set(id, 'model');
    else names.set(id, tasks.has(id) ? 'words' : 'page');
  }
  for (const { name, of } of ENGINE_CHUNKS)
    for (const id of reached(
      graph,
      of.map((file) => root + file),
      'static',
    ))
      if (!names.has(id)) names.set(id, name);
  return names;
}

/** The modules that these import, themselves included; `all` follows what is imported later, too. */
function reached(graph: Rolldown.ChunkingContext, from: readonly string[], imports: 'static' | 'all'): Set<string> {
  const found = new Set(from);
  for (const id of found) {
    const info = graph.getModuleInfo(id);
    for (const next of info?.importedIds ?? []) found.add(next);
    if (imports === 'all') for (const next of info?.dynamicallyImportedIds ?? []) found.add(next);
  }
  return found;
}

/** The worker of a page in one file (scripts/single.mjs): it runs the page's own script, from the text of its element. */
export function workerOfOneFile(): Plugin {
  return {
    name: 'handshake-lab:one-worker',
    enforce: 'pre',
    load(id) {
      if (!WORKER.test(id)) return null;
      return `const script = typeof document === 'undefined' ? null : document.getElementById('lab-script');
        const blob = new Blob([script?.textContent ?? ''], { type: 'text/javascript' });
        export default typeof document === 'undefined' ? '' : URL.createObjectURL(blob);`;
    },
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
