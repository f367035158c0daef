// From a pasted text to what happened: who refused whom, what was said, and which faults can be behind it.

import type { UnderstoodPart, WhyAnswer, WhyMessage, WhyOptions } from './answer.ts';
import { causesOf } from './causes.ts';
import { type CertificatesInText, certificatesInText } from './certificateEvidence.ts';
import type { CorpusIndex } from './corpusIndex.ts';
import { codesIn, type FoundMessage, keyOf, messagesOf } from './messages.ts';
import { lineText, type Paste, pasteProblem, readPaste } from './paste.ts';
import { pemRanges } from './pemRanges.ts';
import { programNamed } from './programs.ts';
import { scan } from './scan.ts';
import { judged } from './side.ts';

/** Messages of one paste; what comes behind is counted with the others, if it is the same. */
const MOST_MESSAGES = 200;
const MOST_TEXT = 400;

export function explain(text: string, index: CorpusIndex, options: WhyOptions = {}): WhyAnswer {
  const problem = pasteProblem(text);
  if (problem !== null) return { ok: false, problem };
  const paste = readPaste(text);
  const pem = pemRanges(paste);
  const found = messagesOf(paste, scan(paste, pem.ranges)).slice(0, MOST_MESSAGES);
  const certificates = certificatesInText(pem.certificates, paste.text, options.now ?? null);
  const messages = found.map((message, at) =>
    messageOf(paste, message, neighbours(found, at), certificates, index, options),
  );
  return {
    ok: true,
    messages,
    certificates: pem.certificates,
    privateKeys: pem.privateKeys,
    lines: (paste.lines.at(-1)?.number ?? 1) - (text.endsWith('\n') ? 1 : 0),
    understood: found.flatMap((message, at) => partsOf(paste, message, at)),
  };
}

/** The lines between which a message may be looked for: those of the messages before and behind. */
const neighbours = (found: readonly FoundMessage[], at: number): readonly [number, number] => [
  found[at - 1]?.lastLine ?? -1,
  found[at + 1]?.firstLine ?? Number.MAX_SAFE_INTEGER,
];

function messageOf(
  paste: Paste,
  found: FoundMessage,
  between: readonly [number, number],
  certificates: CertificatesInText,
  index: CorpusIndex,
  options: WhyOptions,
): WhyMessage {
  const given = options.program === undefined ? found.program : programNamed(options.program);
  const near = windowOf(paste, found, between);
  const asked = { ...found, program: given, role: options.role ?? found.role };
  const { side, sideMeasured, role, texts, opposite } = judged(asked, near, index, options);
  const refuser =
    side === 'unknown' || role === null ? null : side === 'self' ? role : role === 'client' ? 'server' : 'client';
  const protocol = options.protocol ?? protocolIn(near);
  const causes = causesOf(
    { ...asked, side, role },
    { texts, opposite, refuser, protocol, version: options.version ?? null, near, certificates },
    index,
  );
  const codes = codesIn(keyOf(found.signs)).map((code) => code.replace(/[<>]$/, ''));
  const telling = tellingSign(found);
  return {
    text: shown(paste, telling?.line ?? found.firstLine),
    line: paste.lines[found.firstLine]?.number ?? 1,
    lastLine: paste.lines[found.lastLine]?.number ?? 1,
    count: found.count,
    program: given,
    version: options.version ?? versionIn(near, given),
    side,
    sideMeasured,
    role,
    refuser,
    protocol,
    alert: found.alert,
    code: telling?.code ?? null,
    codes,
    meanings: found.meanings,
    causes,
  };
}

/** Of the first meaning, or the alert. */
const tellingSign = ({ signs, meanings }: FoundMessage) =>
  signs.find(({ slot, means }) => slot !== 'program' && means === meanings[0]) ??
  signs.find(({ slot }) => slot !== 'program');

function shown(paste: Paste, line: number): string {
  let text = '';
  for (const letter of lineText(paste, line).slice(0, 2 * MOST_TEXT))
    text += letter < ' ' && letter !== '\t' ? '' : letter;
  return text.trim().slice(0, MOST_TEXT);
}

/** Lines around a message that may belong to it, but to no other. */
const AROUND = 2;
const MOST_WINDOW = 20_000;

function windowOf(
  paste: Paste,
  { firstLine, lastLine }: FoundMessage,
  [before, behind]: readonly [number, number],
): string {
  const first = Math.max(0, before + 1, firstLine - AROUND);
  const last = Math.min(paste.lines.length - 1, behind - 1, lastLine + AROUND);
  const from = paste.lines[Math.min(first, firstLine)]?.at ?? 0;
  const to = paste.lines[Math.max(last, lastLine) + 1]?.at ?? paste.text.length;
  return paste.text.slice(from, Math.min(to, from + MOST_WINDOW));
}

function protocolIn(near: string): WhyMessage['protocol'] {
  const found = /\bTLS ?v?1[._]([23])\b/.exec(near.slice(0, MOST_WINDOW));
  return found === null ? null : found[1] === '3' ? 'tls1.3' : 'tls1.2';
}

/** `OpenSSL/3.0.19`, `nginx/1.22.1`, `Node.js v20.20.2`, `java version "17.0.15"` */
function versionIn(near: string, program: string | null): string | null {
  const found = program === null ? null : VERSIONS[program]?.exec(near);
  return found?.[1] ?? null;
}
const VERSIONS: Readonly<Record<string, RegExp>> = {
  curl: /\bcurl[/ ](\d+\.\d+(?:\.\d+)?)/i,
  openssl: /\bOpenSSL[/ ](\d+\.\d+\.\d+[a-z]?)/,
  node: /\bNode(?:\.js)?[/ ]v?(\d+\.\d+\.\d+)/i,
  nginx: /\bnginx[/ ](\d+\.\d+\.\d+)/,
  apache: /\bApache\/(\d+\.\d+\.\d+)/,
  java: /\b(?:java version|openjdk version|java\.base@|OpenJDK) ?"?(\d+(?:\.\d+){0,3})/i,
  go: /\bgo(\d+\.\d+(?:\.\d+)?)\b/,
  python: /\bPython[/ ](\d+\.\d+(?:\.\d+)?)/i,
};

const partsOf = (paste: Paste, { signs }: FoundMessage, message: number): UnderstoodPart[] =>
  signs
    .filter(({ slot }) => slot !== 'program')
    .slice(0, 20)
    .map(({ from, to, line, code }) => ({
      message,
      line: paste.lines[line]?.number ?? 1,
      text: paste.text.slice(from, Math.min(to, from + MOST_TEXT)),
      code,
    }));
