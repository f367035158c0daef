// What the two programs above TLS say once it is established: the banking app asks for a balance, the bank answers.
import { utf8 } from '../../bytes/hex.ts';
import { type LabNames, mailboxOf } from '../scenario/names.ts';

/** The request. `login`: whose password the app shows; null where a certificate has told TLS who it is. */
export function balanceRequest(host: string, login: string | null, more: readonly Header[] = []): Uint8Array {
  return request('/balance', host, login, more);
}

type Header = readonly [name: string, value: string];

/** What it asks further on the same connection: page by page, from 2 on, what happened on the account. */
export function movementsRequest(host: string, login: string | null, page: number): Uint8Array {
  return request(`/movements?page=${page}`, host, login);
}

function request(target: string, host: string, login: string | null, more: readonly Header[] = []): Uint8Array {
  const lines = [`GET ${target} HTTP/1.1`, `Host: ${host}`, 'Accept: application/json'];
  if (login !== null) lines.push(`Authorization: Basic ${basicCredentials(login)}`);
  lines.push(...more.map(([name, value]) => `${name}: ${value}`));
  return utf8(`${lines.join('\r\n')}\r\n\r\n`);
}

/**
 * `names`: of the bank, and of the one who has the account. `customer`: whose account TLS has named, '' where it is
 * nobody's; null where TLS named nobody.
 */
export function balanceResponse(
  names: LabNames,
  customer: string | null,
  request: string,
  more: readonly Header[] = [],
): Uint8Array {
  const allowed =
    customer === null
      ? request.includes(`Authorization: Basic ${basicCredentials(names.customer)}\r\n`)
      : customer === names.customer;
  const status = allowed ? '200 OK' : customer === null ? '401 Unauthorized' : '403 Forbidden';
  const page = /^GET \/movements\?page=(\d+) /.exec(request)?.[1];
  const content = page === undefined ? '"balance":"1204.50","currency":"EUR"' : `"page":${page},"movements":[]`;
  const body = allowed ? `{"customer":${JSON.stringify(names.customer)},${content}}` : `{"error":"${status}"}`;
  const extra = status.startsWith('401') ? `WWW-Authenticate: Basic realm="${mailboxOf(names.bank)}"\r\n` : '';
  const own = more.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\n${extra}${own}Content-Length: ${utf8(body).length}\r\n\r\n`;
  return utf8(head + body);
}

/** What a server says over HTTP that refuses its client's certificate, or the lack of one, only behind the handshake. */
export function certificateError(isMissing: boolean): Uint8Array {
  const body = JSON.stringify({
    error: isMissing ? 'No required SSL certificate was sent' : 'The SSL certificate error',
  });
  const head = `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: ${utf8(body).length}\r\nConnection: close\r\n\r\n`;
  return utf8(head + body);
}

/** `alice:balance please`, RFC 7617 2; in UTF-8, as its section 2.1 lets a server ask for. */
const basicCredentials = (customer: string): string => btoa(String.fromCharCode(...utf8(`${customer}:balance please`)));
