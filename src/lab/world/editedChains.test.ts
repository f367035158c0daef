// What the lab's client makes of edited chains, against `openssl verify` with the same roots, clock and name. Where the two
// disagree, a rule below says why; a disagreement without a rule is a bug.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OIDS } from '../../asn1/oids.ts';
import { fromHex } from '../../bytes/hex.ts';
import { toPem } from '../../pki/intake/pem.ts';
import type { CheckId } from '../../pki/path/result.ts';
import { type Certificate, extensionOf, parseCertificate } from '../../pki/x509/certificate.ts';
import { isOtherDay } from '../../testing/otherDay.ts';
import { openssl, outsideJudge } from '../../testing/outside.ts';
import type { Recording } from '../recording/recording.ts';
import { prepareAll } from '../run/prepare.ts';
import { runScenario } from '../run/run.ts';
import { likelyEdits } from '../scenario/edits.testing.ts';
import { LAB_NAMES } from '../scenario/names.ts';
import { readEdits } from '../scenario/readEdits.ts';
import { DEFAULT_SCENARIO, LAB_NOW, normalizeScenario, withEdits } from '../scenario/scenario.ts';

const RUNS = isOtherDay ? 20 : 200;
const SEED = 77;
/** In TLS 1.3 a server can use a key of any kind, and revocation is another matter. */
const SCENARIO = normalizeScenario({ ...DEFAULT_SCENARIO, protocol: 'tls1.3', revocation: 'off' });

beforeAll(prepareAll);

interface Seen {
  /** Leaf first, as they went out. */
  readonly chain: readonly Certificate[];
  readonly roots: readonly Certificate[];
  /** Checks that failed. */
  readonly ours: readonly CheckId[];
  /** Error numbers of X509_verify_cert. */
  readonly theirs: readonly number[];
}

/** Explains a finding of one side that the other one does not have. */
interface Rule {
  readonly why: string;
  readonly of: readonly (CheckId | number)[];
  readonly applies: (seen: Seen) => boolean;
}

const usagesOf = (certificate: Certificate | undefined) => certificate && extensionOf(certificate, 'keyUsage')?.usages;
const hasDnsName = (certificate: Certificate | undefined): boolean =>
  (certificate && extensionOf(certificate, 'subjectAltName')?.names.some(({ type }) => type === 'dns')) ?? false;
const purposesOf = (certificate: Certificate) => extensionOf(certificate, 'extKeyUsage')?.purposes ?? [];

const RULES: Readonly<Record<string, Rule>> = {
  'usage of the leaf': {
    why: 'OpenSSL lets keyUsage fit any key exchange. In TLS 1.3 the server signs: it is digitalSignature that is needed.',
    of: ['leaf.keyUsage'],
    applies: ({ chain: [leaf] }) => usagesOf(leaf)?.has('digitalSignature') === false,
  },
  'any purpose': {
    why: 'anyExtendedKeyUsage allows every purpose (RFC 5280 4.2.1.12); OpenSSL wants the purpose itself.',
    of: [26],
    applies: ({ chain, roots }) =>
      [...chain, ...roots].some((each) => purposesOf(each).includes(OIDS.anyExtendedKeyUsage)),
  },
  'purposes of the anchor': {
    why: 'An anchor’s purposes do not bind (RFC 5280 6.1.1(d)); OpenSSL holds it to them.',
    of: [26],
    applies: ({ roots }) => roots.some((root) => purposesOf(root).length > 0),
  },
  'common name': {
    why: 'OpenSSL reads the common name where there is no DNS name; RFC 9525 2 forbids it.',
    of: ['identity.san'],
    applies: ({ chain: [leaf] }) => !hasDnsName(leaf),
  },
  'CA by key usage alone': {
    why: 'RFC 5280 6.1.4(k) wants basicConstraints in a version 3 CA; OpenSSL also takes keyCertSign for it.',
    of: ['ca.basicConstraints'],
    applies: ({ chain, roots }) =>
      [...chain.slice(1), ...roots].some((each) => extensionOf(each, 'basicConstraints') === null),
  },
  'critical key identifiers': {
    why: 'They must not be critical (RFC 5280 4.2.1.1, 4.2.1.2), but whoever knows them may go on; to OpenSSL they are unknown there.',
    of: [34],
    applies: ({ chain, roots }) =>
      [...chain, ...roots].some(({ extensions }) =>
        extensions.some(({ type, critical }) => critical && /^(subject|authority)KeyIdentifier$/.test(type)),
      ),
  },
};

describe.skipIf(!outsideJudge('openssl'))('edited chains', () => {
  const folder = mkdtempSync(join(tmpdir(), 'edited-chains-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, certificates: readonly Certificate[]): string => {
    const path = join(folder, name);
    writeFileSync(path, certificates.map(({ der }) => toPem('CERTIFICATE', der)).join(''));
    return path;
  };

  function judge(recording: Recording): Seen {
    const { events, certificates } = recording;
    const parsed = (fingerprints: readonly string[]) =>
      fingerprints.map((each) => parseCertificate(fromHex(certificates[each]?.der ?? '')));
    const chain = events.flatMap((event) =>
      event.kind === 'sent' && event.actor === 'server' && event.message.type === 'Certificate'
        ? parsed(event.message.certificates)
        : [],
    );
    const roots = events.flatMap((event) =>
      event.kind === 'operation' && event.operation === 'trust.install' && event.actor === 'client'
        ? parsed(event.certificates)
        : [],
    );
    const ours = events.flatMap((event) =>
      event.kind === 'check' && event.actor === 'client' && event.check.result === 'fail' ? [event.check.check] : [],
    );
    const [leaf, ...above] = chain;
    const { status, stderr } = openssl([
      ...['verify', '-partial_chain', '-no-CApath', '-no-CAstore', '-CAfile', file('roots.pem', roots)],
      // As our client: RSA from 2048 bits, no SHA-1.
      ...['-auth_level', '2', '-attime', String(LAB_NOW / 1000)],
      ...['-purpose', 'sslserver', '-verify_hostname', LAB_NAMES.host],
      ...(above.length > 0 ? ['-untrusted', file('above.pem', above)] : []),
      file('leaf.pem', leaf ? [leaf] : []),
    ]);
    const theirs = [...stderr.matchAll(/error (\d+) at/g)].map(([, code]) => Number(code));
    expect(status === 0, stderr).toBe(theirs.length === 0);
    return { chain, roots, ours: [...new Set(ours)], theirs };
  }

  it(`are judged by our client and by OpenSSL alike, ${RUNS} of them, or differ by a rule that is written down`, () => {
    const unexplained: string[] = [];
    const seen = { both: 0, neither: 0 };
    for (const edits of fc.sample(likelyEdits, { seed: SEED, numRuns: RUNS })) {
      const verdicts = judge(runScenario(withEdits(SCENARIO, readEdits(edits))));
      const { ours, theirs } = verdicts;
      if ((ours.length === 0) === (theirs.length === 0)) {
        seen[ours.length === 0 ? 'both' : 'neither']++;
        continue;
      }
      const explained = [...ours, ...theirs].every((finding) =>
        Object.values(RULES).some(({ of, applies }) => of.includes(finding) && applies(verdicts)),
      );
      if (!explained) unexplained.push(`${JSON.stringify(edits)}: we [${ours}], OpenSSL [${theirs}]`);
    }
    expect(unexplained).toEqual([]);
    expect(Math.min(seen.both, seen.neither)).toBeGreaterThan(RUNS / 5);
  });
});
