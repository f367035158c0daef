// Edits as text of a link: JSON, compressed (DEFLATE, RFC 1951), base64url (RFC 4648 5). Loaded where edits are.
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import type { Edits } from '../lab/scenario/edits.ts';
import { EditsError, readEdits } from '../lab/scenario/readEdits.ts';

export function encodeEdits(edits: Edits): string {
  const packed = deflateSync(strToU8(JSON.stringify(edits)), { level: 9 });
  const text = btoa(String.fromCharCode(...packed));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The edits, or what is wrong with the text. */
export function decodeEdits(text: string): Edits | EditsError {
  if (text.length > MOST_TEXT) return new EditsError('', `at most ${MOST_TEXT} characters`);
  if (!/^[\w-]+$/.test(text)) return new EditsError('', 'letters, digits, - and _ (base64url)');
  let json: unknown;
  try {
    const packed = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    json = JSON.parse(strFromU8(inflateSync(packed)));
  } catch {
    return new EditsError('', 'compressed JSON, whole as it was copied');
  }
  try {
    return readEdits(json);
  } catch (error) {
    if (error instanceof EditsError) return error;
    throw error;
  }
}

/** DEFLATE grows at most a thousandfold: what unpacks from this is bounded too. */
const MOST_TEXT = 20_000;
