// Edits of all kinds, for property tests: everything that `readEdits` lets through may turn up.
import fc from 'fast-check';
import { POOL_KEY_NAMES } from '../../crypto/poolNames.ts';
import { PADDINGS } from '../../pki/x509/algorithm.ts';
import { KEY_USAGES } from '../../pki/x509/extension.ts';
import { CA_MOMENTS, type CaAction, REVOCATION_REASONS } from './caActions.ts';
import { ATTRIBUTES } from './directoryName.ts';
import {
  ANCHORS,
  CERTIFICATE_IDS,
  type CertificateEdit,
  type CertificateId,
  CLOCK_EARLIEST,
  CLOCK_LATEST,
  EARLIEST,
  type Edits,
  EXTENSION_IDS,
  LATEST,
  SIGNERS,
} from './edits.ts';
import { HASH_NAMES, MOST_PATH_LENGTH, PURPOSES } from './readEdits.ts';

const seconds = (least: number, most: number) =>
  fc.integer({ min: least / 1000, max: most / 1000 }).map((second) => second * 1000);

const name = fc.oneof(
  fc.record({
    type: fc.constant('dns' as const),
    value: fc.oneof(
      fc.constantFrom('api.bank.test', '*.bank.test', 'a\0.b'),
      fc.string({ minLength: 1, unit: 'binary-ascii' }),
    ),
  }),
  fc.record({ type: fc.constant('ip' as const), value: fc.oneof(fc.ipV4(), fc.ipV6()) }),
  fc.record({
    type: fc.constantFrom('email' as const, 'uri' as const),
    value: fc.string({ minLength: 1, unit: 'binary-ascii' }),
  }),
  fc.record({
    type: fc.constant('directory' as const),
    value: fc.constantFrom('CN=alice, O=Bank Customers', 'o=a\\,b,c=NL', 'CN=\\00'),
  }),
);

const subtree = fc.oneof(
  fc.record({
    type: fc.constantFrom('dns' as const, 'email' as const, 'uri' as const),
    value: fc.constantFrom('bank.test', '.bank.test', 'x'),
  }),
  fc.record({ type: fc.constant('directory' as const), value: fc.constantFrom('', 'O=Bank', 'C=NL, O=Bank') }),
  fc
    .tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }))
    .map(([ip, bits]) => ({ type: 'ip' as const, value: `${ip}/${bits}` })),
);

const distinguished = fc
  .subarray([...ATTRIBUTES])
  .chain((types) =>
    fc.tuple(
      ...types.map((type) =>
        (type === 'C'
          ? fc.constantFrom('NL', 'DE')
          : fc.string({ minLength: 1, maxLength: 64, unit: 'grapheme' }).filter((text) => [...text].length <= 64)
        ).map((value) => ({ type, value })),
      ),
    ),
  );

const certificate = (id: CertificateId): fc.Arbitrary<CertificateEdit> =>
  fc.record(
    {
      notBefore: seconds(EARLIEST, LATEST),
      notAfter: seconds(EARLIEST, LATEST),
      subject: distinguished,
      key: fc.constantFrom(...POOL_KEY_NAMES),
      hash: fc.constantFrom(...HASH_NAMES),
      padding: fc.constantFrom(...PADDINGS),
      signer: fc.constantFrom(...SIGNERS[id]),
      issuer: distinguished,
      basicConstraints: fc.record({ ca: fc.boolean(), pathLen: fc.option(fc.nat(MOST_PATH_LENGTH)) }),
      keyUsage: fc.subarray([...KEY_USAGES], { minLength: 1 }),
      extKeyUsage: fc.array(fc.constantFrom(...PURPOSES, '1.3.6.1.5.5.7.3.3', '2.999.3'), {
        minLength: 1,
        maxLength: 4,
      }),
      subjectAltName: fc.array(name, { minLength: 1, maxLength: 4 }),
      nameConstraints: fc
        .record({ permitted: fc.array(subtree, { maxLength: 3 }), excluded: fc.array(subtree, { maxLength: 3 }) })
        .filter(({ permitted, excluded }) => permitted.length + excluded.length > 0),
      unknown: fc.constantFrom('2.999.1', '1.2.3.4'),
      without: fc.subarray([...EXTENSION_IDS], { minLength: 1 }),
      critical: fc.dictionary(fc.constantFrom(...EXTENSION_IDS), fc.boolean(), { minKeys: 1, maxKeys: 5 }),
    },
    { requiredKeys: [] },
  );

