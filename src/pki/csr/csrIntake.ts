// A certification request as somebody pastes it: found in the text, decoded, or said what is wrong and where. Private
// keys are recognised by their frame, and taken out of the text unread.

import { TAG } from '../../asn1/derTags.ts';
import { decodeBase64, isPrivateKeyLabel, type PemProblem, scanPem } from '../intake/pemScan.ts';
import { decodeRequest } from './csr.ts';

export type CsrProblem =
  | { readonly kind: 'empty' }
  /** No PEM, and no base64 of a request either. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'tooLarge'; readonly bytes: number; readonly limit: number }
  /** A block of something else. */
  | { readonly kind: 'other'; readonly label: string; readonly line: number }
  | { readonly kind: 'pem'; readonly problem: PemProblem }
  | {
      readonly kind: 'unreadable';
      /** Where its BEGIN line stands; null where there is none. */
      readonly line: number | null;
      readonly field: string;
      readonly byte: number;
      readonly problem: string;
    };

export type CsrIntake =
  | { readonly ok: true; readonly der: Uint8Array }
  | { readonly ok: false; readonly problem: CsrProblem };

const MAX_BLOCKS = 20;

/** Tools write the label with and without NEW (RFC 7468 7). */
const isRequest = (label: string): boolean => /^(NEW )?CERTIFICATE REQUEST$/.test(label);

export function takeCsr(text: string, limit: number): CsrIntake {
  const fail = (problem: CsrProblem): CsrIntake => ({ ok: false, problem });
  if (text.trim() === '') return fail({ kind: 'empty' });
  const { blocks, problems } = scanPem(text, MAX_BLOCKS);
  const block = blocks.find(({ label }) => isRequest(label));
  const broken = problems.find((each) => !('label' in each) || isRequest(each.label)) ?? problems[0];
  if (block === undefined && broken !== undefined) return fail({ kind: 'pem', problem: broken });
  const other = blocks.find(({ label }) => !isPrivateKeyLabel(label));
  if (block === undefined && other !== undefined) return fail({ kind: 'other', label: other.label, line: other.line });
  const bare = block === undefined ? decodeBase64(text) : block.der;
  if (!(bare instanceof Uint8Array) || bare.length === 0) return fail({ kind: 'nothing' });
  if (bare.length > limit) return fail({ kind: 'tooLarge', bytes: bare.length, limit });
  const decoded = decodeRequest(bare);
  if (decoded.ok) return { ok: true, der: bare };
  if (block === undefined && bare[0] !== TAG.sequence) return fail({ kind: 'nothing' });
  const { field, offset, problem } = decoded.error;
  return fail({ kind: 'unreadable', line: block?.line ?? null, field, byte: offset, problem });
}

/** The text without private keys, from their BEGIN line to their END line or, where that is missing, to the end. */
export function withoutPrivateKeys(text: string): { readonly text: string; readonly keys: number } {
  let keys = 0;
  const rest = text.replace(PRIVATE_KEY, () => {
    keys++;
    return '';
  });
  return { text: keys === 0 ? text : rest, keys };
}

const PRIVATE_KEY =
  /-----BEGIN ([A-Z0-9 ]{0,40}PRIVATE KEY)-----(?:(?!-----END \1-----)[\s\S])*(?:-----END \1-----\r?\n?)?/g;
