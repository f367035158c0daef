// What a record that stays closed is likely to be, by its size. TLS 1.3 without padding adds 17 bytes to what is inside: the
// content type, and a tag of 16 (RFC 9846 5.2). This is inference, and is told as such.
import { HASH_LENGTH } from '../../crypto/hash.ts';
import { TLS_1_3 } from '../../tls/codePoints/versions.ts';
import { CONTENT_TYPES } from '../../tls/record/record.ts';
import type { CapturedRow } from '../tls/captured.ts';
import type { Conversation } from '../tls/conversation.ts';
import { sealingSuite } from '../tls/sealingSuites.ts';

/** The name of a message, or null where the size says nothing. */
export function unreadAs(row: CapturedRow, conversation: Conversation, from: 'client' | 'server'): string | null {
  if (row.code !== CONTENT_TYPES.application_data) return null;
  const { version, suite } = conversation;
  if (version === null || version < TLS_1_3 || suite === null) return null;
  const sealing = sealingSuite(suite);
  if (sealing === null) return null;
  const inside = row.length - (sealing.cipher === 'ccm8' ? 9 : 17);
  if (inside === 2) return 'Alert';
  if (inside === 4 + HASH_LENGTH[sealing.hash]) return 'Finished';
  // Its context is empty, and so is its list.
  if (inside === 8 && from === 'client') return 'Certificate without certificates';
  return null;
}
