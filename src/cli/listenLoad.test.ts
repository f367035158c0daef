// `listen` under load: many clients, one after another and at the same time, in a heap that has no room for leftovers.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, expect, it } from 'vitest';
import { builtCommandLine } from '../testing/builtCommandLine.ts';
import { pkiFolder } from '../testing/commandLine.ts';
import { isOtherDay } from '../testing/otherDay.ts';
import { startOutside } from '../testing/outside.ts';
import { pageAsAlice } from '../testing/tlsPage.ts';

const folder = pkiFolder();
afterAll(() => folder.remove());

/** Of the old generation, in MB. What one connection leaves on its way is a few hundred kB: 200 would not fit. */
const HEAP = 64;
const ONE_AFTER_ANOTHER = isOtherDay ? 2 : 200;
const AT_A_TIME = isOtherDay ? 2 : 20;

const page = (port: number): Promise<string> => pageAsAlice(port, folder);

it('serves many clients, one after another and at a time, and keeps nothing of them', async () => {
  const child = startOutside(
    'node',
    [`--max-old-space-size=${HEAP}`, builtCommandLine(), 'listen', '--mode', 'mutual', '--pki', folder.file('')],
    { stdin: 'none' },
  );
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  const [first] = await once(reader, 'line');
  const { listening: port } = JSON.parse(first);
  reader.on('line', (line) => lines.push(line));

  for (let i = 0; i < ONE_AFTER_ANOTHER; i++) expect(await page(port)).toContain('you are alice');
  const pages = await Promise.all(Array.from({ length: AT_A_TIME }, () => page(port)));
  for (const text of pages) expect(text).toContain('you are alice');

  const ended = once(child, 'close');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(errors).toBe('');
  const outcomes = lines.map((line) => JSON.parse(line).outcome.server);
  expect(outcomes).toEqual(Array(ONE_AFTER_ANOTHER + AT_A_TIME).fill({ state: 'closed', error: null }));
});
