// Path validation against `openssl verify`, over chains that a seeded generator spoils. Where the two disagree, a rule
// below says why; a disagreement without a rule is a bug.
import { describe, expect, it } from 'vitest';
import { utf8 } from '../bytes/hex.ts';
import type { RsaPoolKeyName } from '../crypto/pool.ts';
import { isOtherDay } from '../testing/otherDay.ts';
import { openssl, outsideJudge } from '../testing/outside.ts';
import { akiOf, certificatePem, cn, HOST, issueTo, NOW, type Party, skiOf, withFolder } from './bank.testing.ts';
import type { PolicyInputs } from './path/policyGraph.ts';
import type { PathRequest } from './path/request.ts';
import type { CheckId } from './path/result.ts';
import { validatePath } from './path/validate.ts';
import type { KeyUsage } from './x509/extension.ts';
import type { ExtensionSpec } from './x509/extensionSpec.ts';
import type { GeneralNameSpec } from './x509/generalName.ts';
import type { CertificateSpec } from './x509/issue.ts';
import type { NameSpec } from './x509/name.ts';

const RUNS = isOtherDay ? 20 : 600;
const SEED = 0x5280;

/** One certificate of a chain, before it is issued. */
interface Draft {
  subject: NameSpec[];
  key: RsaPoolKeyName;
  /** Who signs, and the name that it gives; by position in the chain, 0 the leaf. */
  signer: number | 'stranger';
  issuerName: NameSpec[] | null;
  change: Partial<CertificateSpec>;
  extensions: ExtensionSpec[];
  withKeyIds: boolean;
}

interface Case {
  readonly spoils: readonly string[];
  /** Leaf first, anchor last. */
  readonly drafts: readonly Draft[];
  readonly omitted: readonly number[];
  readonly extra: boolean;
  readonly purpose: PathRequest['purpose'];
  readonly host: string | null;
  readonly policy: PolicyInputs | null;
}

