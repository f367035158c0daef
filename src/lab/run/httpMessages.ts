// What the two programs above TLS say once it is established: the banking app asks for a balance, the bank answers.
import { utf8 } from '../../bytes/hex.ts';
import { CUSTOMER } from '../scenario/scenario.ts';

/** The request. A client without certificate is unknown to TLS, so the app shows a password; one with it need not. */
export function balanceRequest(host: string, login: 'password' | 'certificate'): Uint8Array {
  return request('/balance', host, login);
}

/** What it asks further on the same connection: page by page, from 2 on, what happened on the account. */
export function movementsRequest(host: string, login: 'password' | 'certificate', page: number): Uint8Array {
  return request(`/movements?page=${page}`, host, login);
}

function request(target: string, host: string, login: 'password' | 'certificate'): Uint8Array {
  const lines = [`GET ${target} HTTP/1.1`, `Host: ${host}`, 'Accept: application/json'];
  if (login === 'password') lines.push(`Authorization: Basic ${BASIC_CREDENTIALS}`);
  return utf8(`${lines.join('\r\n')}\r\n\r\n`);
}

/** `customer` is whom TLS authenticated, or null. */
export function balanceResponse(customer: string | null, request: string): Uint8Array {
  const allowed =
    customer === CUSTOMER || (customer === null && request.includes(`Authorization: Basic ${BASIC_CREDENTIALS}`));
  const status = allowed ? '200 OK' : customer === null ? '401 Unauthorized' : '403 Forbidden';
  const page = /^GET \/movements\?page=(\d+) /.exec(request)?.[1];
  const content = page === undefined ? '"balance":"1204.50","currency":"EUR"' : `"page":${page},"movements":[]`;
  const body = allowed ? `{"customer":"${CUSTOMER}",${content}}` : `{"error":"${status}"}`;
  const extra = status.startsWith('401') ? 'WWW-Authenticate: Basic realm="bank"\r\n' : '';
  const head = `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\n${extra}Content-Length: ${utf8(body).length}\r\n\r\n`;
  return utf8(head + body);
}

/** `alice:balance please`, RFC 7617 2. */
const BASIC_CREDENTIALS = 'YWxpY2U6YmFsYW5jZSBwbGVhc2U=';
