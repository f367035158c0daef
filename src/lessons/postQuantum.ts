// Post-quantum certificates in words: what ML-DSA protects, what it costs, who issues them. No figure stands here that the
// lab can count: those are computed from runs (lab/run/keyCost.ts).
import type { FlightCost, HandshakeCost } from '../lab/recording/cost.ts';
import type { CaKeyKind, Mode } from '../lab/scenario/choices.ts';
import type { CitationKey } from '../pki/citations.ts';
import { count, grouped } from './phrases.ts';
import { SETTING_WORDS } from './settings.ts';

export const COST_WORDS = {
  title: 'Post-quantum certificates',
  intro:
    'ML-DSA (FIPS 204) makes signatures that a quantum computer should not help to forge. Its keys and signatures are large. Here the same handshake of TLS 1.3 is run with five kinds of keys, in your browser, and every byte is counted.',
  running: 'The handshakes are being run…',
  failed: 'The handshakes could not be run.',
  retry: 'Try again',
  server: { 'one-way': 'The server’s flight, one-way TLS', mutual: 'The server’s flight, mutual TLS' },
  client: { mutual: 'The client’s flight, mutual TLS' },
  window: 'TCP’s first window',
  parts: 'What the bytes are',
  caption:
    'Bytes on the wire, with the headers and the protection of records. A flight is what one side sends before it waits for the other.',
  open: 'Open in the lab',
} as const;

export const costKeyName = (kind: CaKeyKind): string => KEY_NAMES[kind];
/** Without the curve's maker, so that it fits into a narrow column. */
const KEY_NAMES: Readonly<Record<CaKeyKind, string>> = { ...SETTING_WORDS.caKey.values, p256: 'P-256' };

/** The figures of a flight, in the order of `costFigures`. `short`: for a narrow column. */
export const COST_COLUMNS = [
  { id: 'certificate', name: 'Certificate', short: 'Certificate', unit: 'bytes' },
  { id: 'certificateVerify', name: 'CertificateVerify', short: 'CertificateVerify', unit: 'bytes' },
  { id: 'bytes', name: 'Whole flight', short: 'Whole flight', unit: 'bytes' },
  { id: 'records', name: 'Records', short: 'Records', unit: null },
  { id: 'segments', name: 'TCP segments', short: 'Segments', unit: null },
  { id: 'addedRoundTrips', name: 'Round trips that TCP adds', short: 'Round trips added', unit: null },
] as const satisfies readonly {
  readonly id: keyof FlightCost;
  readonly name: string;
  readonly short: string;
  readonly unit: 'bytes' | null;
}[];

export const costFigures = (flight: FlightCost): number[] => COST_COLUMNS.map(({ id }) => flight[id]);

/** The parts of a flight, as its bar shows them. */
export const COST_PARTS = [
  { id: 'keys', name: 'public keys' },
  { id: 'signatures', name: 'signatures' },
  { id: 'stapled', name: 'stapled OCSP answer' },
  { id: 'rest', name: 'everything else' },
] as const;
export type CostPart = (typeof COST_PARTS)[number]['id'];

export function costParts({ bytes, keys, signatures, stapled }: FlightCost): Readonly<Record<CostPart, number>> {
  return { keys, signatures, stapled, rest: bytes - keys - signatures - stapled };
}

/** For those who do not see the bar. */
export const barText = (flight: FlightCost): string => {
  const parts = costParts(flight);
  return COST_PARTS.filter(({ id }) => parts[id] > 0)
    .map(({ id, name }) => `${name} ${grouped(parts[id])} bytes`)
    .join(', ');
};

/** What TCP does with a flight, in a sentence. */
export function flightText({ segments, addedRoundTrips }: FlightCost, window: number): string {
  const all = count(segments, 'segment');
  return addedRoundTrips === 0
    ? `${all}: all leave at once`
    : `${all}, and ${window} leave at once: ${count(addedRoundTrips, 'more round trip')}`;
}

/** What else a run shows of it: sentences with figures of one kind of key. */
export function costRemarks(kind: CaKeyKind, mode: Mode, { server, roundTrips, tickets }: HandshakeCost): string[] {
  const name = costKeyName(kind);
  const kept = grouped(server.bytes - server.keys - server.signatures - server.stapled);
  const total = roundTrips + server.addedRoundTrips;
  return [
    `With ${name}, ${grouped(server.keys + server.signatures)} of the ${grouped(server.bytes)} bytes of the server’s flight are keys and signatures${server.stapled > 0 ? `, and ${grouped(server.stapled)} the stapled OCSP answer` : ''}; all the rest takes ${kept}.`,
    `The client’s request leaves after ${count(total, 'round trip')}: ${roundTrips} of TLS, ${server.addedRoundTrips} that TCP adds. The handshake of TCP itself comes before and is not counted.`,
    ...(mode === 'mutual'
      ? [
          `In the lab a ticket keeps the client’s certificate for the next connection, so it grows too: ${grouped(tickets)} bytes.`,
        ]
      : []),
  ];
}

