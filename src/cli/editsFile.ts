// The file of edits that `simulate --edits` reads: JSON, as in the part `edits` of a link before it is compressed.
import type { Edits } from '../lab/scenario/edits.ts';
import { EditsError, readEdits } from '../lab/scenario/readEdits.ts';
import { MAX_SETTINGS_BYTES, readText } from './files.ts';
import { UsageError } from './usage.ts';

export function readEditsFile(command: string, path: string): Edits {
  const text = readText(command, path, MAX_SETTINGS_BYTES);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UsageError(`${command}: --edits ${path}: is no JSON`);
  }
  try {
    return readEdits(json);
  } catch (error) {
    if (error instanceof EditsError) throw new UsageError(`${command}: --edits ${path}: ${error.message}`);
    throw error;
  }
}
