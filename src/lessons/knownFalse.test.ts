// What was once said and was false: no text of any run may say it again where it is false. Each entry has the old words,
// which must be found, so that no entry is a test that cannot fail.

import { describe, expect, it } from 'vitest';
import { prepareAll } from '../lab/run/prepare.ts';
import { runScenario } from '../lab/run/run.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';
import { type ShownText, scenarioName, scenariosOfTexts, textsOf } from '../testing/allTexts.ts';
import { loadApplicationWords } from './applicationWords.ts';
import { GLOSSARY } from './glossary.ts';
import { marksIn, termIndex } from './marking.ts';
import { isMisconception } from './misconception.ts';
import { plainProblems } from './style.ts';
import { loadTls13Words } from './tls13Words.ts';

interface KnownFalse {
  /** What is false about it, and by which source. */
  readonly because: string;
  readonly said: RegExp;
  /** Where it is false; everywhere if absent. */
  readonly where?: (scenario: Scenario, shown: ShownText) => boolean;
  /** The old words. */
  readonly was: string;
}

const tls13 = ({ protocol }: Scenario): boolean => protocol === 'tls1.3';
const tls12 = ({ protocol }: Scenario): boolean => protocol !== 'tls1.3';
const hasFault =
  (...ids: FaultId[]) =>
  ({ faults }: Scenario): boolean =>
    ids.some((id) => faults.includes(id));

