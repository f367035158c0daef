// Builds the worker's script as part of the page, not as a build of its own (which is Vite's way): what the page and the
// worker both need is then one chunk, loaded once, and the page can do the worker's work where no worker starts.
import type { Plugin } from 'vite';

const WORKER = /^(.*\.worker\.ts)\?worker&url$/;
const PRELOAD_HELPER = '\0vite/preload-helper.js';
const PRELOAD = /function\s*\w*\(baseModule, deps, importerUrl\) \{/;

export function workerInPage(): Plugin {
  let isSsr = false;
  return {
    name: 'handshake-lab:worker',
    enforce: 'pre',
    apply: 'build',
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
        // A worker has no document to which links could be added: it imports, and no more.
        return code.replace(PRELOAD, (head) => `${head} if (typeof document === 'undefined') return baseModule();`);
      },
    },
  };
}
