// Builds the worker's script as part of the page, not as a build of its own (which is Vite's way): what the page and the
// worker both need is then one chunk, loaded once, and the page can do the worker's work where no worker starts.
import { basename, resolve } from 'node:path';
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
  // With the randomness that deals tasks: pages that deal them need no more of the engine.
  { name: 'certificates', of: ['/src/pki/path/validate.ts', '/src/crypto/random.ts'] },
  { name: 'engine', of: ['/src/lab/run/runPrepared.ts'] },
] as const;
const FIRST_SCRIPT = '/src/main.tsx';
const PAGE = '/src/app/start.tsx';
const WORKER_SCRIPT = '/src/workers/lab.worker.ts';
/** Lists all icons: what imports it, and by which names, says where each of them is needed. */
const ICONS = /\/node_modules\/lucide-react\/dist\/esm\/lucide-react\.m?js$/;
const ICON = /\/node_modules\/lucide-react\/dist\/esm\/icons\/[^/]+\.m?js$/;
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
  const page = reached(graph, [root + PAGE], 'static');
  const elsewhere = iconsOfOne(graph, page);
  for (const id of page) {
    // Helpers of the bundler are needed by all.
    if (names.has(id) || id.startsWith('\0') || elsewhere.has(id)) continue;
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

/** Icons that one module alone draws, and none of the page's: they come with it. Others would each be a file of their own. */
function iconsOfOne(graph: Rolldown.ChunkingContext, page: ReadonlySet<string>): Set<string> {
  const list = [...page].map((id) => graph.getModuleInfo(id)).find((info) => info !== null && ICONS.test(info.id));
  if (list?.code == null) throw new Error('The page imports no icons: are they listed elsewhere now?');
  const files = new Map<string, string>();
  for (const [, exported = '', file = ''] of list.code.matchAll(
    /export\s*\{([^}]*)\}\s*from\s*["']\.\/icons\/([^"']+)["']/g,
  ))
    for (const [, name = ''] of exported.matchAll(/\bas (\w+)/g)) files.set(name, file);
  const users = new Map<string, string[]>();
  for (const importer of list.importers) {
    const code = graph.getModuleInfo(importer)?.code ?? '';
    const [, imported = ''] = /import\s*\{([^}]*)\}\s*from\s*["']lucide-react["']/.exec(code) ?? [];
    for (const part of imported.split(',')) {
      const file = files.get(part.trim().split(/\s+/)[0] ?? '');
      if (file !== undefined) users.set(file, [...(users.get(file) ?? []), importer]);
    }
  }
  const isOfOne = (id: string) => {
    const [only, another] = users.get(basename(id)) ?? [];
    return only !== undefined && another === undefined && !page.has(only);
  };
  return new Set([...page].filter((id) => ICON.test(id) && isOfOne(id)));
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
