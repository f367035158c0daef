// The end of runs that no fault of the catalogue made: what the CA did, bytes changed on their way, edits, connections that
// are resumed, and recordings from files, also of older labs. What it says agrees with what the endpoints came to believe.
import { describe, expect, it } from 'vitest';
import { registerEcc } from '../crypto/registerEcc.ts';
import { connected, refuses } from '../exercises/facts.ts';
import type { ProofColumn } from '../exercises/summary/claims.ts';
import { duties } from '../exercises/summary/duties.ts';
import { runFacts } from '../exercises/summary/runFacts.ts';
import { runSummary } from '../exercises/summary/summary.ts';
import { activeFaults } from '../lab/faults/catalogue.ts';
import { parseRecording, writeRecording } from '../lab/files/recordingFile.ts';
import type { BeliefId } from '../lab/recording/details.ts';
import type { Recording } from '../lab/recording/recording.ts';
import { registerTls13 } from '../lab/run/capabilities.ts';
import { runScenario } from '../lab/run/run.ts';
import {
  DEFAULT_SCENARIO,
  LAB_NOW,
  normalizeScenario,
  PROTOCOLS,
  type Protocol,
  type Scenario,
} from '../lab/scenario/scenario.ts';
import * as tls13 from '../tls/tls13/index.ts';
import { answerFor, questionAnswered } from './answerFor.ts';
import { storyFor } from './story.ts';
import { plainProblems, styleProblems } from './style.ts';
import { claimNote, claimTitle, onlookerParts, statusParts } from './summary.ts';
import type { RichText } from './summaryText.ts';
import { loadTls13Words } from './tls13Words.ts';

registerEcc();
registerTls13(tls13);
await loadTls13Words();

type Change = Partial<Scenario>;
const DAY = 86_400_000;
const revoke = (whose: 'server' | 'client', when: 'before' | 'during' = 'before'): Change => ({
  caWork: [{ act: 'revoke', when, whose, reason: 'keyCompromise', daysAgo: 0 }],
});
const byte = (message: string, offset: number, value = 1): Change => ({ tampering: [{ message, offset, value }] });

/** Each in every protocol, in mutual mode unless it says otherwise. */
const CHANGES: Readonly<Record<string, Change>> = {
  'the CA revokes the server’s certificate': revoke('server'),
  'the CA revokes the client’s certificate during the handshake': revoke('client', 'during'),
  'the CA puts it on hold, and lifts the hold': {
    caWork: [
      { act: 'revoke', when: 'before', whose: 'server', reason: 'certificateHold', daysAgo: 2 },
      { act: 'release', when: 'before', whose: 'server' },
      { act: 'ask', when: 'during', whose: 'client' },
    ],
  },
  'the CA publishes a list': { revocation: 'crl', caWork: [{ act: 'publish', when: 'before' }] },
  'a byte of ClientHello is changed': byte('client:ClientHello', 20),
  'a byte of the server’s Certificate is changed': byte('server:Certificate', 600),
  'a byte of the server’s Finished is changed, one-way': { mode: 'one-way', ...byte('server:Finished', 18) },
  'a byte of the client’s CertificateVerify is changed': byte('client:CertificateVerify', 100),
  'two faults at once': { faults: ['server/expired', 'client/expired'] },
  'the client’s clock is wrong by edit': { edits: { clocks: { client: LAB_NOW - 400 * DAY } } },
  'the client trusts nobody by edit': { edits: { trust: { client: [] } } },
  'the server’s certificate ends early by edit': { edits: { certificates: { server: { notAfter: LAB_NOW - DAY } } } },
  'the CA revokes what an edit has made': {
    ...revoke('server'),
    edits: { certificates: { server: { signer: 'root' } } },
  },
};
const RESUMED: Readonly<Record<string, Change>> = {
  'the client comes back with a ticket': { again: 'resumed' },
  'the client comes back, and the CA has revoked its certificate': { again: 'resumed', ...revoke('client', 'during') },
  'new keys on the way': { keyUpdate: 'client', requests: 2 },
};

const run = (protocol: Protocol, change: Change): Recording =>
  runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, mode: 'mutual', protocol, ...change }));
