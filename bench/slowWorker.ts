// DevTools slows a page's own thread only. To slow the engine as much, its script is served with a preamble that makes
// every answer take `factor` times as long: it leaves only after so much more work would have been done.
import { cp, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Copies the built page and slows the worker in the copy. Returns the copy's folder. */
export async function withSlowWorker(dist: string, factor: number): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'handshake-lab-bench-'));
  await cp(dist, copy, { recursive: true });
  const assets = join(copy, 'assets');
  const scripts = (await readdir(assets)).filter((name) => /^(lab|engine)\.worker[^/]*\.js$/.test(name));
  const [script] = scripts;
  if (script === undefined || scripts.length > 1) throw new Error(`${scripts.length} worker scripts in dist/assets`);
  const path = join(assets, script);
  await writeFile(path, `${preamble(factor)}\n${await readFile(path, 'utf8')}`);
  return copy;
}

/** Answers come after their message's handler has returned. Work on one message does not count for the next one too. */
function preamble(factor: number): string {
  return `(() => {
  const listen = self.addEventListener.bind(self);
  const post = self.postMessage.bind(self);
  const arrivals = new Map();
  let answered = 0;
  self.addEventListener = (type, handler) => listen(type, (event) => {
    arrivals.set(event.data?.id, performance.now());
    handler(event);
  });
  self.postMessage = (...answer) => {
    const arrival = answer[0]?.began ? undefined : arrivals.get(answer[0]?.id);
    if (arrival !== undefined) {
      const now = performance.now();
      const end = now + ${factor - 1} * (now - Math.max(arrival, answered));
      arrivals.delete(answer[0]?.id);
      while (performance.now() < end);
      answered = performance.now();
    }
    post(...answer);
  };
})();`;
}
