// Handshakes with OpenSSL 3.5, in both roles, repeated: what it sent stands in knownAnswers/mlDsaHandshakes.json (made by
// scripts/makeMlDsaHandshakes.ts, in which it also accepted what we sent). Our side is made of seeds and says the same again,
// so the signatures of OpenSSL in CertificateVerify fit its transcript.
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, toHex, utf8 } from '../bytes/hex.ts';
import { digest } from '../crypto/hash.ts';
import { prepareAll } from '../lab/run/prepare.ts';
import type { ML_DSA_KEY_KINDS } from '../lab/scenario/choices.ts';
import known from '../testing/knownAnswers/mlDsaHandshakes.json' with { type: 'json' };
import { mlDsaPeer, type PeerRole } from '../testing/mlDsaPeer.ts';
import type { EndpointEvent } from '../tls/events.ts';

beforeAll(prepareAll);

const ANSWERS = known.answers.map(({ kind, role, theirs, ours }) => ({
  kind: kind as (typeof ML_DSA_KEY_KINDS)[number],
  role: role as PeerRole,
  theirs: Uint8Array.from(Buffer.from(theirs, 'base64')),
  ours,
}));

function repeated(kind: (typeof ANSWERS)[number]['kind'], role: PeerRole, theirs: Uint8Array) {
  const { handle } = mlDsaPeer(kind, role, known.now);
  const events: EndpointEvent[] = [];
  const feed = (input: Parameters<typeof handle>[0]): void => {
    for (const event of handle(input)) {
      events.push(event);
      if (event.kind === 'established' && role === 'client') feed({ kind: 'write', data: utf8('ping') });
      if (event.kind === 'data' && role === 'server') feed({ kind: 'write', data: event.data });
      if (event.kind === 'data') feed({ kind: 'close' });
    }
  };
  if (role === 'client') feed({ kind: 'start' });
  feed({ kind: 'bytes', bytes: theirs });
  return events;
}

describe.each(ANSWERS)('$kind, we are the $role', ({ kind, role, theirs, ours }) => {
  const events = () => repeated(kind, role, theirs);

  it('the signature of OpenSSL in CertificateVerify is verified, and the handshake goes through', () => {
    const all = events();
    expect(all.filter((event) => event.kind === 'established')).toHaveLength(1);
    const possession = all.flatMap((event) =>
      event.kind === 'check' && event.check.check === 'possession' ? [event.check.result] : [],
    );
    expect(possession).toEqual(['pass']);
    const sent = all.flatMap((event) => (event.kind === 'send' ? [event.message.wire] : []));
    expect(toHex(digest('sha256', concat(...sent)))).toBe(ours);
  });

  it('a changed byte of what it sent is refused', () => {
    // Behind the hello, in the certificates.
    const changed = theirs.map((octet, i) => (i === 3000 ? octet ^ 1 : octet));
    expect(repeated(kind, role, changed).some((event) => event.kind === 'established')).toBe(false);
  });
});