const TABLE: readonly KnownFalse[] = [
  {
    because: 'with a signature the server’s Finished came; CertificateVerify failed (RFC 9846 4.5.2)',
    said: /Finished never came/,
    where: ({ protocol }) => protocol !== 'tls1.2-rsa',
    was: 'Not proven: the server’s Finished never came',
  },
  {
    because: 'the client asks about its own certificate, to staple it (RFC 9846 4.5.1.1)',
    said: /The client asks the CA’s responder.*is the server’s certificate/,
    where: (scenario) => tls13(scenario) && scenario.revocation === 'stapled',
    was: 'The client asks the CA’s responder over plain HTTP: is the server’s certificate, serial number 01, revoked?',
  },
  {
    because: 'the server’s certificate is in the hash from which the application secrets are derived (RFC 9846 7.1)',
    said: /[Nn]either certificate has a part|certificate has no part in them/,
    was: 'which follow from the shares and the handshake. Neither certificate has a part in them.',
  },
  {
    because: 'nobody asks by OCSP there',
    said: /a question to the CA|asks the CA whether the certificate is revoked/,
    where: ({ revocation }, { kind }) => kind === 'textbook' && (revocation === 'off' || revocation === 'crl'),
    was: 'Only revocation is a question to the CA, here by OCSP, and browsers have largely given that up.',
  },
  {
    because: 'the second ClientHello follows a round trip that was lost (RFC 9846 4.2.4)',
    said: /guesses which group/,
    where: (_, { step }) => step === 'client:ClientHello#2',
    was: 'Here the client guesses which group the server will take, and saves a whole round trip.',
  },
  {
    because: 'TCP is end to end (RFC 9293)',
    said: /next hop/,
    was: 'TCP brings everything in order, but only as far as the next hop.',
  },
  {
    because: 'an attacker who relays an encrypted alert cannot read it',
    said: /that the attacker learns/,
    where: (scenario, { encrypted }) => encrypted && !hasFault('wire/mitm', 'wire/mitm-trusted')(scenario),
    was: 'The connection ends here, and this is all that the attacker learns',
  },
  {
    because: 'the server has other keys and cannot open the alert',
    said: /all that the server learns/,
    where: (scenario, { kind }) => kind === 'verdict' && tls13(scenario) && hasFault('wire/edit-hello')(scenario),
    was: 'The connection ends here, and this is all that the server learns',
  },
  {
    because: 'a changed signature fails at once; Finished is never compared (RFC 5246 7.4.8)',
    said: /Finished messages compare/,
    where: (scenario, { step }) => hasFault('wire/flip-certificate-verify')(scenario) && /CertificateVerify/.test(step),
    was: 'At the end the Finished messages compare the two.',
  },
  {
    because: 'in TLS 1.3 the keys differ, and a downgrade shows by the mark in the random (RFC 9846 4.2.3, 7.1)',
    said: /Finished messages compare/,
    where: tls13,
    was: 'At the end the Finished messages compare the two.',
  },
  {
    because: 'no alert was sent: the server goes on',
    said: /the alert (does not say|names)/,
    where: (scenario, { step }) => hasFault('client/none-optional')(scenario) && /certificate\.missing/.test(step),
    was: 'And the alert does not say that a certificate was missing: TLS 1.2 has no alert for that.',
  },
  {
    because: 'the server has just verified a signature over the handshake (RFC 5246 7.4.8)',
    said: /Until now it could not know whether the client had seen/,
    where: ({ mode }) => mode === 'mutual',
    was: 'Until now it could not know whether the client had seen the true messages.',
  },
  {
    because: 'TLS 1.3 has certificate_required for that (RFC 9846 6.2)',
    said: /(?<!In TLS 1\.2 )[Aa] server (may )?also sends? it when it needs a client certificate/,
    where: tls13,
    was: 'A server may also send it when it needs a client certificate and got none.',
  },
  {
    because: 'RFC 10015 4 prohibits it since July 2026',
    said: /RFC 9325 advises against/,
    was: 'RFC 9325 advises against this key exchange for that reason.',
  },
  {
    because: 'nothing was altered: the trusted root has another key',
    said: /does not match its content/,
    was: 'a CA above it is unfit: its signature does not match its content',
  },
  {
    because: 'the possession was not proven',
    said: /Only now are certificate/,
    where: (_, { step, kind, text }) => kind === 'why' && /possession/.test(step) && /failed/.test(text),
    was: 'Only now are certificate, keys and peer tied together. (failed)',
  },
  {
    because: 'the signature was changed on the way; client and key are innocent',
    said: /or (signed something else|saw another handshake)\.$/,
    where: hasFault('wire/flip-certificate-verify'),
    was: 'whoever signed does not have the private key of this certificate, or signed something else.',
  },
  {
    because: 'the client noticed, and soft-fail let it go on',
    said: /Why does nobody notice/,
    where: ({ revocationPolicy }) => revocationPolicy === 'soft',
    was: 'The handshake goes through all the same. Why does nobody notice?',
  },
  {
    because: 'the header of an encrypted record always says 23 in TLS 1.3 (RFC 9846 5.2)',
    said: /header is readable: its type/,
    where: tls13,
    was: 'The record’s header is readable: its type, its version and its length.',
  },
  {
    because: 'TLS hides data, and not who talks to whom',
    said: /it makes it useless/,
    was: 'TLS does not prevent that; it makes it useless.',
  },
  {
    because: 'TLS restricts hashes of certificates, too (RFC 9846 4.5.1.3, RFC 5246 7.4.2)',
    said: /forbids no hash/,
    was: 'This is a rule of the verifier. The certificate standard forbids no hash.',
  },
  {
    because: 'the status was unknown, not good',
    said: /[Gg]ood (does not say|means)/,
    where: (_, { text }) => /finds: unknown/.test(text),
    was: 'finds: unknown. Good does not say that the certificate is valid',
  },
  {
    because: 'only the root’s key comes from the trust store (RFC 5280 6.1)',
    said: /signatures? (is|are) checked with the (public )?key (in|from) the trust store/,
    was: 'its signature is checked with the key in the trust store',
  },
  {
    because: 'under the head of the client it reads as if the server had refused',
    said: /: (server|client) refused:/,
    where: (_, { kind }) => kind === 'belief',
    was: 'client: server refused: expired',
  },
  {
    because: 'the client is connected with its Finished (RFC 9846 A.1)',
    said: /connected as soon as it had sent it\./,
    was: 'The client has long gone on: it was connected as soon as it had sent it.',
  },
  {
    because: 'they end it by March 2027; the lab’s day is in November 2026',
    said: /Public web CAs no longer give it/,
    was: 'Public web CAs no longer give it: use a CA of your own for clients.',
  },
  {
    because: 'the rule exists, the reason was made up',
    said: /For that reason public web CAs/,
    was: 'For that reason public web CAs must not use it.',
  },
  {
    because: 'RFC 6960 2.2: good says nothing of validity',
    said: /\bgood means valid\b(?!\.)/i,
    was: 'here good means valid and more',
  },
  {
    because: 'in TLS 1.2 a client has no message for a stapled answer (RFC 6066 8)',
    said: /reads the CA’s stapled answer/,
    where: tls12,
    was: 'reads the CA’s stapled answer about revocation',
  },
  {
    because: 'without a ticket it is HKDF-Extract of zeros, which anyone can compute (RFC 9846 7.1)',
    said: /^Early secret: .*Meant for client and server\.$/,
    where: (_, { kind }) => kind === 'secret',
    was: 'Early secret: The first of three secrets in a row. Meant for client and server.',
  },
  {
    because: 'the alert answers the mark in the server’s random (RFC 9846 4.2.3)',
    said: /A field held a value out of range/,
    where: hasFault('wire/downgrade'),
    was: 'The client breaks off and says why. A field held a value out of range.',
  },
  {
    because: 'the server’s name (SNI) is read in any case (RFC 6066 3)',
    said: /^An eavesdropper reads: (?!the server’s name)/,
    was: 'An eavesdropper reads: no certificate; 1,234 of 5,678 B are in the clear',
  },
  {
    because: 'a person has no domain: a CA checks the identity in another way',
    said: /domain/,
    where: ({ mode }, { step, kind }) => mode === 'mutual' && kind === 'wrong' && step === 'ca:ca.checkRequest#2',
    was: 'A real CA also checks that, for example by looking at its domain.',
  },
  {
    because: 'without the extended master secret the two randoms take the place of the hash (RFC 5246 8.1)',
    said: /^Master secret: .*a hash of the handshake so far\./,
    was: 'Master secret: 48 bytes computed from the premaster secret and a hash of the handshake so far.',
  },
  {
    because: 'of other ciphers than AES-GCM the IV is no secret part of a nonce (RFC 7905 2)',
    said: /secret part of every nonce/,
    was: 'Client write IV: The secret part of every nonce of the client.',
  },
  {
    because: 'in one-way TLS the client has no certificate that could enter the keys',
    said: /certificate of the client|client’s certificate/,
    where: ({ protocol, mode }, { step }) =>
      protocol === 'tls1.3' && mode === 'one-way' && /keys\.application/.test(step),
    was: 'Many think that the client’s certificate enters the keys. In fact neither its certificate nor its Finished does.',
  },
  {
    because: 'the CA gave a reason, and its list says it too (RFC 5280 5.3.1)',
    said: /reason unspecified/,
    where: hasFault('server/revoked', 'client/revoked'),
    was: 'Revocation status: failed. source CRL, status revoked, reason unspecified',
  },
  {
    because: 'in TLS 1.3 the share came with the hello, and the server signs a hash (RFC 9846 4.3.8, 4.5.2)',
    said: /sends its part of the key exchange|signs its share/,
    // Where the version was lowered, the server answers by the rules of TLS 1.2.
    where: (scenario) => tls13(scenario) && !hasFault('wire/downgrade')(scenario),
    was: 'The client shows its certificate, sends its part of the key exchange and signs.',
  },
  {
    because: 'who copied a certificate has another key than the one in it, and an attacker has a key of its own',
    said: /with the (server|client)’s private key|private key of (its|that) certificate\.|with its private key/,
    where: ({ faults }, { step }) =>
      (['server', 'client'] as const).some(
        (side) => faults.includes(`${side}/stolen-certificate`) && new RegExp(`^${side}:.*\\.sign`).test(step),
      ) || /^attacker:.*\.sign/.test(step),
    was: 'Share and randoms signed: with the server’s private key',
  },
  {
    because: 'the key that signs a message is not always the one in the certificate; whoever verifies finds out',
    said: /(signs|signed|made)\b.* with the private key of (its|that|the server’s) certificate/i,
    was: 'It signs it, together with both randoms, with the private key of its certificate.',
  },
  {
    because: 'a cross before a negated name says the opposite of what it means',
    said: /^(Not|No|Nobody|Is not|Only) [^:]*: (failed|not reached)/,
    where: (_, { kind }) => kind === 'check',
    was: 'Not expired: failed. it expired 267 days ago.',
  },
];

