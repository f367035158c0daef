// STARTTLS: what is said in the clear before TLS begins, by protocol. Each dialogue is a script that says what it sends and
// which piece of the answer it waits for; no socket in here.

import { berChildren, berElement } from '../asn1/ber.ts';
import { TAG } from '../asn1/derTags.ts';
import { element, implicit, integer, sequence } from '../asn1/derWriter.ts';
import { attempt } from '../bytes/error.ts';
import { concat, fromHex, fromUtf8, utf8 } from '../bytes/hex.ts';
import { printable } from './printable.ts';

export const STARTTLS_PROTOCOLS = ['smtp', 'imap', 'pop3', 'ftp', 'ldap', 'xmpp', 'postgres', 'mysql'] as const;
export type StarttlsProtocol = (typeof STARTTLS_PROTOCOLS)[number];

/** `ready`: TLS begins with the next byte, in both directions. */
export type DialogueState =
  | { readonly kind: 'going'; readonly send: Uint8Array }
  | { readonly kind: 'ready'; readonly send: Uint8Array }
  | { readonly kind: 'refused'; readonly problem: string };

/** One dialogue. Never throws, whatever the server says, and keeps at most `MAX_ANSWER` bytes. */
export class StarttlsDialogue {
  private readonly script: Script;
  private want: Want | null = null;
  private buffer: Uint8Array = new Uint8Array();
  private taken = 0;
  private problem: string | null = null;

  /** `name`: of the server, which XMPP asks for. */
  constructor(protocol: StarttlsProtocol, name: string) {
    this.script = SCRIPTS[protocol](name);
  }

  /** Before the first byte of the server. */
  begin(): DialogueState {
    return this.advance(() => this.script.next(new Uint8Array()));
  }

  take(bytes: Uint8Array): DialogueState {
    this.taken += bytes.length;
    if (this.taken > MAX_ANSWER) return this.refuse(`the server said more than ${MAX_ANSWER} bytes before TLS`);
    this.buffer = concat(this.buffer, bytes);
    return this.advance(() => ({ done: false, value: this.want ?? { need: 0 } }));
  }

  private refuse(problem: string): DialogueState {
    this.problem ??= problem;
    return { kind: 'refused', problem: this.problem };
  }

  private advance(first: () => IteratorResult<Want, void>): DialogueState {
    if (this.problem !== null) return this.refuse(this.problem);
    const out: Uint8Array[] = [];
    try {
      let step = first();
      let isNew = this.want === null || step.value !== this.want;
      for (;;) {
        if (step.done) {
          // Whoever can write into the clear text could make us take their bytes for what came under TLS.
          if (this.buffer.length > 0) return this.refuse('the server went on in the clear behind its consent to TLS');
          return { kind: 'ready', send: concat(...out) };
        }
        this.want = step.value;
        if (isNew && this.want.send !== undefined) out.push(asBytes(this.want.send));
        const length = pieceLength(this.buffer, this.want.need);
        if (length === null) return { kind: 'going', send: concat(...out) };
        const piece = this.buffer.slice(0, length);
        this.buffer = this.buffer.slice(length);
        step = this.script.next(piece);
        isNew = true;
      }
    } catch (error) {
      if (error instanceof Refused) return this.refuse(error.message);
      throw error;
    }
  }
}

/** A line with its end, a tag of XML with its brackets and the text before it, or so many bytes. */
type Need = 'line' | 'tag' | number;
interface Want {
  readonly send?: string | Uint8Array;
  readonly need: Need;
}
type Script = Generator<Want, void, Uint8Array>;

class Refused extends Error {}

const asBytes = (send: string | Uint8Array): Uint8Array => (typeof send === 'string' ? utf8(send) : send);

