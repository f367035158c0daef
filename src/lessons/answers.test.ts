// Each fault in each protocol and mode: what the end of its run says agrees with what the standards say must follow, with
// what the endpoints came to believe, and with how the run ended.
import { describe, expect, it } from 'vitest';
import { registerEcc } from '../crypto/registerEcc.ts';
import type { ProofColumn } from '../exercises/summary/claims.ts';
import { FACT_ROWS, type RunFacts, runFacts } from '../exercises/summary/runFacts.ts';
import { runSummary } from '../exercises/summary/summary.ts';
import { activeFaults, FAULTS } from '../lab/faults/catalogue.ts';
import { followsFrom } from '../lab/faults/expected.testing.ts';
import type { BeliefId } from '../lab/recording/details.ts';
import type { Recording } from '../lab/recording/recording.ts';
import { registerTls13 } from '../lab/run/capabilities.ts';
import { runScenario } from '../lab/run/run.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import { DEFAULT_SCENARIO, MODES, normalizeScenario, PROTOCOLS, type Scenario } from '../lab/scenario/scenario.ts';
import * as tls13 from '../tls/tls13/index.ts';
import { answerFor, questionAnswered } from './answerFor.ts';
import { ANSWERS } from './answers.ts';
import { plainProblems, styleProblems } from './style.ts';
import { claimNote, claimTitle, onlookerParts, statusParts } from './summary.ts';
import type { RichText } from './summaryText.ts';
import { loadTls13Words } from './tls13Words.ts';

registerEcc();
registerTls13(tls13);
await loadTls13Words();

const run = (change: Partial<Scenario>): Recording =>
  runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, ...change }));
const plain = (parts: RichText): string =>
  parts.map((part) => (part.kind === 'row' ? `row ${part.step}` : part.text)).join('');
const answerOf = (recording: Recording, facts: RunFacts = runFacts(recording)): string => {
  const active = activeFaults(recording.scenario).map(({ id }) => id);
  return plain(answerFor(recording.scenario, facts, active, recording.now));
};
const GENERAL = /^(The (client|server) ends the connection\.|Both sides connect\.|Nobody refuses)/;

const CASES = FAULTS.flatMap(({ id, modes, protocols, revocations }) =>
  PROTOCOLS.filter((protocol) => protocols.includes(protocol)).flatMap((protocol) =>
    modes.map((mode) => ({ id, protocol, mode, revocation: revocations[0] ?? 'ocsp' })),
  ),
);

it('The faults of the catalogue have answers, in its order', () => {
  expect(Object.keys(ANSWERS)).toEqual(FAULTS.map(({ id }) => id));
});

