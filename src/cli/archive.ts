// `simulate --zip`: everything that one can take away of a scenario, in one archive.
import { diagramSvg } from '../diagram/exportSvg.ts';
import type { Recording } from '../lab/recording.ts';
import { reproduce } from '../lab/reproduce.ts';
import { credentialFiles, PKCS12_PASSWORD, recordedFiles } from '../lab/takeAway.ts';
import { ARCHIVE, zip } from '../lab/zip.ts';
import { storyFor } from '../lessons/story.ts';
import { readmeText } from '../lessons/takeAway.ts';

export function archive(recording: Recording): Uint8Array {
  const { scenario } = recording;
  const files = { ...recordedFiles(recording), 'diagram.svg': diagramSvg(recording), ...credentialFiles(recording) };
  const readme = readmeText({
    scenario,
    title: storyFor(scenario, recording).title,
    files: ['README.txt', ...Object.keys(files)],
    reproduction: reproduce(recording),
    password: PKCS12_PASSWORD,
    link: null,
  });
  return zip(ARCHIVE, { 'README.txt': readme, ...files });
}