/** How many bytes of `buffer` the piece takes; null where it is not complete. */
function pieceLength(buffer: Uint8Array, need: Need): number | null {
  if (typeof need === 'number') return buffer.length >= need ? need : null;
  if (need === 'line') {
    const end = buffer.indexOf(LF);
    return end < 0 ? null : end + 1;
  }
  let quote = 0;
  let inside = false;
  for (const [at, byte] of buffer.entries()) {
    if (!inside) inside = byte === LT;
    else if (quote !== 0) quote = byte === quote ? 0 : quote;
    else if (byte === QUOTE || byte === APOSTROPHE) quote = byte;
    else if (byte === GT) return at + 1;
  }
  return null;
}

/** What the server said, fit for one line of a terminal. */
const said = (text: string): string => `"${printable(text.trimEnd().slice(0, 200))}"`;

const textOf = (piece: Uint8Array): string => fromUtf8(piece).replace(/\r?\n$/, '');

/** A reply of several lines (RFC 5321 4.2.1, RFC 959 4.2): all but the last one have a dash, or (FTP) anything, behind the code. */
function* reply(code: string, send?: string): Generator<Want, string[], Uint8Array> {
  const lines: string[] = [];
  for (;;) {
    const line: string = textOf(yield { ...(lines.length === 0 && send !== undefined ? { send } : {}), need: 'line' });
    lines.push(line);
    if (lines.length > MAX_LINES) throw new Refused(`an answer of more than ${MAX_LINES} lines`);
    const [first = ''] = lines;
    if (!/^\d{3}[ -]/.test(first) && !/^\d{3}$/.test(first)) throw new Refused(`the server said ${said(line)}`);
    if (first[3] === '-' && !(line.startsWith(first.slice(0, 3)) && line[3] !== '-')) continue;
    if (!line.startsWith(code)) throw new Refused(`the server said ${said(line)}`);
    return lines;
  }
}

/** RFC 3207. */
function* smtp(): Script {
  yield* reply('220');
  const abilities = yield* reply('250', 'EHLO localhost\r\n');
  if (!abilities.some((line) => /^250[ -]STARTTLS\s*$/i.test(line)))
    throw new Refused('the server does not offer STARTTLS');
  yield* reply('220', 'STARTTLS\r\n');
}

/** RFC 4217 4. */
function* ftp(): Script {
  yield* reply('220');
  yield* reply('234', 'AUTH TLS\r\n');
}

/** RFC 9051 6.2.1. */
function* imap(): Script {
  const greeting = textOf(yield { need: 'line' });
  if (!/^\* OK\b/i.test(greeting)) throw new Refused(`the server said ${said(greeting)}`);
  for (let lines = 0, send: string | undefined = 'a1 STARTTLS\r\n'; lines < MAX_LINES; lines++, send = undefined) {
    const line = textOf(yield { ...(send === undefined ? {} : { send }), need: 'line' });
    if (line.startsWith('* ')) continue;
    if (!/^a1 OK\b/i.test(line)) throw new Refused(`the server said ${said(line)}`);
    return;
  }
  throw new Refused(`an answer of more than ${MAX_LINES} lines`);
}

/** RFC 2595 4. */
function* pop3(): Script {
  for (const send of [undefined, 'STLS\r\n']) {
    const line = textOf(yield { ...(send === undefined ? {} : { send }), need: 'line' });
    if (!/^\+OK\b/.test(line)) throw new Refused(`the server said ${said(line)}`);
  }
}

/** RFC 6120 5.4: the server lists what it can do, and consents with `proceed`. */
function* xmpp(name: string): Script {
  const to = name.replace(/[^\w.:-]/g, '');
  let send: string | undefined =
    `<?xml version='1.0'?><stream:stream to='${to}' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`;
  let offered = false;
  let asked = false;
  for (let tags = 0; tags < MAX_LINES; tags++) {
    const text = fromUtf8(yield { ...(send === undefined ? {} : { send }), need: 'tag' });
    send = undefined;
    const [, tag = ''] = /<(\/?[^\s/>]*)[^<]*$/.exec(text) ?? [];
    if (tag === 'starttls') offered = true;
    if (asked && tag === 'proceed') return;
    if (/^(failure|stream:error|\/stream:stream)$/.test(tag)) throw new Refused(`the server said ${said(text)}`);
    if (tag !== '/stream:features' && !(tag === 'stream:features' && text.endsWith('/>'))) continue;
    if (!offered) throw new Refused('the server does not offer STARTTLS');
    send = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
    asked = true;
  }
  throw new Refused(`an answer of more than ${MAX_LINES} tags`);
}