const CASES = [
  ...Object.entries(CHANGES).flatMap(([name, change]) => PROTOCOLS.map((protocol) => ({ name, protocol, change }))),
  ...Object.entries(RESUMED).map(([name, change]) => ({ name, protocol: 'tls1.3' as const, change })),
];

describe.each(CASES)('The end of a run where $name, with $protocol,', ({ protocol, change }) => {
  const recording = run(protocol, change);

  it('says who refused and what was proven as the endpoints hold it', () => {
    const facts = runFacts(recording);
    expect(facts.end === 'through').toBe(connected(recording));
    if (facts.by !== null) expect(refuses(recording, facts.by)).toBe(true);
    expect(facts.end === 'refused').toBe(facts.by !== null);
    for (const step of Object.values(facts.rows)) expect(recording.steps[step - 1]).toBeDefined();
    const { connections } = runSummary(recording);
    const held = new Set(recording.events.flatMap((event) => (event.kind === 'belief' ? [event.belief] : [])));
    const holds = (...any: BeliefId[]) => any.some((belief) => held.has(belief));
    const [first] = connections;
    expect(first).toBeDefined();
    if (first === undefined) return;
    const [server, client] = first;
    expect(stateOf(server, 'certificate') === 'proven').toBe(holds('client.certificateValid'));
    expect(stateOf(client, 'certificate') === 'proven').toBe(holds('server.certificateValid'));
    expect(stateOf(client, 'key') === 'proven').toBe(holds('server.possessionProven'));
    expect(stateOf(server, 'handshake') === 'proven').toBe(holds('client.connected'));
    for (const { claims, verifier } of connections.flat())
      for (const { state, failure, step } of claims) {
        expect(state === 'refused').toBe(failure !== null);
        if (failure !== null) expect(failure.actor).toBe(verifier);
        if (step !== null) expect(recording.steps[step - 1]).toBeDefined();
      }
  });

  it('is written in whole sentences, with nothing left out', () => {
    for (const text of textsOf(recording)) {
      expect(text).not.toMatch(/undefined|null\b|NaN|\[object|^\s*$/);
      expect(styleProblems('sentence', text)).toEqual([]);
      expect(plainProblems(text)).toEqual([]);
    }
  });

  it('is the same of its file, and of that of an older lab, which does not say whom a check is about', () => {
    const file = writeRecording(recording);
    const older = JSON.parse(file) as { readonly events: readonly { kind: string; about?: unknown }[] };
    for (const event of older.events) if (event.kind === 'check') delete event.about;
    for (const each of [file, JSON.stringify(older)]) {
      const opened = parseRecording(each);
      expect(opened).toMatchObject({ ok: true });
      if (!opened.ok) continue;
      expect(textsOf(opened.recording)).toEqual(textsOf(recording));
      expect(runSummary(opened.recording).connections.map(states)).toEqual(
        runSummary(recording).connections.map(states),
      );
    }
  });

  it('fills the table of who checks what at every row', () => {
    for (let until = 0; until <= recording.events.length; until += 7)
      expect(duties(recording, until).length).toBeGreaterThan(0);
  });
});

const stateOf = ({ claims }: ProofColumn, id: string): string | undefined =>
  claims.find(({ claim }) => claim === id)?.state;
const states = (columns: readonly ProofColumn[]) => columns.map(({ claims }) => claims.map(({ state }) => state));

const plain = (parts: RichText): string =>
  parts.map((part) => (part.kind === 'row' ? `row ${part.step}` : part.text)).join('');

/** All sentences of the card. */
function textsOf(recording: Recording): string[] {
  const { scenario, now } = recording;
  const active = activeFaults(scenario);
  const ids = active.map(({ id }) => id);
  const summary = runSummary(recording);
  const columns = summary.connections.flat();
  const notes = columns.flatMap((column) =>
    column.claims.flatMap((claim) => [claimTitle(column, claim, 'api.bank.test'), claimNote(column, claim, now)]),
  );
  expect(notes.join(' ')).not.toMatch(/undefined|NaN|\[object/);
  return [
    plain(answerFor(scenario, runFacts(recording), ids, now)),
    questionAnswered(scenario, ids, storyFor(scenario, recording, active).line),
    plain(onlookerParts(summary.onlooker)),
    plain(statusParts(summary.answers)),
  ];
}
