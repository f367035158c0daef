// What the two programs above TLS say once it is established: the banking app asks for a balance, the bank answers.
import { utf8 } from '../bytes/hex.ts';
import { CUSTOMER, type Mode, SERVER_NAME } from './scenario.ts';

/** The request. One-way, TLS says nothing about the client, so the app shows a password; mutual, it need not. */
export function balanceRequest(mode: Mode): Uint8Array {
  const lines = ['GET /balance HTTP/1.1', `Host: ${SERVER_NAME}`, 'Accept: application/json'];
  if (mode === 'one-way') lines.push(`Authorization: Basic ${BASIC_CREDENTIALS}`);
  return utf8(`${lines.join('\r\n')}\r\n\r\n`);
}

/** `customer` is whom TLS authenticated, or null. */
export function balanceResponse(customer: string | null, request: string): Uint8Array {
  const allowed =
    customer === CUSTOMER || (customer === null && request.includes(`Authorization: Basic ${BASIC_CREDENTIALS}`));
  const status = allowed ? '200 OK' : customer === null ? '401 Unauthorized' : '403 Forbidden';
  const body = allowed ? `{"customer":"${CUSTOMER}","balance":"1204.50","currency":"EUR"}` : `{"error":"${status}"}`;
  const extra = status.startsWith('401') ? 'WWW-Authenticate: Basic realm="bank"\r\n' : '';
  const head = `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\n${extra}Content-Length: ${utf8(body).length}\r\n\r\n`;
  return utf8(head + body);
}

/** `alice:balance please`, RFC 7617 2. */
const BASIC_CREDENTIALS = 'YWxpY2U6YmFsYW5jZSBwbGVhc2U=';
