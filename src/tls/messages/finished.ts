// Finished, RFC 5246 7.4.9. Every suite spoken here has verify_data of 12 bytes.
import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import type { Finished } from './types.ts';

const VERIFY_DATA_LENGTH = 12;

export function readFinished(reader: Reader): Finished {
  return { type: 'Finished', verifyData: reader.take(VERIFY_DATA_LENGTH, 'finished.verifyData') };
}

export function writeFinished(writer: Writer, { verifyData }: Finished): void {
  if (verifyData.length !== VERIFY_DATA_LENGTH) {
    throw new RangeError(`finished.verifyData: ${verifyData.length} bytes, ${VERIFY_DATA_LENGTH} wanted`);
  }
  writer.put(verifyData, 'finished.verifyData');
}
