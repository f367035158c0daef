// Everything that one can take away of a recording: single files, and all of them in one archive.

import { activeFaults } from '../lab/faults/catalogue.ts';
import { credentialFiles, recordedFiles } from '../lab/files/exportFiles.ts';
import { type Reproduction, reproduce } from '../lab/files/reproduce.ts';
import { ARCHIVE, type Files, zip } from '../lab/files/zip.ts';
import type { Recording } from '../lab/recording/recording.ts';
import { readmeText } from '../lessons/export.ts';
import { storyFor } from '../lessons/story.ts';
import { posterSvg } from './poster.ts';

export interface RecordingArchive {
  readonly files: Files;
  readonly zip: Uint8Array;
  readonly reproduction: Reproduction | null;
}

/** Packs the archive for the page; `link` shows the recording again. */
export interface Exporter {
  pack(recording: Recording, link: string, foreign: boolean): Promise<RecordingArchive>;
}

/** `foreign`: the recording was opened from a file, so that nothing is made again from its scenario. */
export function archiveOf(
  recording: Recording,
  about: { readonly link: string | null; readonly foreign: boolean },
): RecordingArchive {
  const { scenario } = recording;
  const reproduction = about.foreign ? null : reproduce(recording);
  const files: Files = {
    ...recordedFiles(recording),
    'diagram.svg': posterSvg(recording, about.link),
    ...(about.foreign ? {} : credentialFiles(recording)),
  };
  const readme = readmeText({
    scenario,
    title: storyFor(scenario, recording, activeFaults(scenario)).title,
    files: ['README.txt', ...Object.keys(files)],
    reproduction,
    link: about.link,
  });
  return { files, zip: zip(ARCHIVE, { 'README.txt': readme, ...files }), reproduction };
}