/** Numbers below `n`, from a seed: mulberry32. */
function numbers(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

const POLICIES = ['1.2.3.1', '1.2.3.2', '1.2.3.3', '2.5.29.32.0'] as const;
const ANY = '2.5.29.32.0';

const has = (draft: Draft, type: ExtensionSpec['type']) => draft.extensions.some((e) => e.type === type);
const put = (draft: Draft, extension: ExtensionSpec) => {
  draft.extensions = [...draft.extensions.filter(({ type }) => type !== extension.type), extension];
};
const drop = (draft: Draft, type: ExtensionSpec['type']) => {
  draft.extensions = draft.extensions.filter((e) => e.type !== type);
};

function honest(length: number): Draft[] {
  const keys: RsaPoolKeyName[] = ['server', 'issuing', 'rogueIssuing', 'client', 'root'];
  return Array.from({ length }, (_, i): Draft => {
    const isLeaf = i === 0;
    const isRoot = i === length - 1;
    return {
      subject: cn(isLeaf ? HOST : isRoot ? 'Root' : `CA ${i}`),
      key: isRoot ? 'root' : (keys[i] ?? 'thief'),
      signer: isRoot ? i : i + 1,
      issuerName: null,
      change: {},
      withKeyIds: true,
      extensions: isLeaf
        ? [
            { type: 'basicConstraints', critical: true, ca: false, pathLen: null },
            { type: 'keyUsage', critical: true, usages: ['digitalSignature', 'keyEncipherment'] },
            { type: 'extKeyUsage', critical: false, purposes: ['serverAuth', 'clientAuth'] },
            { type: 'subjectAltName', critical: false, names: [{ type: 'dns', value: HOST }] },
          ]
        : [
            { type: 'basicConstraints', critical: true, ca: true, pathLen: null },
            { type: 'keyUsage', critical: true, usages: ['keyCertSign', 'cRLSign'] },
          ],
    };
  });
}

type Spoil = (drafts: Draft[], pick: (n: number) => number) => void;
const anyOf = (drafts: Draft[], pick: (n: number) => number): Draft => drafts[pick(drafts.length)] as Draft;
const anyCa = (drafts: Draft[], pick: (n: number) => number): Draft => drafts[1 + pick(drafts.length - 1)] as Draft;
const leafOf = ([leaf]: Draft[]): Draft => leaf as Draft;

const NAMES: readonly GeneralNameSpec[] = [
  { type: 'dns', value: HOST },
  { type: 'dns', value: 'shop.test' },
  { type: 'dns', value: '*.bank.test' },
  { type: 'dns', value: 'BANK.test' },
  { type: 'email', value: 'alice@bank.test' },
  { type: 'email', value: 'bob@mail.bank.test' },
  { type: 'ip', value: Uint8Array.of(192, 0, 2, 1) },
  { type: 'uri', value: 'https://www.bank.test/a' },
];
const TREES: readonly GeneralNameSpec[] = [
  { type: 'dns', value: 'bank.test' },
  { type: 'dns', value: HOST },
  { type: 'dns', value: 'shop.test' },
  { type: 'email', value: 'bank.test' },
  { type: 'email', value: '.bank.test' },
  { type: 'email', value: 'alice@bank.test' },
  { type: 'ip', value: Uint8Array.of(192, 0, 2, 0, 255, 255, 255, 0) },
  { type: 'ip', value: Uint8Array.of(10, 0, 0, 0, 255, 0, 0, 0) },
  { type: 'uri', value: '.bank.test' },
  { type: 'uri', value: 'www.bank.test' },
];
const some = <T>(list: readonly T[], pick: (n: number) => number, most: number): T[] =>
  Array.from({ length: 1 + pick(most) }, () => list[pick(list.length)] as T);

const SPOILS: Readonly<Record<string, Spoil>> = {
  expired: (d, pick) => Object.assign(anyOf(d, pick).change, { notAfter: NOW - pick(3) * 1000 }),
  notYet: (d, pick) => Object.assign(anyOf(d, pick).change, { notBefore: NOW + (pick(3) - 1) * 1000 }),
  notCa: (d, pick) => put(anyCa(d, pick), { type: 'basicConstraints', critical: true, ca: false, pathLen: null }),
  noBasicConstraints: (d, pick) => drop(anyCa(d, pick), 'basicConstraints'),
  pathLen: (d, pick) => put(anyCa(d, pick), { type: 'basicConstraints', critical: true, ca: true, pathLen: pick(4) }),
  caKeyUsage: (d, pick) =>
    put(anyCa(d, pick), { type: 'keyUsage', critical: true, usages: [pick(2) ? 'cRLSign' : 'keyCertSign'] }),
  noKeyUsage: (d, pick) => drop(anyOf(d, pick), 'keyUsage'),
  leafKeyUsage: (d, pick) =>
    put(leafOf(d), {
      type: 'keyUsage',
      critical: true,
      usages: [
        (['keyAgreement', 'digitalSignature', 'nonRepudiation', 'keyCertSign'] as const)[pick(4)] ?? 'keyAgreement',
      ],
    }),
  purposes: (d, pick) =>
    put(anyOf(d, pick), {
      type: 'extKeyUsage',
      critical: pick(2) === 0,
      purposes: some(['serverAuth', 'clientAuth', 'anyExtendedKeyUsage', '1.2.3.4'] as const, pick, 2),
    }),
  leafIsCa: (d) => put(leafOf(d), { type: 'basicConstraints', critical: true, ca: true, pathLen: null }),
  names: (d, pick) =>
    put(anyOf(d, pick), { type: 'subjectAltName', critical: pick(2) === 0, names: some(NAMES, pick, 3) }),
  noNames: (d) => drop(leafOf(d), 'subjectAltName'),
  permitted: (d, pick) =>
    put(anyCa(d, pick), {
      type: 'nameConstraints',
      critical: pick(2) === 0,
      permitted: some(TREES, pick, 3),
      excluded: [],
    }),
  excluded: (d, pick) =>
    put(anyCa(d, pick), {
      type: 'nameConstraints',
      critical: pick(2) === 0,
      permitted: [],
      excluded: some(TREES, pick, 2),
    }),
  unknownExtension: (d, pick) =>
    put(anyOf(d, pick), { type: 'unknown', oid: '1.2.3.4.5', critical: pick(2) === 0, value: Uint8Array.of(5, 0) }),
  policies: (d, pick) => {
    for (const draft of d)
      if (pick(4) > 0)
        put(draft, {
          type: 'certificatePolicies',
          critical: pick(2) === 0,
          policies: [...new Set(some(POLICIES, pick, 3))],
        });
  },
  policyConstraints: (d, pick) =>
    put(anyCa(d, pick), {
      type: 'policyConstraints',
      critical: true,
      requireExplicitPolicy: pick(3),
      inhibitPolicyMapping: pick(2) ? pick(2) : null,
    }),
  policyMappings: (d, pick) =>
    put(anyCa(d, pick), {
      type: 'policyMappings',
      critical: pick(2) === 0,
      mappings: [{ issuer: POLICIES[pick(3)] ?? ANY, subject: POLICIES[pick(pick(8) === 0 ? 4 : 3)] ?? ANY }],
    }),
  inhibitAny: (d, pick) => put(anyCa(d, pick), { type: 'inhibitAnyPolicy', critical: true, skipCerts: pick(2) }),
  wrongSigner: (d, pick) => Object.assign(d[pick(d.length - 1)] as Draft, { signer: 'stranger' }),
  wrongIssuerName: (d, pick) => Object.assign(d[pick(d.length - 1)] as Draft, { issuerName: cn('Nobody') }),
  otherSpelling: (d, pick) => {
    const i = pick(d.length - 1);
    const above = d[i + 1] as Draft;
    (d[i] as Draft).issuerName = above.subject.map(({ type, value }) => ({ type, value: ` ${value.toUpperCase()}  ` }));
  },
  noKeyIds: (d, pick) => Object.assign(anyOf(d, pick), { withKeyIds: false }),
  selfIssued: (d, pick) => {
    const i = 1 + pick(d.length - 1);
    const above = d[Math.min(i + 1, d.length - 1)] as Draft;
    (d[i] as Draft).subject = above.subject;
  },
  duplicate: (d, pick) => {
    const draft = anyOf(d, pick);
    const [first] = draft.extensions;
    if (first !== undefined) draft.extensions.push(first);
  },
  malformed: (d, pick) => {
    const draft = anyOf(d, pick);
    const oid = ['2.5.29.19', '2.5.29.15', '2.5.29.17', '2.5.29.30', '2.5.29.36'][pick(5)] ?? '2.5.29.19';
    draft.extensions = [...draft.extensions, { type: 'unknown', oid, critical: false, value: utf8('?') }];
  },
  sha1: (d, pick) => Object.assign(anyOf(d, pick).change, { hash: 'sha1' }),
};

function makeCase(pick: (n: number) => number): Case {
  const drafts = honest(2 + pick(4));
  const all = Object.keys(SPOILS);
  const spoils = Array.from({ length: pick(4) }, () => all[pick(all.length)] ?? 'expired');
  for (const spoil of spoils) SPOILS[spoil]?.(drafts, pick);
  const asksPolicy = spoils.some((spoil) => spoil.startsWith('polic') || spoil === 'inhibitAny');
  return {
    spoils,
    drafts,
    omitted: drafts.length > 2 && pick(12) === 0 ? [1 + pick(drafts.length - 2)] : [],
    extra: pick(3) === 0,
    purpose: (['server', 'client', 'any'] as const)[pick(3)] ?? 'any',
    host: pick(2) === 0 ? HOST : null,
    policy: asksPolicy
      ? {
          initial: pick(2) ? [ANY] : [...new Set(some(POLICIES.slice(0, 3), pick, 2))],
          requireExplicit: pick(2) === 0,
          inhibitMapping: pick(4) === 0,
          inhibitAny: pick(4) === 0,
        }
      : null,
  };
}

/** Issues the chain from its anchor down. */
function issue(drafts: readonly Draft[]): Party[] {
  const stranger = issueTo(cn('Stranger'), 'thief', null, []);
  const parties: Party[] = [];
  for (let i = drafts.length - 1; i >= 0; i--) {
    const draft = drafts[i] as Draft;
    const above = draft.signer === i || draft.signer === 'stranger' ? null : (parties[0] ?? null);
    const signer =
      draft.signer === 'stranger' ? { ...stranger, certificate: (parties[0] ?? stranger).certificate } : above;
    const ids = draft.withKeyIds ? [skiOf(draft.key), ...(parties[0] === undefined ? [] : [akiOf(parties[0])])] : [];
    const issuerName = draft.issuerName === null ? {} : { issuer: draft.issuerName };
    const serial = `10${i.toString(16).padStart(2, '0')}`;
    parties.unshift(
      issueTo(draft.subject, draft.key, signer, [...draft.extensions, ...ids], {
        serial,
        ...draft.change,
        ...issuerName,
      }),
    );
  }
  return parties;
}

interface Verdicts {
  readonly ours: boolean;
  readonly checks: readonly CheckId[];
  readonly theirs: boolean;
  /** OpenSSL's verify codes. */
  readonly codes: readonly number[];
}

function judge(test: Case): Verdicts {
  const parties = issue(test.drafts);
  const [leaf, ...rest] = parties;
  const anchor = rest.at(-1);
  if (leaf === undefined || anchor === undefined) throw new Error('a chain of one');
  const pool = rest
    .slice(0, -1)
    .filter((_, i) => !test.omitted.includes(i + 1))
    .reverse();
  if (test.extra) pool.push(issueTo(cn('CA 1'), 'thief', null, []), leaf);
  const request: PathRequest = {
    presented: [leaf, ...pool].map(({ certificate }) => certificate),
    anchors: [anchor.certificate],
    now: NOW,
    purpose: test.purpose,
    peerName: test.host === null ? null : { dns: test.host },
    leafKeyUsage: null,
    minRsaBits: 0,
    weakHashes: 'accept',
    ...(test.policy === null ? {} : { policy: test.policy }),
  };
  const { accepted, failures } = validatePath(request);
  const files = {
    'leaf.pem': certificatePem(leaf),
    'root.pem': certificatePem(anchor),
    'pool.pem': certificatePem(...pool),
  };
  const run = withFolder(files, (path) =>
    openssl([
      ...['verify', '-partial_chain', '-auth_level', '0', '-attime', String(NOW / 1000)],
      ...(test.purpose === 'any' ? [] : ['-purpose', test.purpose === 'server' ? 'sslserver' : 'sslclient']),
      ...(test.host === null ? [] : ['-verify_hostname', test.host]),
      ...policyOptions(test.policy),
      ...['-CAfile', path('root.pem'), ...(pool.length > 0 ? ['-untrusted', path('pool.pem')] : []), path('leaf.pem')],
    ]),
  );
  const codes = [...run.stderr.matchAll(/error (\d+) at/g)].map(([, code]) => Number(code));
  return { ours: accepted, checks: failures.map(({ check }) => check), theirs: run.status === 0, codes };
}

function policyOptions(policy: PolicyInputs | null): string[] {
  if (policy === null) return [];
  return [
    '-policy_check',
    ...policy.initial.flatMap((oid) => ['-policy', oid]),
    ...(policy.requireExplicit ? ['-explicit_policy'] : []),
    ...(policy.inhibitMapping ? ['-inhibit_map'] : []),
    ...(policy.inhibitAny ? ['-inhibit_any'] : []),
  ];
}

/** Explains one finding of one side, in cases like this one. */
interface Rule {
  readonly why: string;
  readonly of: readonly (CheckId | number)[];
  readonly applies: (test: Case) => boolean;
}

const SERVER_BITS: readonly KeyUsage[] = ['digitalSignature', 'keyEncipherment', 'keyAgreement'];
const CLIENT_BITS: readonly KeyUsage[] = ['digitalSignature', 'keyAgreement'];
const bitsOf = (draft: Draft | undefined): readonly KeyUsage[] | undefined =>
  draft?.extensions.find((e) => e.type === 'keyUsage')?.usages;
const hasDnsName = (draft: Draft | undefined): boolean =>
  draft?.extensions.some((e) => e.type === 'subjectAltName' && e.names.some(({ type }) => type === 'dns')) ?? false;
const purposesOf = (draft: Draft | undefined): readonly string[] =>
  draft?.extensions.flatMap((e) => (e.type === 'extKeyUsage' ? e.purposes : [])) ?? [];

/** Where the two differ by intention. */
const RULES: Readonly<Record<string, Rule>> = {
  'usage of the leaf': {
    why: 'OpenSSL wants the leaf’s keyUsage to fit any key exchange. Which bit is needed, only TLS knows: it asks for it.',
    of: [26],
    applies: ({ drafts: [leaf], purpose }) => {
      const bits = bitsOf(leaf);
      return (
        bits !== undefined && !(purpose === 'server' ? SERVER_BITS : CLIENT_BITS).some((bit) => bits.includes(bit))
      );
    },
  },
  'any purpose': {
    why: 'anyExtendedKeyUsage allows every purpose (RFC 5280 4.2.1.12); OpenSSL wants the purpose itself.',
    of: [26],
    applies: ({ drafts }) => drafts.some((draft) => purposesOf(draft).includes('anyExtendedKeyUsage')),
  },
  'purposes of the anchor': {
    why: 'An anchor’s purposes do not bind (RFC 5280 6.1.1(d)); OpenSSL holds it to them.',
    of: [26],
    applies: ({ drafts }) => purposesOf(drafts.at(-1)).length > 0,
  },
  'common name': {
    why: 'OpenSSL reads the common name where there is no DNS name; RFC 9525 2 forbids it.',
    of: ['identity.san'],
    applies: ({ drafts: [leaf] }) => !hasDnsName(leaf),
  },
  'constrained common name': {
    why: 'OpenSSL holds a common name against constraints on DNS names where there are none; to RFC 5280 it is no DNS name.',
    of: [47, 48],
    applies: ({ drafts: [leaf] }) => !hasDnsName(leaf),
  },
  'mapping without policies': {
    why: 'OpenSSL passes over the mappings of a certificate that has no policies; 6.1.4(a) has no such exception.',
    of: ['policy.mappings'],
    applies: ({ drafts }) => drafts.some((draft) => has(draft, 'policyMappings') && !has(draft, 'certificatePolicies')),
  },
  'last second': {
    why: 'A certificate is valid through notAfter, inclusive (RFC 5280 4.1.2.5); OpenSSL ends it a second earlier, and then may not find the anchor.',
    of: [10, 19],
    applies: ({ drafts }) => drafts.some(({ change }) => change.notAfter === NOW),
  },
  'CA by key usage alone': {
    why: 'RFC 5280 6.1.4(k) wants basicConstraints in a version 3 CA; OpenSSL also takes keyCertSign for it.',
    of: ['ca.basicConstraints'],
    applies: ({ drafts }) => drafts.slice(1).some((draft) => !has(draft, 'basicConstraints')),
  },
  'first issuer by name': {
    why: 'Without key identifiers OpenSSL takes the first issuer of that name and does not go back when its key is wrong.',
    of: [7, 19],
    applies: ({ drafts }) => new Set(drafts.map(({ subject }) => JSON.stringify(subject))).size < drafts.length,
  },
  'unread extension': {
    why: 'OpenSSL does not decode what it does not use here; to us a certificate that can’t be read in full is none.',
    of: ['cert.decode'],
    applies: ({ spoils }) => spoils.includes('malformed'),
  },
};

/** The rules that explain a disagreement: one for each finding of the side that refuses. Null where one has none. */
function explanation(test: Case, { ours, checks, codes }: Verdicts): string[] | null {
  const findings: readonly (CheckId | number)[] = ours ? codes : checks;
  const rules = findings.map((finding) =>
    Object.keys(RULES).find((name) => {
      const rule = RULES[name];
      return rule?.of.includes(finding) && rule.applies(test);
    }),
  );
  return rules.length === 0 || rules.includes(undefined) ? null : rules.filter((rule) => rule !== undefined);
}

describe.skipIf(!outsideJudge('openssl'))('path validation and OpenSSL', () => {
  it(`agree on ${RUNS} chains, or differ by a rule that is written down`, () => {
    const pick = numbers(SEED);
    const unexplained: string[] = [];
    const seen = { both: 0, neither: 0 };
    for (let run = 0; run < RUNS; run++) {
      const test = makeCase(pick);
      const verdicts = judge(test);
      if (verdicts.ours === verdicts.theirs) {
        seen[verdicts.ours ? 'both' : 'neither']++;
        continue;
      }
      const rules = explanation(test, verdicts);
      if (rules === null) {
        const ours = verdicts.ours ? 'accept' : verdicts.checks.join(', ');
        unexplained.push(
          `#${run} [${test.spoils.join(' ')}] ${test.purpose} ${test.host}: we ${ours}, OpenSSL ${verdicts.theirs ? 'accepts' : verdicts.codes.join(', ')}`,
        );
      }
    }
    expect(unexplained).toEqual([]);
    // Chains of both kinds, or nothing was compared.
    expect(Math.min(seen.both, seen.neither)).toBeGreaterThan(RUNS / 6);
  });
});
