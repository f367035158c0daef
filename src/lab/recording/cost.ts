// What the signatures of a handshake of TLS 1.3 cost: bytes, records, segments of TCP, and the round trips that TCP adds. All
// of it is counted from the messages of a recording; only the limits of TCP are constants (tcpWindow.ts).
import { fromHex } from '../../bytes/hex.ts';
import { decodeCertificate } from '../../pki/x509/certificate.ts';
import { summarise } from './compare.ts';
import type { Actor, CertificateRecord, EventOf, Message, Recording } from './recording.ts';
import { addedRoundTrips, SEGMENT_BYTES } from './tcpWindow.ts';

/** What one side sends before it waits. Bytes are those of records, headers and protection included. */
export interface FlightCost {
  readonly bytes: number;
  /** The message Certificate, 0 where none is shown; and the message CertificateVerify. */
  readonly certificate: number;
  readonly certificateVerify: number;
  /** Those that it shows, its own first. */
  readonly certificates: readonly CertificateCost[];
  /** Of all bytes: public keys, signatures (that of CertificateVerify, too), and an OCSP answer that is stapled. */
  readonly keys: number;
  readonly signatures: number;
  readonly stapled: number;
  readonly records: number;
  readonly segments: number;
  /** Turns in which TCP waits for acknowledgements before the last byte leaves. */
  readonly addedRoundTrips: number;
}

/** One certificate that travels, by what it is made of, in bytes of DER. */
export interface CertificateCost {
  readonly role: CertificateRecord['role'];
  readonly bytes: number;
  /** The whole SubjectPublicKeyInfo. */
  readonly key: number;
  readonly signature: number;
}

export interface HandshakeCost {
  readonly clientHello: number;
  readonly server: FlightCost;
  /** From its certificate, where it shows one, to its Finished; the request follows at once. */
  readonly client: FlightCost;
  /** Of TLS, before the request leaves: what TCP adds to each flight is not in it. */
  readonly roundTrips: number;
  /** All tickets. Those of mutual TLS hold the client's certificate. */
  readonly tickets: number;
}

export function handshakeCost(recording: Recording): HandshakeCost {
  const tls = recording.events
    .filter((event): event is EventOf<'sent'> => event.kind === 'sent')
    .map(({ message }) => message)
    .filter(({ channel }) => channel === 'tls');
  const flight = (from: Actor): FlightCost => {
    const end = tls.findIndex((message) => message.from === from && message.type === 'Finished');
    const own = tls.slice(0, end + 1).filter((message) => message.from === from && message.type !== 'ClientHello');
    return flightCost(own, recording.certificates);
  };
  return {
    clientHello: bytesOf(tls.filter(({ type }) => type === 'ClientHello')),
    server: flight('server'),
    client: flight('client'),
    roundTrips: summarise(recording).roundTrips,
    tickets: bytesOf(tls.filter(({ type }) => type === 'NewSessionTicket')),
  };
}

function flightCost(messages: readonly Message[], known: Recording['certificates']): FlightCost {
  const bytes = bytesOf(messages);
  const segments = Math.ceil(bytes / SEGMENT_BYTES);
  const ofType = (wanted: Message['type']) => messages.filter(({ type }) => type === wanted);
  const [shown, proof] = [ofType('Certificate'), ofType('CertificateVerify')];
  const certificates = shown.flatMap((message) =>
    message.certificates.flatMap((fingerprint) => certificateCost(known[fingerprint])),
  );
  const sum = (part: 'bytes' | 'key' | 'signature') => certificates.reduce((total, each) => total + each[part], 0);
  const entries = sum('bytes') + certificates.length * ENTRY_BYTES;
  return {
    bytes,
    certificate: bytesOf(shown),
    certificateVerify: bytesOf(proof),
    certificates,
    keys: sum('key'),
    signatures: sum('signature') + bodyBytes(proof) - proof.length * PROOF_BYTES,
    stapled: bodyBytes(shown) - shown.length * LIST_BYTES - entries,
    records: messages.reduce((total, { wire }) => total + recordsIn(fromHex(wire)), 0),
    segments,
    addedRoundTrips: addedRoundTrips(segments),
  };
}

/** Around what is counted: RFC 9846 4 (type and length), 4.5.1 (request context and lengths) and 4.5.2 (scheme and length). */
const LIST_BYTES = 4 + 1 + 3;
const ENTRY_BYTES = 3 + 2;
const PROOF_BYTES = 4 + 2 + 2;

const bytesOf = (messages: readonly Message[]): number => messages.reduce((sum, { wire }) => sum + wire.length / 2, 0);

/** Without records: these messages are always protected. */
const bodyBytes = (messages: readonly Message[]): number =>
  messages.reduce((sum, { plaintext }) => sum + (plaintext ?? '').length / 2, 0);

/** RFC 9846 5.1: type, version, and a length of two bytes stand before what a record holds. */
function recordsIn(wire: Uint8Array): number {
  let records = 0;
  for (let at = 0; at < wire.length; records++) at += 5 + (wire[at + 3] ?? 0) * 256 + (wire[at + 4] ?? 0);
  return records;
}

function certificateCost(record: CertificateRecord | undefined): CertificateCost[] {
  const decoded = record && decodeCertificate(fromHex(record.der));
  if (!record || !decoded?.ok) return [];
  const { der, spki, signature } = decoded.value;
  return [{ role: record.role, bytes: der.length, key: spki.length, signature: signature.length }];
}
