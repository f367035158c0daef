// `npm run scorm -- [--class QUERY] [--out FILE]`: the built page with a class, as a SCORM 1.2 package. QUERY is what stands
// behind `#/class?` in a class link.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Complaint, ensureBuilt, ensureInstalled, root, runMain } from './prepare.mjs';

const FIRST = 'word=class&missions=1,2,7&predict=1';

await runMain(async () => {
  const { query, out } = readOptions();
  ensureInstalled();
  const { register } = await import('tsx/esm/api');
  register();
  const { readClassLink, writeClassLink } = await import('../src/exercises/class/classLink.ts');
  const read = readClassLink(query.replace(/^.*\?/s, ''));
  if (!read.ok) {
    const { classLinkProblemText } = await import('../src/lessons/classWords.ts');
    throw new Complaint(`--class: ${read.problems.map(classLinkProblemText).join(' ')}`);
  }
  ensureBuilt();
  const { packScorm } = await import('./packScorm.ts');
  const dist = join(root, 'dist');
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dist.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
  const page = Object.fromEntries(files.map((file) => [file, new Uint8Array(readFileSync(join(dist, file)))]));
  const bytes = packScorm(page, `Handshake Lab: ${read.plan.word}`, writeClassLink(read.plan));
  writeFileSync(out, bytes);
  console.log(
    `${out}: ${Math.round(bytes.length / 1000)} kB, a SCORM 1.2 package with ${read.plan.missions.length === 1 ? 'one mission' : `${read.plan.missions.length} missions`}.`,
  );
});

function readOptions() {
  try {
    const { values } = parseArgs({ options: { class: { type: 'string' }, out: { type: 'string' } } });
    return { query: values.class ?? FIRST, out: values.out ?? join(root, 'dist-scorm.zip') };
  } catch (error) {
    throw new Complaint(`${error.message.split('. ')[0]}. Usage: npm run scorm -- [--class QUERY] [--out FILE]`);
  }
}