describe.each(FAULTS.map(({ id }) => id))('The end of a run with %s', (id) => {
  const cases = CASES.filter((each) => each.id === id).map((each) => ({
    ...each,
    recording: run({ mode: each.mode, protocol: each.protocol, faults: [id], revocation: each.revocation }),
  }));

  it('answers its question with what must follow, from its own words', () => {
    for (const { protocol, mode, recording } of cases) {
      const follows = followsFrom(id, protocol, mode);
      if (follows === undefined) continue;
      const facts = runFacts(recording);
      const text = answerOf(recording, facts);
      const where = `${protocol} ${mode}: ${text}`;
      expect(text, where).not.toMatch(GENERAL);
      if (follows === null) {
        expect(facts.end, where).toBe('through');
        expect(text, where).not.toMatch(/ends the connection|is told/);
        continue;
      }
      expect({ end: facts.end, by: facts.by, check: facts.check, alert: facts.alert }, where).toEqual({
        end: 'refused',
        by: follows.by,
        check: follows.check,
        alert: follows.alert,
      });
      expect(text, where).toContain(follows.alert);
      expect(otherAlerts(text, follows.alert), where).toEqual([]);
      expect(blamesWrongly(text, follows.by), where).toBe(false);
      // What is told must have arrived.
      const told = /All that the (client|server) is told is one alert/.exec(text)?.[1];
      if (told === 'client' || told === 'server')
        expect(recording.outcome[told].error, where).toMatchObject({ alert: follows.alert, by: 'peer' });
    }
  });

  it('names rows of this run that show what is said', () => {
    for (const { recording, protocol, mode } of cases) {
      const facts = runFacts(recording);
      const where = `${protocol} ${mode}`;
      for (const row of FACT_ROWS) {
        const number = facts.rows[row];
        if (number === undefined) continue;
        expect(recording.steps[number - 1], `${where} ${row}`).toBeDefined();
      }
      const at = (number = 0) => {
        const step = recording.steps[number - 1];
        return step === undefined ? [] : recording.events.slice(step.event, step.until);
      };
      const { fails, alert, request } = facts.rows;
      if (fails !== undefined)
        expect(at(fails).some((e) => e.kind === 'check' && e.check.result === 'fail' && e.actor === facts.by)).toBe(
          true,
        );
      if (alert !== undefined) expect(at(alert)[0]).toMatchObject({ kind: 'sent', actor: facts.by });
      if (request !== undefined)
        expect(at(request)[0]).toMatchObject({ actor: 'client', message: { encrypted: true } });
    }
  });

  it('shows as proven what the endpoints believe, as refused what they refused', () => {
    for (const { recording, protocol, mode } of cases) {
      const where = `${protocol} ${mode}`;
      const { connections } = runSummary(recording);
      const held = new Set(recording.events.flatMap((event) => (event.kind === 'belief' ? [event.belief] : [])));
      const holds = (...any: BeliefId[]) => any.some((belief) => held.has(belief));
      for (const [server, client] of connections) {
        expect(stateOf(server, 'certificate') === 'proven', where).toBe(holds('client.certificateValid'));
        // With RSA key exchange the server's Finished proves its key (RFC 5246 F.1.1.2).
        expect(stateOf(server, 'key') === 'proven', where).toBe(holds('client.possessionProven', 'client.connected'));
        expect(stateOf(server, 'handshake') === 'proven', where).toBe(holds('client.connected'));
        expect(stateOf(client, 'certificate') === 'proven', where).toBe(holds('server.certificateValid'));
        expect(stateOf(client, 'key') === 'proven', where).toBe(
          holds('server.possessionProven', 'server.connectedUnverified'),
        );
        expect(stateOf(client, 'handshake') === 'proven', where).toBe(
          holds('server.connected', 'server.connectedAnonymous', 'server.connectedUnverified'),
        );
        if (mode === 'one-way')
          expect(client.claims.slice(0, 2).map(({ state }) => state)).toEqual(['notAsked', 'notAsked']);
        for (const { claims, verifier } of [server, client]) {
          for (const { state, failure, step } of claims) {
            expect(state === 'refused', where).toBe(failure !== null);
            if (failure) expect(failure.actor).toBe(verifier);
            if (state === 'proven' || state === 'refused' || state === 'unchecked') expect(step, where).not.toBeNull();
          }
        }
      }
    }
  });

  it('is written in plain English', () => {
    for (const { recording } of cases) {
      const text = answerOf(recording);
      const active = activeFaults(recording.scenario).map((fault) => fault.id);
      const summary = runSummary(recording);
      const sentences = [
        text,
        questionAnswered(recording.scenario, active, 'Why?'),
        plain(onlookerParts(summary.onlooker)),
        plain(statusParts(summary.answers)),
      ];
      for (const sentence of sentences) {
        expect(styleProblems('sentence', sentence)).toEqual([]);
        expect(plainProblems(sentence)).toEqual([]);
      }
      for (const column of summary.connections.flat()) {
        for (const claim of column.claims) {
          const note = claimNote(column, claim, recording.now);
          expect(styleProblems('title', claimTitle(column, claim, 'api.bank.test'))).toEqual([]);
          // A note may quote a name of the certificate, and be long for it.
          expect(styleProblems('title', note).filter((problem) => !problem.includes('characters long'))).toEqual([]);
        }
      }
    }
  });
});

/** Names of alerts in a text, but for this one. */
const otherAlerts = (text: string, alert: string): string[] =>
  (text.match(/\b[a-z]+(_[a-z]+)+\b/g) ?? []).filter((name) => name !== alert);