/** In their one order, as `readEdits` gives them. */
export const anyEdits: fc.Arbitrary<Edits> = fc.record(
  {
    clocks: fc.record(
      { client: seconds(CLOCK_EARLIEST, CLOCK_LATEST), server: seconds(CLOCK_EARLIEST, CLOCK_LATEST) },
      { requiredKeys: [] },
    ),
    trust: fc.record({ client: fc.subarray([...ANCHORS]), server: fc.subarray([...ANCHORS]) }, { requiredKeys: [] }),
    certificates: fc.record(
      Object.fromEntries(CERTIFICATE_IDS.map((id) => [id, certificate(id)])) as Record<
        CertificateId,
        fc.Arbitrary<CertificateEdit>
      >,
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

const when = fc.constantFrom(...CA_MOMENTS);
const whose = fc.constantFrom('server', 'client', '5a01');
/** What one can have the CA do. */
export const anyCaWork: fc.Arbitrary<readonly CaAction[]> = fc.array(
  fc.oneof<fc.Arbitrary<CaAction>[]>(
    fc.record(
      {
        when,
        act: fc.constant('request'),
        name: fc.constantFrom('shop.test', 'bob'),
        proof: fc.constantFrom('own', 'other'),
        key: fc.constantFrom('p256', 'ed25519'),
      },
      { requiredKeys: ['when', 'act', 'name', 'proof'] },
    ),
    fc.record({
      when,
      act: fc.constant('sign'),
      csr: fc.base64String().map((text) => `MIIB${text.replaceAll(/\W/g, '')}`),
    }),
    fc.record({
      when,
      act: fc.constant('revoke'),
      whose,
      reason: fc.constantFrom(...REVOCATION_REASONS),
      daysAgo: fc.nat(3),
    }),
    fc.record({ when, act: fc.constantFrom('release', 'ask'), whose }),
    fc.record({ when, act: fc.constant('publish'), list: fc.constant('delta') }, { requiredKeys: ['when', 'act'] }),
  ),
  { maxLength: 4 },
);

/** Edits near to what is honest, most of them for better or worse by one thing: chains of which about half are good. */
export const likelyEdits: fc.Arbitrary<Edits> = fc
  .array(fc.tuple(fc.constantFrom<CertificateId>('root', 'issuing', 'server'), fc.nat(), fc.nat()), {
    minLength: 1,
    maxLength: 2,
  })
  .chain((wishes) =>
    fc.constantFrom(ANCHORS.slice(0, 1), ANCHORS.slice(0, 1), ANCHORS, ANCHORS.slice(1)).map((client) => {
      const certificates: Partial<Record<CertificateId, CertificateEdit>> = {};
      for (const [id, which, value] of wishes) {
        const [part, values] = LIKELY[which % LIKELY.length] ?? ['hash', ['sha256']];
        const own =
          part === 'key' ? POOL_KEY_NAMES.filter((name) => name === 'weak' || name.split('.')[0] === id) : values;
        const choices = part === 'signer' ? SIGNERS[id] : own;
        certificates[id] = { ...certificates[id], [part]: choices[value % choices.length] };
      }
      return { trust: { client: [...client] }, certificates };
    }),
  );

const NOON = Date.UTC(2026, 10, 23, 12);
const dns = (value: string) => ({ type: 'dns', value });
const directory = (value: string) => ({ type: 'directory', value });
const LIKELY: readonly (readonly [keyof CertificateEdit, readonly unknown[]])[] = [
  ['notBefore', [NOON - 1000, NOON, NOON + 1000]],
  ['notAfter', [NOON - 1000, NOON + 1000, Date.UTC(2060, 0, 1)]],
  ['subject', [[], [{ type: 'CN', value: 'api.bank.test' }], [{ type: 'O', value: 'bank' }]]],
  [
    'issuer',
    [
      [{ type: 'CN', value: 'Nobody' }],
      [
        { type: 'CN', value: 'bank root ca' },
        { type: 'O', value: 'BANK' },
      ],
    ],
  ],
  ['key', []],
  ['key', []],
  ['hash', HASH_NAMES],
  ['padding', PADDINGS],
  ['signer', []],
  [
    'basicConstraints',
    [0, 1, 2, null].flatMap((pathLen) => [
      { ca: true, pathLen },
      { ca: false, pathLen: null },
    ]),
  ],
  ['keyUsage', [['keyCertSign'], ['digitalSignature'], ['keyCertSign', 'digitalSignature'], ['keyEncipherment']]],
  ['extKeyUsage', [['serverAuth'], ['clientAuth'], ['anyExtendedKeyUsage'], ['codeSigning', 'serverAuth']]],
  [
    'subjectAltName',
    [
      [dns('*.bank.test')],
      [dns('www.bank.test'), { type: 'uri', value: 'https://api.bank.test/' }],
      [{ type: 'ip', value: '192.0.2.1' }],
      [dns('API.bank.test'), directory('CN=x, O=Bank')],
    ],
  ],
  [
    'nameConstraints',
    [
      { permitted: [dns('bank.test')], excluded: [] },
      { permitted: [dns('shop.test')], excluded: [] },
      { permitted: [directory('O=Bank')], excluded: [] },
      { permitted: [], excluded: [directory('O=bank')] },
      { permitted: [{ type: 'uri', value: '.bank.test' }], excluded: [dns('api.bank.test')] },
      { permitted: [{ type: 'ip', value: '10.0.0.0/8' }], excluded: [{ type: 'email', value: 'bank.test' }] },
    ],
  ],
  ['unknown', ['2.999.1']],
  ['without', EXTENSION_IDS.map((id) => [id])],
  ['critical', EXTENSION_IDS.flatMap((id) => [{ [id]: true }, { [id]: false }])],
];
