// Packs what one exports of a recording: keys, PKCS #12 and compression.
import { archiveOf, type RecordingArchive } from '../diagram/recordingArchive.ts';
import type { Recording } from '../lab/recording/recording.ts';
import { prepareRun } from '../lab/run/prepare.ts';
import type { TaskOf } from './protocol.ts';

/** `began` is told when all code is there. */
export async function pack(
  { recording, link, foreign }: TaskOf<'export'>,
  began: () => void,
): Promise<RecordingArchive> {
  const whole = JSON.parse(recording) as Recording;
  await prepareRun(whole.scenario);
  began();
  return archiveOf(whole, { link, foreign });
}
