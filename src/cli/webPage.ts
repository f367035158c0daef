// What `listen` answers to an HTTP request (RFC 9112): a small page that says whom TLS authenticated.

import { fromUtf8, utf8 } from '../bytes/hex.ts';
import type { EndpointState } from '../lab/run/outcome.ts';
import { commonName } from '../pki/x509/certificate.ts';

/** Of one connection. */
export class WebPage {
  private request = '';
  private answered = false;

  /** The answer, once the head of the request is there (2.2: a line may end without CR), or is too long; else null. */
  take(data: Uint8Array, state: EndpointState): Uint8Array | null {
    if (this.answered) return null;
    this.request += fromUtf8(data);
    if (!/\r?\n\r?\n/.test(this.request) && this.request.length <= MAX_REQUEST) return null;
    this.answered = true;
    return answer(this.request.split(/\r?\n/, 1)[0] ?? '', customerOf(state));
  }
}

function answer(line: string, customer: string | null): Uint8Array {
  const understood = /^(GET|HEAD) \S+ HTTP\/1\.[01]$/.test(line);
  const who = customer === null ? 'TLS did not ask who you are.' : `TLS proved that you are ${customer}.`;
  const text = understood ? `Handshake Lab: the handshake is complete. ${who}` : 'Only GET is understood here.';
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Handshake Lab</title><p>${escapeHtml(text)}</p></html>\n`;
  const head = [
    `HTTP/1.1 ${understood ? '200 OK' : '405 Method Not Allowed'}`,
    ...(understood ? [] : ['Allow: GET, HEAD']),
    'Content-Type: text/html; charset=utf-8',
    `Content-Length: ${utf8(body).length}`,
    'Connection: close',
  ];
  return utf8(`${head.join('\r\n')}\r\n\r\n${line.startsWith('HEAD ') ? '' : body}`);
}

/** The common name of the certificate, once path and possession are proven; null where the client is anonymous. */
function customerOf(state: EndpointState): string | null {
  if (state.name !== 'connected' || !('identity' in state)) return null;
  // In TLS 1.3 a client that comes back with its ticket is who it was.
  const { identity } = state;
  const leaf = 'leaf' in identity ? identity.leaf : identity.kind === 'certificate' ? identity.path.leaf : null;
  return leaf && commonName(leaf);
}

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const MAX_REQUEST = 16_384;