/** RFC 4511 4.14: an ExtendedRequest for 1.3.6.1.4.1.1466.20037, and an ExtendedResponse with its resultCode. */
function* ldap(): Script {
  const request = sequence(integer(1), element(EXTENDED_REQUEST, implicit(0, utf8('1.3.6.1.4.1.1466.20037'))));
  const head = yield { send: request, need: 2 };
  if (head[0] !== TAG.sequence) throw new Refused('the answer is no LDAPMessage');
  const [, first = 0] = head;
  let length = first;
  if (first > 0x80) {
    if (first > 0x82) throw new Refused('the answer is longer than any to STARTTLS');
    length = [...(yield { need: first & 0x7f })].reduce((sum, byte) => sum * 256 + byte, 0);
  }
  if (first === 0x80 || length > MAX_ANSWER) throw new Refused('the answer is longer than any to STARTTLS');
  const code = resultCode(yield { need: length });
  if (code === null) throw new Refused('the answer is no ExtendedResponse');
  if (code !== 0) throw new Refused(`the server said resultCode ${code}`);
}

/** `messageID INTEGER, [APPLICATION 24] { resultCode ENUMERATED, …`; null where it is something else. */
function resultCode(message: Uint8Array): number | null {
  const read = attempt(() => {
    const id = berElement(message, 0, message.length, 'messageID');
    const response = berElement(message, id.end, message.length, 'protocolOp');
    if (id.tag !== TAG.integer || response.tag !== EXTENDED_RESPONSE) return null;
    const [code] = berChildren(message, response, 'protocolOp');
    return code?.tag === TAG.enumerated && code.contentEnd - code.content === 1
      ? (message[code.content] ?? null)
      : null;
  });
  return read.ok ? read.value : null;
}

/** Identifier octets of `[APPLICATION 23]` and `[APPLICATION 24]` (RFC 4511 4.12). */
const [EXTENDED_REQUEST, EXTENDED_RESPONSE] = [0x77, 0x78];

/** "SSL Session Encryption" in PostgreSQL's protocol: SSLRequest, and one byte. */
function* postgres(): Script {
  const [answer] = yield { send: fromHex('0000000804d2162f'), need: 1 };
  if (answer === 0x4e) throw new Refused('the server does not offer TLS');
  if (answer !== 0x53) throw new Refused('the server did not understand the question for TLS');
}

/** MySQL's protocol 10: the server's first packet says what it can do; our request for TLS is not answered. */
function* mysql(): Script {
  const [a = 0, b = 0, c = 0] = yield { need: 4 };
  const length = a + b * 256 + c * 65_536;
  if (length > MAX_ANSWER) throw new Refused('the first packet is too long');
  const greeting = yield { need: length };
  const end = greeting.indexOf(0, 1);
  if (greeting[0] !== 10 || end < 0) throw new Refused('the first packet is none of protocol 10');
  // Behind the version: connection id (4), the scramble's first part (8), a filler, and the lower half of the capabilities.
  const [low = 0, high = 0] = greeting.subarray(end + 14);
  if (((low + high * 256) & CLIENT_SSL) === 0) throw new Refused('the server does not offer TLS');
  yield { send: fromHex(`20000001${'008a0000'}${'00000001'}2d${'00'.repeat(23)}`), need: 0 };
}

const SCRIPTS: Readonly<Record<StarttlsProtocol, (name: string) => Script>> = {
  smtp,
  imap,
  pop3,
  ftp,
  ldap,
  xmpp,
  postgres,
  mysql,
};

const CLIENT_SSL = 0x0800;
export const MAX_ANSWER = 16_384;
const MAX_LINES = 200;
const [LF, LT, GT, QUOTE, APOSTROPHE] = [0x0a, 0x3c, 0x3e, 0x22, 0x27];
