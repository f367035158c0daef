// Which files hold unit tests, and which of them ask something outside: other programs, Node's own TLS, the real clock.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Whoever asks outside comes through here; src/testing/outside.test.ts holds that. */
const DOOR = 'src/testing/outside.ts';

/** Hundreds of scenarios, or of whole connections, each: `quick` leaves them out. */
const SWEEPS = [
  'src/lab/scenario/keyKinds.test.ts',
  'src/lab/faults/wireFaults.test.ts',
  'src/lab/files/recordingFile.test.ts',
  'src/lab/faults/faults.test.ts',
  'src/lab/faults/faults13.test.ts',
  'src/lab/run/resumption.test.ts',
  'src/tls/hostile.test.ts',
  'src/tls/carriage.test.ts',
  'src/pki/hostile.test.ts',
  'src/pki/path/policyTree.test.ts',
  'src/tls/tls13/hostile13.test.ts',
  'src/lab/run/recordings.hash.test.ts',
  'src/lab/run/secondOpinion.test.ts',
  'src/lab/recording/recording.test.ts',
  'src/lab/recording/align.test.ts',
  'src/lessons/recordings.test.ts',
  'src/lessons/refusals.test.ts',
  'src/app/link.test.ts',
  'src/ui/export/rehearse.test.ts',
];

/** Half of the time, in the order in which they begin, so that all processors are busy to the end. */
export const LONGEST = [
  'src/cli/opensslCatalogue.test.ts',
  'src/cli/reproduce.test.ts',
  'src/cli/opensslCombinations.test.ts',
  'src/lab/faults/wireFaults.test.ts',
  'src/cli/bundle.test.ts',
  'src/cli/printedCommands.test.ts',
  'src/pki/differential.test.ts',
  'src/cli/cli.test.ts',
  'src/pki/forms.test.ts',
  'src/lab/scenario/edits.test.ts',
  'src/diagram/recordingArchive.test.ts',
  'src/lab/run/recordings.hash.test.ts',
  'src/lab/world/editedChains.test.ts',
  'src/cli/listen.test.ts',
  'src/crypto/pkcs12Read.test.ts',
  'src/cli/listenLoad.test.ts',
];

/**
 * Paths in the project: `all`; `outside`, those that reach the door by their imports; `quick`, of the others those that are
 * no sweeps. Every path in quotes counts for an import: one too many does no harm, and each import names its file, as the
 * layer test demands.
 */
export function testFiles() {
  const files = ['src', 'bench', 'scripts', 'stacks'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
      .filter((path) => /\.(ts|tsx|mjs)$/.test(path)),
  );
  const importers = new Map();
  for (const path of files) {
    for (const [, target] of readFileSync(join(ROOT, path), 'utf8').matchAll(/['"](\.\.?\/[^'"\n]+)['"]/g)) {
      const imported = posix.join(posix.dirname(path), target);
      importers.set(imported, [...(importers.get(imported) ?? []), path]);
    }
  }
  const reach = new Set([DOOR]);
  for (const path of reach) for (const importer of importers.get(path) ?? []) reach.add(importer);
  const tests = files.filter((path) => /\.test\.tsx?$/.test(path)).sort();
  const outside = tests.filter((path) => reach.has(path));
  return { all: tests, outside, quick: tests.filter((path) => !reach.has(path) && !SWEEPS.includes(path)) };
}
