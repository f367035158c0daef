// Packs what one takes away, in a worker of its own: keys, PKCS #12 and compression would hold up the page.
import { archiveOf } from '../diagram/recordingArchive.ts';
import type { Recording } from '../lab/recording/recording.ts';
import { prepare } from '../lab/run/prepare.ts';
import type { PackReply, PackRequest } from './export.client.ts';

addEventListener('message', ({ data }: MessageEvent<PackRequest>) => void reply(data).then(postMessage));

async function reply({ id, recording, link, foreign }: PackRequest): Promise<PackReply> {
  try {
    const whole = JSON.parse(recording) as Recording;
    await prepare(whole.scenario);
    return { id, parcel: archiveOf(whole, { link, foreign }) };
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) };
  }
}