/** What is known from elsewhere, a value that the text itself explains, or the name of a program. */
const EXPLAINED_THERE = ['RFC', 'OpenSSL', 'TRUE', 'FALSE', 'OK', 'ID', 'IP', 'URI', 'GET', 'keyCompromise'];

await prepareAll();
await loadTls13Words();
await loadApplicationWords();

/** Every text once, with a place where it is shown and all places where an entry may be false. */
const shown: { readonly scenario: Scenario; readonly text: ShownText }[] = scenariosOfTexts().flatMap((scenario) =>
  textsOf(runScenario(scenario)).map((text) => ({ scenario, text })),
);

describe('the texts of all runs', () => {
  it('are those of more than 542 runs', () => {
    expect(new Set(shown.map(({ scenario }) => scenario)).size).toBeGreaterThan(542);
  });

  it.each(TABLE)('never say what is false: $because', ({ said, where = () => true, was }) => {
    expect(was).toMatch(said);
    const found = shown.filter(({ scenario, text }) => said.test(text.text) && where(scenario, text));
    expect(
      found.slice(0, 3).map(({ scenario, text }) => `${scenarioName(scenario)} ${text.step}: ${text.text}`),
    ).toEqual([]);
  });

  it('say at the end of each run how it ended, and what each side has proven to the other', () => {
    const ends = new Map<Scenario, number>();
    for (const { scenario, text } of shown) {
      if (text.kind === 'end') ends.set(scenario, (ends.get(scenario) ?? 0) + 1);
    }
    expect(new Set(ends.values())).toEqual(new Set([4]));
    expect(ends.size).toBe(new Set(shown.map(({ scenario }) => scenario)).size);
  });

  it('are those of the Secrets panel, of the fields and of other programs, too', () => {
    const kinds = new Set(shown.map(({ text }) => text.kind));
    for (const kind of ['secret', 'field', 'others'] as const) expect(kinds).toContain(kind);
  });

  it('keep to plain English: subjects for verbs, no idioms', () => {
    const different = [...new Set(shown.map(({ text }) => text.text))];
    expect(different.flatMap(plainProblems)).toEqual([]);
  });

  it('use no abbreviation and no name of a message or field that the glossary does not explain', () => {
    const index = termIndex(GLOSSARY);
    const kinds: readonly ShownText['kind'][] = ['plain', 'why', 'wrong', 'textbook'];
    const texts = new Set(shown.flatMap(({ text: { kind, text } }) => (kinds.includes(kind) ? [text] : [])));
    const unexplained = [...texts].flatMap((text) => {
      const marked = marksIn(text, index);
      return [...text.matchAll(/(?<![\w.-])(?:[A-Z][A-Za-z]*|[a-z]+)[A-Z]\w*(?![\w.-]*\w)/g)]
        .filter(({ index: at }) => !marked.some(({ start, end }) => start <= at && at < end))
        .map(([name]) => name)
        .filter((name) => !EXPLAINED_THERE.includes(name) && !name.startsWith('TLS_'));
    });
    expect([...new Set(unexplained)]).toEqual([]);
  });

  it('name a misconception in two sentences: Many think …. In fact ….', () => {
    const beginning = [...new Set(shown.map(({ text }) => text.text).filter((text) => text.startsWith('Many think')))];
    expect(beginning.length).toBeGreaterThan(40);
    expect(beginning.filter((text) => !isMisconception(text))).toEqual([]);
  });
});
