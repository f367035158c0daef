import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { LONGEST, testFiles } from './scripts/testFiles.mjs';

const files = testFiles();
/** Which of them scripts/test.mjs wants: `outside` or `quick`. */
const chosen = { outside: files.outside, quick: files.quick }[process.env['HANDSHAKE_LAB_TESTS'] ?? ''] ?? files.all;

const isOtherDay = process.env['HANDSHAKE_LAB_OTHER_DAY'] !== undefined;

/** Files that want that something has not been loaded yet, or that change what all of a process have. */
const needsOwnProcess = (path: string): boolean =>
  (path.startsWith('src/cli/') && !files.outside.includes(path)) ||
  /^(src\/testing|scripts|bench)\/|crypto\/(keyAgreement|forge\/bigInteger)|pki\/(publicSuffixes|x509\/signature)|lab\/run\/secondOpinion|lessons\/tls13Words/.test(
    path,
  );

/** The longest first; those with a process of their own last, for they are short. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification): number => {
      const place = LONGEST.findIndex((path) => moduleId === join(import.meta.dirname, path));
      if (place >= 0) return place;
      return LONGEST.length + Number(project.name === 'alone');
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    environment: 'node',
    setupFiles: ['src/testing/propertySeed.ts'],
    // Vitest leaves a processor to itself, which is half of a small machine. What asks outside waits at times.
    maxWorkers: isOtherDay ? availableParallelism() + 1 : availableParallelism(),
    // Against hanging alone: RSA with 2048 bits and programs outside take their time on a busy machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    projects: [
      { extends: true, test: { name: 'alone', include: chosen.filter(needsOwnProcess) } },
      // To load the engine once more for each file takes as long as half of these tests.
      {
        extends: true,
        test: { name: 'together', include: chosen.filter((path) => !needsOwnProcess(path)), isolate: false },
      },
    ],
  },
});
