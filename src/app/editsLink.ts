// The way to the codec of edits, which most links don't need: it is loaded with the first edits that come along.
import type { Edits } from '../lab/scenario/edits.ts';

type Codec = typeof import('./editsCodec.ts');
let codec: Codec | null = null;
let loading: Promise<void> | null = null;

export function loadEditsCodec(): Promise<void> {
  loading ??= import('./editsCodec.ts').then(
    (module) => {
      codec = module;
    },
    (error: unknown) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}

/** Whether this hash or scenario can be read or written at once. */
export const codecIsReady = (): boolean => codec !== null;

/** What is hidden may be edits. */
export const holdsEdits = (hash: string): boolean => /(^#?|&)(edits|hidden)=/.test(hash);

/** What an `edits=` part should be, where it can't be used. */
export interface UnreadEdits {
  readonly expected: string;
}

export function readEditsPart(text: string): Edits | UnreadEdits {
  if (codec === null) return { expected: 'read by a part of the page that could not be loaded' };
  const edits = codec.decodeEdits(text);
  if (!(edits instanceof Error)) return edits;
  return { expected: edits.path === '' ? edits.expected : `${edits.path}: ${edits.expected}` };
}

/** Null where the codec is not there yet. */
export const writeEditsPart = (edits: Edits): string | null => codec?.encodeEdits(edits) ?? null;