export interface CostLesson {
  readonly heading: string;
  readonly texts: readonly string[];
  /** What many get wrong (misconception.ts); null for none. */
  readonly wrong: string | null;
  readonly cites: readonly CitationKey[];
}

export const COST_LESSONS: readonly CostLesson[] = [
  {
    heading: 'What ML-DSA protects',
    texts: [
      'It proves who somebody is. A CA signs certificates with it, and each side signs the handshake in CertificateVerify. It encrypts nothing.',
      'A handshake that is recorded today is not in danger from this side. If somebody breaks the signature in twenty years, the connection is long over: there is nobody left to deceive. Key exchange is different: if it breaks, all that was recorded can be read.',
      'So the key exchange has to change first, to X25519MLKEM768. Signatures have to change before somebody has such a computer.',
    ],
    wrong:
      'Many think that a certificate with ML-DSA makes a connection safe against being recorded now and read later. In fact the key exchange alone decides that, and a certificate has no part in it.',
    cites: ['tls13.4.5.2', 'mldsa.3'],
  },
  {
    heading: 'Why roots come first',
    texts: [
      'A root stays in trust stores for decades, and many devices are never updated. If its signature can be forged while they trust it, an attacker can issue certificates for any name.',
      'The certificate of a server is replaced within months, so it can change late.',
      'A root need not be sent in a handshake, so its own size costs nothing there. Its signature on the intermediate does.',
    ],
    wrong: null,
    cites: ['tls13.4.5.1', 'br.6.3.2'],
  },
  {
    heading: 'Where the bytes come from',
    texts: [
      'The server sends two certificates, its own and the intermediate’s. Each holds a public key and a signature. CertificateVerify holds a third signature, and a stapled OCSP answer a fourth.',
      'In mutual TLS the client sends as many again. All the rest of the handshake stays as it was.',
      'A session that is resumed sends no certificate: it costs none of this.',
    ],
    wrong: null,
    cites: ['mldsa.4', 'tls13.2.2'],
  },
  {
    heading: 'Why bytes can cost a round trip',
    texts: [
      'TCP does not send everything at once. It begins with ten segments and waits until the other side acknowledges them. A flight that needs more segments takes a round trip more, however fast the line is.',
      'The lab counts segments of 1,460 bytes, without loss, where every segment is acknowledged. Other networks have smaller segments, and systems may begin with another window.',
    ],
    wrong:
      'Many think that large certificates cost time because they take long to send. In fact a fast line sends them quickly, and what takes time is the round trip that TCP waits.',
    cites: ['tcp.window', 'tcp.slowStart'],
  },
  {
    heading: 'Who issues them',
    texts: [
      'Public CAs do not, for the web: version 2.2.6 of the Baseline Requirements (31 March 2026) allows keys and signatures of RSA and ECDSA alone. In May 2026 two proposals to allow ML-DSA were being discussed.',
      'A private CA, as a bank has for mutual TLS, may use ML-DSA where both ends know it: OpenSSL does from 3.5 on. Programs without it find no signature algorithm in common, and refuse.',
    ],
    wrong: null,
    cites: ['br.6.1.5', 'br.7.1.3.2'],
  },
];

/** Above and in the table of what programs without ML-DSA say (stacks/withoutMlDsa.ts). */
export const WITHOUT_WORDS = {
  title: 'What programs without ML-DSA say',
  intro:
    'Each is a client that has the right root. Where the server’s own key is of ML-DSA, both sides find no common signature algorithm. Where the CAs alone have such keys, the client gets a path that it cannot verify.',
  program: 'Client',
  serverKey: 'The server’s key is of ML-DSA',
  caKey: 'Only the CAs’ keys are',
  told: 'the server sends',
  sends: 'it sends',
  closes: 'it closes without an alert',
  measured: 'Measured over TLS 1.3 on',
  misled:
    'OpenSSL 3.0 and what stands on it say that the issuer’s certificate is missing. It was there: they cannot read its key. Node 24.22.3 with OpenSSL 3.5.9 connects in both cases.',
} as const;
