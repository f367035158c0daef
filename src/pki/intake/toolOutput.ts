// What a program such as `openssl s_client` printed around the certificates: the alerts that it got, the CAs from which
// the server takes client certificates (RFC 5246 7.4.4, RFC 9846 4.3.4), and what it found itself.
import type { Certificate } from '../x509/certificate.ts';
import type { Name } from '../x509/name.ts';

export interface ToolOutput {
  /** Numbers of alerts, each once, in their order. */
  readonly alerts: readonly number[];
  /** As printed; empty where the server named none; null where nothing is said of it. */
  readonly clientCas: readonly string[] | null;
  /** X509_V_ERR code and its text. */
  readonly verified: { readonly code: number; readonly text: string } | null;
}

/** What is looked at, in bytes, and how much is kept. */
const MAX_BYTES = 2_000_000;
const MAX_ALERTS = 8;
const MAX_NAMES = 2000;
const MAX_NAME = 1000;

/** Null where nothing of the kind is in it. */
export function toolOutputIn(bytes: Uint8Array): ToolOutput | null {
  const text = new TextDecoder().decode(bytes.subarray(0, MAX_BYTES));
  const alerts = [...text.matchAll(/(?:SSL alert number |Received alert \[)(\d{1,3})(?!\d)/g)].map(([, n]) =>
    Number(n),
  );
  const found = [...text.matchAll(/^[ \t]*Verify return code: (\d{1,4}) \(([^)\r\n]{0,200})\)/gm)].at(-1);
  const output: ToolOutput = {
    alerts: [...new Set(alerts)].slice(0, MAX_ALERTS),
    clientCas: clientCasIn(text),
    verified: found === undefined ? null : { code: Number(found[1]), text: found[2] ?? '' },
  };
  return output.alerts.length === 0 && output.clientCas === null && output.verified === null ? null : output;
}

function clientCasIn(text: string): string[] | null {
  const heading = /^Acceptable client certificate CA names[ \t]*\r?$/m.exec(text);
  // OpenSSL prints “No client certificate CA names sent” of a server that asks for no certificate, too. What a request
  // holds beside the names tells the two apart.
  const isAsked = /^(?:Requested Signature Algorithms|Client Certificate Types):/m.test(text);
  if (heading === null) return isAsked && /^No client certificate CA names sent/m.test(text) ? [] : null;
  const names: string[] = [];
  let at = heading.index + heading[0].length + 1;
  while (at < text.length && names.length < MAX_NAMES) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end === -1 ? text.length : end).trim();
    if (!/^\/?[A-Za-z0-9][A-Za-z0-9.-]*\s*=/.test(line)) break;
    names.push(line.slice(0, MAX_NAME));
    at = end === -1 ? text.length : end + 1;
  }
  return names;
}

/** Whether one of the printed names is that of a CA: by the values alone, in either order, without regard to case. */
export function isListed(clientCas: readonly string[], issuer: Name): boolean {
  const wanted = issuer.rdns.flatMap((rdn) => rdn.map(({ value }) => folded(value)));
  const forms = new Set([wanted.join('\n'), [...wanted].reverse().join('\n')]);
  return clientCas.some((name) => forms.has(printedValues(name).map(folded).join('\n')));
}

const folded = (value: string): string => value.trim().replace(/\s+/g, ' ').toLowerCase();

/** `C = DE, O = "Bank, Inc.", CN = a` or `/C=DE/O=Bank/CN=a`: the values in their order. */
function printedValues(name: string): string[] {
  if (name.startsWith('/')) {
    return name
      .slice(1)
      .split(/\/(?=[A-Za-z0-9.]+=)/)
      .map((part) => part.slice(part.indexOf('=') + 1));
  }
  const values: string[] = [];
  for (const [, quoted, plain] of name.matchAll(PRINTED)) values.push(unescaped(quoted ?? plain ?? ''));
  return values;
}

const PRINTED = /[A-Za-z0-9.-]+\s*=\s*(?:"((?:\\[\s\S]|[^"\\])*)"|((?:\\[\s\S]|[^,+\\])*))\s*(?:[,+]\s*|$)/g;

/** `\,` and `\C3\BC` (RFC 4514 2.4). */
function unescaped(value: string): string {
  return value.replace(/(?:\\[\dA-Fa-f]{2})+|\\([\s\S])/g, (found, character: string | undefined) => {
    if (character !== undefined) return character;
    const octets = found
      .slice(1)
      .split('\\')
      .map((pair) => Number.parseInt(pair, 16));
    return new TextDecoder().decode(Uint8Array.from(octets));
  });
}

/** The names of all CAs above a certificate, as far as they are at hand: its own issuer first. */
export function issuersOf(certificate: Certificate, others: readonly Certificate[]): Name[] {
  const names = [certificate.issuer];
  for (const name of names) {
    if (names.length > 16) break;
    const above = others.find(({ subject }) => subject.key === name.key);
    if (above !== undefined && names.every(({ key }) => key !== above.issuer.key)) names.push(above.issuer);
  }
  return names;
}
