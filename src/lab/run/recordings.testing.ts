// For tests: scenarios of all kinds, and the hashes of what they leave. `npx tsx scripts/makeRecordingHashes.ts` writes the
// hashes that recordings.hash.test.ts expects.
import { createHash } from 'node:crypto';
import { applies, FAULTS } from '../faults/catalogue.ts';
import { writeRecording } from '../files/recordingFile.ts';
import type { Recording } from '../recording/recording.ts';
import {
  CA_KEY_KINDS,
  DEFAULT_SCENARIO,
  KEY_KINDS,
  LAB_NOW,
  MODES,
  type Mode,
  normalizeScenario,
  PROTOCOL_SUITES,
  PROTOCOLS,
  type Protocol,
  REVOCATION_POLICIES,
  REVOCATIONS,
  SCENARIO_GROUPS,
  type Scenario,
} from '../scenario/scenario.ts';

type Change = Partial<Scenario>;

/** By a name that says what is not as by default: each fault and each setting, in each protocol and mode. */
export const RECORDED_SCENARIOS: ReadonlyMap<string, Scenario> = new Map(
  PROTOCOLS.flatMap((protocol) => MODES.flatMap((mode) => scenariosOf(protocol, mode))),
);

function scenariosOf(protocol: Protocol, mode: Mode): [name: string, scenario: Scenario][] {
  const named = ([name, change]: readonly [string, Change]): [string, Scenario] => [
    `${protocol} ${mode} ${name}`,
    normalizeScenario({ ...DEFAULT_SCENARIO, protocol, mode, ...change }),
  ];
  return [...settings(protocol), ...byHand(), ...faults(protocol, mode)].map(named);
}

function settings(protocol: Protocol): [string, Change][] {
  const ofTls13: [string, Change][] = [
    ['comes back', { again: 'resumed' }],
    ['comes back, stapled', { again: 'resumed', revocation: 'stapled' }],
    ['updates keys', { keyUpdate: 'client' }],
    ['updates keys, comes back', { keyUpdate: 'client', again: 'resumed', requests: 3 }],
  ];
  return [
    ['as by default', {}],
    ['seed 4294967295', { seed: 4294967295 }],
    ['50 requests', { requests: 50 }],
    ...PROTOCOL_SUITES[protocol].map((suite): [string, Change] => [
      suite,
      { suite, serverKey: suite.includes('ECDSA') ? 'p256' : 'rsa' },
    ]),
    ...(protocol === 'tls1.2-rsa' ? [] : SCENARIO_GROUPS).map((group): [string, Change] => [group, { group }]),
    ...REVOCATIONS.flatMap((revocation) =>
      REVOCATION_POLICIES.map((revocationPolicy): [string, Change] => [
        `revocation ${revocation} ${revocationPolicy}`,
        { revocation, revocationPolicy },
      ]),
    ),
    ['soft, no answer', { revocationPolicy: 'soft', faults: ['ca/ocsp-unreachable'] }],
    ...KEY_KINDS.flatMap((serverKey) =>
      CA_KEY_KINDS.map((caKey): [string, Change] => [
        `keys ${serverKey}, CA ${caKey}`,
        // RSA key exchange needs a key that decrypts.
        { serverKey: protocol === 'tls1.2-rsa' ? 'rsa' : serverKey, clientKey: serverKey, caKey },
      ]),
    ),
    ...(protocol === 'tls1.3' ? ofTls13 : []),
  ];
}

/** What somebody does by hand: bytes, certificates, clocks, trust stores, and the CA's work. */
function byHand(): [string, Change][] {
  const tampered = ['client:ClientHello', 'server:ServerHello', 'client:Finished', 'server:ApplicationData'];
  return [
    ...tampered.map((message): [string, Change] => [
      `tampers with ${message}`,
      { tampering: [{ message, offset: 20, value: 255 }] },
    ]),
    [
      'tampers with the length of an extension',
      { tampering: [{ message: 'client:ClientHello', offset: 99, value: 9 }] },
    ],
    [
      'edits the server’s certificate',
      { edits: { certificates: { server: { key: 'thief', subjectAltName: [{ type: 'dns', value: 'other.test' }] } } } },
    ],
    [
      'edits CAs, clocks and trust stores',
      {
        edits: {
          clocks: { client: LAB_NOW - 60_000 },
          trust: { client: ['rogue', 'bank'], server: ['bank'] },
          certificates: { issuing: { hash: 'sha384', basicConstraints: { ca: true, pathLen: 0 } } },
        },
      },
    ],
    [
      'works at the CA',
      {
        revocation: 'crl',
        caWork: [
          { act: 'request', when: 'before', name: 'new.bank.test', proof: 'own', key: 'p256' },
          { act: 'request', when: 'before', name: 'other.bank.test', proof: 'other' },
          { act: 'revoke', when: 'before', whose: 'server', reason: 'certificateHold', daysAgo: 2 },
          { act: 'publish', when: 'before' },
          { act: 'release', when: 'during', whose: 'server' },
          { act: 'publish', when: 'during', list: 'delta' },
        ],
      },
    ],
    [
      'asks the CA',
      {
        caWork: [
          { act: 'ask', when: 'before', whose: 'server' },
          { act: 'revoke', when: 'during', whose: 'server', reason: 'keyCompromise', daysAgo: 0 },
          { act: 'ask', when: 'during', whose: 'server' },
        ],
      },
    ],
  ];
}

function faults(protocol: Protocol, mode: Mode): [string, Change][] {
  const here = FAULTS.filter((fault) => applies(fault, { protocol, mode }));
  return here.map(({ id, revocations: [revocation = 'ocsp'] }) => [id, { faults: [id], revocation }]);
}

/** First of the bytes on the wire, then of the whole file: 48 bits of SHA-256 each, in hexadecimal. */
export function hashesOf(recording: Recording): string {
  const wire = createHash('sha256');
  for (const event of recording.events) if (event.kind === 'sent') wire.update(`${event.message.wire}\n`);
  const file = createHash('sha256').update(writeRecording(recording));
  return [wire, file].map((hash) => hash.digest('hex').slice(0, 12)).join(' ');
}
