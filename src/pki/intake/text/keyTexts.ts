// Keys that are text but no PEM: JSON Web Keys (RFC 7517), PuTTY's key files, SSH public keys and certificates (RFC 4253
// 6.6, RFC 4716), .NET's XML; and signed or encrypted JSON (RFC 7515, RFC 7516), which people take for them.
import { fromBase64url } from '../../../bytes/base64url.ts';
import { MAX_LEVELS } from './escapes.ts';

export type KeyFormat = 'jwk' | 'ppk' | 'ssh' | 'ssh2';
export type Foreign = 'sshCertificate' | 'ssh2Private' | 'xmlKey' | 'jwt' | 'jwe';

export type KeyText = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'privateKey'; readonly format: 'jwk' | 'ppk'; readonly encrypted: boolean; readonly text: string }
  | { readonly kind: 'publicKey'; readonly format: KeyFormat }
  | { readonly kind: 'secretKey' }
  /** Of another world, or nothing that can be read. */
  | { readonly kind: 'foreign'; readonly what: Foreign }
);

/** In order. What has certificates in it (`x5c`) is none, unless it is private. */
export function keyTexts(text: string): KeyText[] {
  const found = [...jwks(text), ...ppks(text), ...sshKeys(text)];
  if (text.includes('<RSAKeyValue>')) found.push(...xmlKeys(text));
  return found.sort((a, b) => a.start - b.start);
}

/** JWT and JWE: told where nothing of use is in them. */
export function jsonTokens(text: string): KeyText[] {
  return [...text.matchAll(TOKEN)].flatMap(({ 0: token, index }) => {
    const parts = token.split('.').length;
    const head = fromBase64url(token.slice(0, token.indexOf('.')));
    if ((parts !== 3 && parts !== 5) || head === null || !/"(?:alg|enc)"/.test(new TextDecoder().decode(head)))
      return [];
    return [{ kind: 'foreign', what: parts === 3 ? 'jwt' : 'jwe', start: index, end: index + token.length }];
  });
}
/** `eyJ` is `{"` in base64. */
const TOKEN = /(?<![\w.-])eyJ[\w-]{8,20000}(?:\.[\w-]{0,60000}){2,4}(?![\w.-])/g;

/**
 * Objects with a member `kty` of their own, by one pass, those in strings too. Quotation marks count within braces, or
 * where they begin a string that is an object of JSON, and on one line.
 */
function* jwks(text: string, level = 0): Generator<KeyText> {
  if (!text.includes('kty')) return;
  const open: { readonly start: number; hasType: boolean }[] = [];
  let string = -1;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '\n') string = -1;
    else if (string >= 0) {
      if (character === '\\') at++;
      else if (character === '"') {
        const inner = level < MAX_LEVELS ? innerText(text.slice(string, at + 1)) : null;
        if (inner !== null) for (const key of jwks(inner, level + 1)) yield { ...key, start: string, end: at + 1 };
        string = -1;
      }
    } else if (character === '{') open.push({ start: at, hasType: false });
    else if (character === '}') {
      const object = open.pop();
      if (object?.hasType) yield* jwk(text.slice(object.start, at + 1), object.start);
    } else if (character === '"') {
      const object = open.at(-1);
      if (object !== undefined && text.slice(at, at + 5) === '"kty"') object.hasType = true;
      if (object !== undefined || text.slice(at, at + 4) === '"{\\"') string = at;
    }
    if (open.length > MAX_DEPTH) open.shift();
  }
}

/** What a string literal of JSON holds, if there is a JWK in it. */
function innerText(literal: string): string | null {
  if (!literal.includes('kty\\')) return null;
  try {
    return String(JSON.parse(literal));
  } catch {
    return null;
  }
}
const MAX_DEPTH = 100;
/** RSA keys of 16384 bits, with chains. */
const MAX_JWK = 200_000;

function* jwk(text: string, start: number): Generator<KeyText> {
  const members = text.length > MAX_JWK ? null : parsed(text);
  if (members === null) return;
  const place = { start, end: start + text.length };
  if (members['kty'] === 'oct') yield { ...place, kind: 'secretKey' };
  else if ('d' in members || ('priv' in members && members['kty'] === 'AKP')) {
    yield { ...place, kind: 'privateKey', format: 'jwk', encrypted: false, text };
  } else if (typeof members['kty'] === 'string' && !('x5c' in members))
    yield { ...place, kind: 'publicKey', format: 'jwk' };
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

/** From the first line to the MAC. */
function* ppks(text: string): Generator<KeyText> {
  for (const { 0: all, 1: cipher, index } of text.matchAll(PPK)) {
    const place = { start: index, end: index + all.length };
    yield { ...place, kind: 'privateKey', format: 'ppk', encrypted: cipher !== 'none', text: all };
  }
}
const PPK =
  /^[ \t]*PuTTY-User-Key-File-[123]: [^\r\n]{1,80}\r?\n[ \t]*Encryption: ([\w-]{1,40})[ \t]*(?:\r?\n(?![ \t]*PuTTY-User)[^\r\n]{0,300}){1,400}/gm;

function* sshKeys(text: string): Generator<KeyText> {
  for (const { 0: all, 1: type = '', index } of text.matchAll(SSH)) {
    const place = { start: index, end: index + all.length };
    if (type.includes('-cert-')) yield { ...place, kind: 'foreign', what: 'sshCertificate' };
    else yield { ...place, kind: 'publicKey', format: 'ssh' };
  }
  for (const { 0: all, 1: label = '', index } of text.matchAll(SSH2)) {
    const place = { start: index, end: index + all.length };
    if (label.includes('PRIVATE')) yield { ...place, kind: 'foreign', what: 'ssh2Private' };
    else yield { ...place, kind: 'publicKey', format: 'ssh2' };
  }
}
/** As in authorized_keys and known_hosts. The blob begins with the length of the type. */
const SSH =
  /(?<![\w-])((?:sk-)?(?:ssh-(?:rsa|dss|ed25519|ed448)|ecdsa-sha2-nistp\d{3})(?:-cert-v01)?(?:@openssh\.com)?) AAAA[A-Za-z0-9+/]{20,}={0,2}/g;
const SSH2 = /^[ \t]*---- BEGIN (SSH2 (?:ENCRYPTED )?(?:PUBLIC|PRIVATE) KEY) ----/gm;

function* xmlKeys(text: string): Generator<KeyText> {
  for (const { index } of text.matchAll(/<RSAKeyValue>/g)) {
    yield { start: index, end: index + 13, kind: 'foreign', what: 'xmlKey' };
  }
}
