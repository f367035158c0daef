// What of the validation page outlives a reload of its tab: certificates, lists and options, as text. Private keys,
// passwords and what waits for one never become part of it.
import type { Part } from '../pki/validator/handedOver.ts';
import type { Entry } from '../pki/validator/question.ts';
import { DEFAULT_OPTIONS, type Source, type ValidationOptions, type ValidationState } from './validationState.ts';

export type Remembered = Pick<ValidationState, 'sources' | 'entries' | 'chosen' | 'options'>;

/** Longer texts are not kept: a tab's storage has about five million characters. */
const MAX_LENGTH = 3_000_000;

/** Null where there is nothing to keep, or too much. */
export function remember({ sources, entries, chosen, options }: Remembered): string | null {
  if (sources.length === 0 && options === DEFAULT_OPTIONS) return null;
  const kept = { version: VERSION, sources: sources.map(withoutKeys), entries, chosen, options };
  const text = JSON.stringify(kept, (_, value: unknown) =>
    value instanceof Uint8Array ? { [BYTES]: toBase64(value) } : value,
  );
  return text.length > MAX_LENGTH ? null : text;
}

/** Null where the text is not what `remember` of this version wrote. */
export function recall(text: string): Remembered | null {
  let value: unknown;
  try {
    value = JSON.parse(text, (_, found: unknown) =>
      isObject(found) && typeof found[BYTES] === 'string' ? fromBase64(found[BYTES]) : found,
    );
  } catch {
    return null;
  }
  if (!isObject(value) || value['version'] !== VERSION) return null;
  const { sources, entries, chosen, options } = value;
  const isWhole =
    Array.isArray(sources) &&
    sources.every((one) => isObject(one) && typeof one['id'] === 'number' && Array.isArray(one['parts'])) &&
    Array.isArray(entries) &&
    entries.every((one) => isObject(one) && one['der'] instanceof Uint8Array && typeof one['id'] === 'string') &&
    (chosen === null || typeof chosen === 'string') &&
    isObject(options);
  if (!isWhole) return null;
  return {
    sources: sources as Source[],
    entries: entries as Entry[],
    chosen,
    options: { ...DEFAULT_OPTIONS, ...(options as Partial<ValidationOptions>) },
  };
}

/** Raise it when the shape of what is kept changes. */
const VERSION = 1;
const BYTES = 'base64';

const withoutKeys = (source: Source): Source => ({
  ...source,
  privateKeys: 0,
  parts: source.parts.filter((part: Part) => part.kind !== 'key'),
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const octet of bytes) binary += String.fromCharCode(octet);
  return btoa(binary);
}

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
