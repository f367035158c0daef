// PEM blocks of a paste (RFC 7468): certificates go to the validator, of private keys nothing is kept, and in neither are
// words looked for.
import type { PastedCertificate } from './answer.ts';
import { lineIndex, type Paste } from './paste.ts';

const BEGIN = '-----BEGIN ';
const END = '-----END ';
const MOST_CERTIFICATES = 50;

export interface PemRanges {
  /** Places in the paste's text, the last not included. */
  readonly ranges: readonly (readonly [number, number])[];
  readonly certificates: readonly PastedCertificate[];
  readonly privateKeys: readonly number[];
}

export function pemRanges(paste: Paste): PemRanges {
  const { text } = paste;
  const ranges: (readonly [number, number])[] = [];
  const certificates: PastedCertificate[] = [];
  const privateKeys: number[] = [];
  const seen = new Set<string>();
  let end = 0;
  for (let at = text.indexOf(BEGIN); at >= 0; ) {
    const label = text.slice(at + BEGIN.length, at + BEGIN.length + 60).split('-----')[0] ?? '';
    const begun = at + BEGIN.length + label.length + 5;
    const next = text.indexOf(BEGIN, begun);
    // Looked for once, for no text may be gone through again and again.
    if (end >= 0 && end < begun) end = text.indexOf(END, begun);
    const isClosed = end >= 0 && (next < 0 || end < next);
    const last = isClosed ? end + END.length + label.length + 5 : next < 0 ? text.length : next;
    const line = paste.lines[lineIndex(paste, at)]?.number ?? 1;
    if (label.endsWith('PRIVATE KEY')) privateKeys.push(line);
    ranges.push([at, isClosed ? last : Math.min(last, unclosedEnd(text, begun))]);
    if (isClosed && label.endsWith('CERTIFICATE') && certificates.length < MOST_CERTIFICATES) {
      const body = text
        .slice(begun, Math.min(end, begun + 40_000))
        .replaceAll(/[^A-Za-z0-9+/=\n]/g, '')
        .replaceAll(/\n+/g, '\n')
        .trim();
      const pem = `${BEGIN}CERTIFICATE-----\n${body}\n${END}CERTIFICATE-----\n`;
      if (!seen.has(pem)) certificates.push({ line, pem });
      seen.add(pem);
    }
    at = next;
  }
  return { ranges, certificates, privateKeys };
}

/** Of a block that is cut off: the lines of base64 behind its head. */
function unclosedEnd(text: string, from: number): number {
  let at = from;
  for (let line = 0; line < 200; line++) {
    const said = text.slice(at + 1, at + 200);
    const end = said.indexOf('\n');
    const whole = (end < 0 ? said : said.slice(0, end)).trim();
    if (whole !== '' && !/^[A-Za-z0-9+/=]{1,120}$/.test(whole)) return at;
    if (end < 0) return Math.min(text.length, at + 200);
    at += end + 1;
  }
  return at;
}
