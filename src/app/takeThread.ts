// Packs what one takes away, in a worker of its own: keys, PKCS #12 and compression would hold up the page.
import { parcelOf } from '../diagram/parcel.ts';
import type { Recording } from '../lab/recording.ts';
import type { PackReply, PackRequest } from './takeDesk.ts';

addEventListener('message', ({ data }: MessageEvent<PackRequest>) => postMessage(reply(data)));

function reply({ id, recording, link, foreign }: PackRequest): PackReply {
  try {
    return { id, parcel: parcelOf(JSON.parse(recording) as Recording, { link, foreign }) };
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) };
  }
}