const blamesWrongly = (text: string, by: 'client' | 'server'): boolean =>
  text.includes(`The ${by} is told`) || new RegExp(`All that the ${by} is told`).test(text);

const stateOf = ({ claims }: ProofColumn, id: string): string | undefined =>
  claims.find(({ claim }) => claim === id)?.state;

describe('A run with nothing broken', () => {
  it.each(PROTOCOLS.flatMap((protocol) => MODES.map((mode) => ({ protocol, mode }))))(
    'is answered, with $protocol in $mode mode',
    ({ protocol, mode }) => {
      const recording = run({ protocol, mode });
      const text = answerOf(recording);
      expect(text).not.toMatch(GENERAL);
      expect(text).toContain(mode === 'mutual' ? 'CertificateVerify' : 'password');
      const [server, client] = runSummary(recording).connections[0] ?? [];
      expect(server?.claims.map(({ state }) => state)).toEqual(['proven', 'proven', 'proven']);
      expect(client?.claims.map(({ state }) => state)).toEqual(
        mode === 'mutual' ? ['proven', 'proven', 'proven'] : ['notAsked', 'notAsked', 'proven'],
      );
      // RFC 5246 F.1.1.2; RFC 8422 5.4; RFC 9846 4.5.2.
      expect(server?.claims[1].message).toBe(
        { 'tls1.2-rsa': 'Finished', 'tls1.2-ecdhe': 'ServerKeyExchange', 'tls1.3': 'CertificateVerify' }[protocol],
      );
    },
  );

  it('has two connections where the client comes back with its ticket: there the names are remembered', () => {
    const recording = run({ protocol: 'tls1.3', mode: 'mutual', again: 'resumed' });
    const [first, second] = runSummary(recording).connections;
    for (const side of [0, 1] as const) {
      expect(second?.[side].claims.map(({ state }) => state)).toEqual(['remembered', 'remembered', 'proven']);
      expect(second?.[side].claims[1].step).toBe(first?.[side].claims[1].step);
    }
    expect(answerOf(recording)).toContain('the ticket');
  });

  it('remembers of an anonymous client that nobody asked', () => {
    const recording = run({ protocol: 'tls1.3', mode: 'one-way', again: 'resumed' });
    expect(runSummary(recording).connections[1]?.[1].claims.map(({ state }) => state)).toEqual([
      'notAsked',
      'notAsked',
      'proven',
    ]);
  });

  it('says of new keys that each side computes them', () => {
    expect(answerOf(run({ protocol: 'tls1.3', keyUpdate: 'client' }))).toContain('new key');
  });
});

describe('A run of which no single fault is the story', () => {
  it('says who ends it, and how many checks fail', () => {
    const faults: FaultId[] = ['server/expired', 'server/wrong-host'];
    const text = answerOf(run({ faults }));
    expect(text).toMatch(/^The client ends the connection\./);
    expect(text).toContain('In all, 2 checks fail.');
    expect(text).toContain('certificate_expired');
  });

  it('says what was proven where both connect all the same', () => {
    const faults: FaultId[] = ['server/reversed-chain', 'client/not-allowed'];
    expect(answerOf(run({ faults, mode: 'mutual' }))).toMatch(/^Both sides connect\./);
  });

  it('answers as the honest run does where the fault changes nothing', () => {
    expect(answerOf(run({ faults: ['client/expired'] }))).toBe(answerOf(run({})));
  });

  it('does not give the answer of a fault where bytes are changed by hand besides', () => {
    const tampering = [{ message: 'client:ClientHello', offset: 0, value: 0xff }] as unknown as Scenario['tampering'];
    expect(answerOf(run({ faults: ['server/expired'], tampering }))).toMatch(GENERAL);
  });
});

describe('Soft-fail', () => {
  it.each(['ca/ocsp-unreachable', 'ca/ocsp-forged', 'ca/ocsp-stale'] as const)(
    'lets %s pass, and the certificate counts as one whose revocation nobody knows',
    (id) => {
      const recording = run({ faults: [id], revocationPolicy: 'soft' });
      expect(answerOf(recording)).toContain('soft-fail');
      expect(runSummary(recording).connections[0]?.[0].revocation).toBe('passedOver');
    },
  );
});
