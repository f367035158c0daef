// A proxy that ends TLS and hands each request on inside the bank, with the client's certificate in headers, RFC 9440 2; and
// the application behind it, which reads them there.
import { attempt, type Decoded, DecodeError } from '../../bytes/error.ts';
import { toHex } from '../../bytes/hex.ts';
import type { Encoded } from '../../bytes/span.ts';
import {
  byteSequence,
  decodeStructuredItem,
  decodeStructuredList,
  type StructuredItem,
} from '../../bytes/structuredField.ts';
import { writeHead } from '../../pki/revocation/http.ts';
import { type Certificate, decodeCertificate } from '../../pki/x509/certificate.ts';
import { decodeHttpRequest, type HttpRequest, headerValues } from './httpRequest.ts';

const CLIENT_CERT = 'client-cert';
const CLIENT_CERT_CHAIN = 'client-cert-chain';
/** Not of a standard: RFC 9440 B.1 says that a secret may go with the header, and leaves open how. */
const SECRET_HEADER = 'X-Proxy-Secret';

/** Of the client whom TLS authenticated. DER. */
export interface ShownCertificates {
  readonly leaf: Uint8Array;
  /** From the leaf's issuer up, without the root, which the application has (2.3). */
  readonly above: readonly Uint8Array[];
}

export interface HandedOn extends Encoded {
  readonly requestLine: string;
  /** Headers of these names that the client had sent: taken out, and left. */
  readonly removed: number;
  readonly passedOn: number;
}

/** `sanitizes`: as 2.4 demands, nothing that the client has put into these headers gets through. */
export function handOn(
  request: Uint8Array,
  client: ShownCertificates | null,
  { sanitizes, secret }: { readonly sanitizes: boolean; readonly secret: Uint8Array | null },
): HandedOn {
  const decoded = decodeHttpRequest(request);
  if (!decoded.ok) throw decoded.error;
  const { requestLine, headers } = decoded.value;
  const isOurs = (name: string): boolean => [CLIENT_CERT, CLIENT_CERT_CHAIN].includes(name.toLowerCase());
  const forged = headers.filter(([name]) => isOurs(name)).length;
  const { bytes, spans } = writeHead(requestLine, 'http.requestLine', [
    ...headers.filter(([name]) => !(sanitizes && isOurs(name))),
    ...(client ? clientCertHeaders(client) : []),
    ...(secret ? [[SECRET_HEADER, toHex(secret)] as const] : []),
  ]);
  return { bytes, spans, requestLine, removed: sanitizes ? forged : 0, passedOn: sanitizes ? 0 : forged };
}

/** Client-Cert, a Byte Sequence, and Client-Cert-Chain, a List of such, which is left out where it would be empty. */
export const clientCertHeaders = ({ leaf, above }: ShownCertificates): (readonly [string, string])[] => [
  ['Client-Cert', byteSequence(leaf)],
  ...(above.length === 0 ? [] : [['Client-Cert-Chain', above.map(byteSequence).join(', ')] as const]),
];

export interface HeaderClient {
  readonly leaf: Certificate;
  readonly above: readonly Certificate[];
}

/**
 * Whom the headers name; null without Client-Cert. That header comes once (2.2), and Client-Cert-Chain never without it; its
 * lines are one list (2.3). The signatures of the certificates are the proxy's to check, and are not looked at here.
 */
export const clientInHeaders = (request: Pick<HttpRequest, 'headers'>): Decoded<HeaderClient | null> =>
  attempt(() => {
    const [first, ...more] = headerValues(request, CLIENT_CERT);
    const chain = headerValues(request, CLIENT_CERT_CHAIN);
    if (first === undefined) {
      if (chain.length > 0) throw new DecodeError('http.header', 0, 'Client-Cert-Chain without Client-Cert');
      return null;
    }
    if (more.length > 0) throw new DecodeError('http.header', 0, 'Client-Cert for the second time');
    const item = decodeStructuredItem(first);
    const list = decodeStructuredList(chain.join(', '));
    if (!item.ok) throw item.error;
    if (!list.ok) throw list.error;
    return { leaf: certificateIn(item.value), above: list.value.map(certificateIn) };
  });

function certificateIn({ value }: StructuredItem): Certificate {
  if (value.type !== 'bytes') throw new DecodeError('http.header', 0, 'not a Byte Sequence');
  const certificate = decodeCertificate(value.value);
  if (!certificate.ok) throw certificate.error;
  return certificate.value;
}

/** Whether a request has the secret that the proxy puts there, once. */
export function hasSecret(request: Pick<HttpRequest, 'headers'>, secret: Uint8Array): boolean {
  const [first, ...more] = headerValues(request, SECRET_HEADER.toLowerCase());
  return first === toHex(secret) && more.length === 0;
}
