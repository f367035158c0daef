// Packs the built page as a SCORM 1.2 package: its files, a start page that leads to the class, and the manifest at the top.
import { strToU8, type Zippable, zipSync } from 'fflate';
import { SCORM_MANIFEST, scormManifest, startPage, startScript } from './scormManifest.ts';

export const SCORM_START = 'start.html';

/** `page`: the files of the build by their path. The same files give the same package. */
export function packScorm(page: Readonly<Record<string, Uint8Array>>, title: string, query: string): Uint8Array {
  const content = { ...page, [SCORM_START]: strToU8(startPage), 'start.js': strToU8(startScript(query)) };
  const manifest = scormManifest({ title, start: SCORM_START, files: Object.keys(content) });
  const entries: Zippable = {};
  for (const [name, bytes] of Object.entries({ [SCORM_MANIFEST]: strToU8(manifest), ...content }))
    entries[name] = [bytes, { mtime: MTIME }];
  return zipSync(entries, { level: 9 });
}

/** A zip holds local time without a zone. */
const MTIME = '2026-11-23T12:00:00';
