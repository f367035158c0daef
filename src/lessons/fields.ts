// The words for every field that a codec records a span for.
import { PKI_WORDS } from './fields/pki.ts';
import { TLS_WORDS } from './fields/tls.ts';
import { capital } from './phrases.ts';
import { tls13Words } from './tls13Words.ts';
import type { FieldWords } from './types.ts';

export function fieldWords(field: string): FieldWords {
  return KNOWN[field] ?? tls13Words()?.FIELDS_13[field] ?? (field.endsWith('.length') ? LENGTH : unknown(field));
}

/** Whether this field has words of its own. */
export const hasWords = (field: string): boolean =>
  field in KNOWN || field in (tls13Words()?.FIELDS_13 ?? {}) || field.endsWith('.length');

const KNOWN: Readonly<Record<string, FieldWords>> = { ...PKI_WORDS, ...TLS_WORDS };

const LENGTH: FieldWords = { name: 'Length', plain: 'How many bytes follow that belong to this field.' };

/** `data.innerPart` becomes `Inner part`. */
function unknown(field: string): FieldWords {
  const last = field.split('.').at(-1) ?? field;
  const words = last
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return { name: capital(words), plain: null };
}
