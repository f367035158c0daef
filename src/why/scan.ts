// Finds all signs in a paste: one pass for the words, then for each what stands around it.

import type { StackRole } from '../stacks/row.ts';
import type { AlertName } from '../tls/alertCodes.ts';
import { automatonOf, findWords, squeezedWord } from './automaton.ts';
import type { Meaning } from './meaning.ts';
import { lineIndex, type Paste } from './paste.ts';
import { PROGRAM_SIGNS } from './programs.ts';
import { ALERT_SIGNS } from './signs/alerts.ts';
import { BROWSER_SIGNS } from './signs/browsers.ts';
import { EMBEDDED_SIGNS } from './signs/embedded.ts';
import { ERLANG_SIGNS } from './signs/erlang.ts';
import { GNUTLS_SIGNS } from './signs/gnutls.ts';
import { GO_SIGNS } from './signs/go.ts';
import { JAVA_SIGNS } from './signs/java.ts';
import { NODE_SIGNS } from './signs/node.ts';
import { NSS_SIGNS } from './signs/nss.ts';
import { OPENSSL_SIGNS } from './signs/openssl.ts';
import { OUR_SIGNS } from './signs/ours.ts';
import type { Around, SignRule, Slot, SpeakerSide } from './signs/rule.ts';
import { RUSTLS_SIGNS } from './signs/rustls.ts';
import { SERVER_SIGNS } from './signs/servers.ts';
import { TRANSPORT_SIGNS } from './signs/transport.ts';
import { VERIFY_SIGNS } from './signs/verifyCodes.ts';
import { WINDOWS_SIGNS } from './signs/windows.ts';

export interface TextSign {
  readonly code: string;
  readonly slot: Slot;
  readonly means: Meaning | null;
  readonly side: SpeakerSide;
  readonly program: string | null;
  readonly role: StackRole | null;
  readonly alert: AlertName | null;
  /** Where its words begin and end in the paste's `text`. */
  readonly from: number;
  readonly to: number;
  /** Index into the paste's lines. */
  readonly line: number;
}

export const SIGN_RULES: readonly SignRule[] = [
  ...ALERT_SIGNS,
  ...VERIFY_SIGNS,
  ...OPENSSL_SIGNS,
  ...GO_SIGNS,
  ...JAVA_SIGNS,
  ...GNUTLS_SIGNS,
  ...NSS_SIGNS,
  ...BROWSER_SIGNS,
  ...RUSTLS_SIGNS,
  ...ERLANG_SIGNS,
  ...EMBEDDED_SIGNS,
  ...NODE_SIGNS,
  ...SERVER_SIGNS,
  ...WINDOWS_SIGNS,
  ...TRANSPORT_SIGNS,
  ...OUR_SIGNS,
  ...PROGRAM_SIGNS,
];

const rulesByWord = new Map<string, SignRule[]>();
for (const rule of SIGN_RULES)
  for (const said of rule.words) {
    const word = squeezedWord(said);
    rulesByWord.set(word, [...(rulesByWord.get(word) ?? []), rule]);
  }
const wordList = [...rulesByWord.keys()];
const automaton = automatonOf(wordList);

/** Words of a paste that are looked at; a log of 5 MB has some 100,000. */
const MOST_HITS = 400_000;

/** In the order of the text. Nothing in the ranges of `hidden` is looked at. */
export function scan(paste: Paste, hidden: readonly (readonly [number, number])[] = []): TextSign[] {
  const { text, letters, places } = paste;
  const signs: (TextSign & { readonly start: number; readonly end: number })[] = [];
  let range = 0;
  for (const { word, start, end } of findWords(automaton, letters, MOST_HITS)) {
    const from = places[start] ?? 0;
    const to = (places[end - 1] ?? 0) + 1;
    // Both are in the order of the text, but for the length of a word.
    while ((hidden[range]?.[1] ?? Number.POSITIVE_INFINITY) <= from - REACH) range++;
    if (!isWordStart(text, from) || isHidden(hidden, range, from)) continue;
    let around: Around | null = null;
    for (const rule of rulesByWord.get(wordList[word] ?? '') ?? []) {
      if (rule.read === null) {
        if (rule.code === null || !isWordEnd(text, to)) continue;
        signs.push({ ...parts(rule), code: rule.code, from, to, line: lineIndex(paste, from), start, end });
        continue;
      }
      around ??= aroundOf(text, from, to);
      const read = rule.read(around) ?? (around.after.includes('\n') ? rule.read(unwrapped(around)) : null);
      if (read === null) continue;
      const last = Math.min(end + (read.more ?? 0), letters.length);
      const { more: _, ...said } = read;
      signs.push({
        ...parts(rule),
        ...said,
        from,
        to: (places[last - 1] ?? 0) + 1,
        line: lineIndex(paste, from),
        start,
        end: last,
      });
    }
  }
  return outermost(signs);
}

const REACH = 240;

/** Squeezed only for those who ask: most rules look at the next few characters alone. */
function aroundOf(text: string, from: number, to: number): Around {
  let squeezed: string | null = null;
  const after = text.slice(to, to + REACH);
  return {
    from: text.slice(from, from + REACH),
    after,
    get squeezed() {
      squeezed ??= squeezedWord(after);
      return squeezed;
    },
    before: text.slice(Math.max(0, from - 60), from),
  };
}

const isHidden = (hidden: readonly (readonly [number, number])[], range: number, place: number): boolean =>
  [hidden[range], hidden[range + 1]].some((one) => one !== undefined && place >= one[0] && place < one[1]);

/** As it was before a terminal wrapped it. */
const unwrapped = (around: Around): Around => ({
  ...around,
  from: around.from.replaceAll('\n', ''),
  after: around.after.replaceAll('\n', ''),
});

const parts = ({ slot, means, side, program, role, alert }: SignRule) => ({ slot, means, side, program, role, alert });

/** A word that stands within a longer one is not said by itself; what only names a program may. */
function outermost(signs: (TextSign & { readonly start: number; readonly end: number })[]): TextSign[] {
  const order = signs.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: TextSign[] = [];
  let reach = -1;
  let reachStart = -1;
  for (const { start, end, ...sign } of order) {
    const isInside = end <= reach && (start > reachStart || end < reach);
    if (sign.slot === 'program') {
      kept.push(sign);
      continue;
    }
    if (isInside) continue;
    kept.push(sign);
    if (end > reach) {
      reach = end;
      reachStart = start;
    }
  }
  return kept;
}

const isSmall = (code: number): boolean => code >= 97 && code <= 122;
const isCapital = (code: number): boolean => code >= 65 && code <= 90;

/** Not in the middle of a word; `certificateExpired` begins a new one at its capital. */
function isWordStart(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const first = text.charCodeAt(at);
  if (at === 0 || !(isSmall(before) || isCapital(before))) return true;
  return isSmall(before) && isCapital(first);
}

function isWordEnd(text: string, at: number): boolean {
  const last = text.charCodeAt(at - 1);
  const next = text.charCodeAt(at);
  if (!(isSmall(next) || isCapital(next))) return true;
  return isSmall(last) && isCapital(next);
}
