// Known answers for the main rules of a path (RFC 5280 6): certificates that `openssl ca` issued, and what
// `openssl verify` says of them. Each case breaks one rule.

import type { Tools } from './tools.ts';

/** The moment of validation; OpenSSL is told by -attime, so the answers are the same on any day. */
const NOW = '2026-06-01T12:00:00Z';
const GOOD = { from: '20260101000000Z', to: '20270101000000Z' };
const LONG = { from: '20250101000000Z', to: '20350101000000Z' };

const IS_CA = 'basicConstraints=critical,CA:TRUE';
const NOT_CA = 'basicConstraints=critical,CA:FALSE';
const CA_USAGE = 'keyUsage=critical,keyCertSign,cRLSign';
const SIGNS = 'keyUsage=critical,digitalSignature';
const CA = [IS_CA, CA_USAGE];
const LEAF = [NOT_CA, SIGNS, 'extendedKeyUsage=serverAuth'];
const FRESH = ['20260520000000Z', '20260620000000Z'] as const;
const KEY_IDS = ['subjectKeyIdentifier=hash', 'authorityKeyIdentifier=keyid'];
const HOST = 'www.shop.test';

/**
 * What each case changes of the honest path root - issuing - leaf: `root`, `issuing`, `leaf` give names, dates or
 * extensions; `shown` and `trusted` are the files that are presented and trusted; `ask` is what is asked for.
 */
interface Dates {
  readonly from: string;
  readonly to: string;
}
interface Change {
  readonly dates?: Dates;
  readonly extensions?: readonly string[];
  readonly names?: readonly string[];
}
interface Ask {
  readonly dns?: string;
  readonly ip?: string;
  readonly email?: string;
  /** OID. */
  readonly policy?: string;
}
interface ListDraft {
  readonly revoked?: boolean;
  readonly dates?: readonly [string, string];
}
interface Case {
  readonly rule: string;
  readonly root?: Change;
  readonly issuing?: Change;
  readonly leaf?: Change;
  readonly shown?: readonly string[];
  readonly trusted?: readonly string[];
  readonly ask?: Ask;
  readonly tamper?: true;
  /** Null: revocation is asked for, and there is no CRL. */
  readonly crl?: ListDraft | null;
}
const CASES: readonly Case[] = [
  { rule: 'a path in order is accepted' },
  { rule: 'a wildcard stands for one label', leaf: { names: ['DNS:*.shop.test'] } },
  {
    rule: 'a wildcard stands for no second label',
    leaf: { names: ['DNS:*.shop.test'] },
    ask: { dns: 'a.www.shop.test' },
  },
  { rule: 'the host name is among the DNS names', ask: { dns: 'other.shop.test' } },
  { rule: 'an address is among the addresses', leaf: { names: ['IP:192.0.2.1'] }, ask: { ip: '192.0.2.2' } },
  { rule: 'an address in the certificate matches itself', leaf: { names: ['IP:192.0.2.1'] }, ask: { ip: '192.0.2.1' } },
  {
    rule: 'a mailbox is among the mailboxes',
    leaf: { names: ['email:alice@shop.test'] },
    ask: { email: 'bob@shop.test' },
  },
  { rule: 'the leaf has not expired', leaf: { dates: { from: '20260101000000Z', to: '20260601115959Z' } } },
  {
    rule: 'a leaf is valid a second before it expires',
    leaf: { dates: { from: '20260101000000Z', to: '20260601120001Z' } },
  },
  { rule: 'a leaf is valid in its first second', leaf: { dates: { from: '20260601120000Z', to: '20270101000000Z' } } },
  { rule: 'the leaf is valid already', leaf: { dates: { from: '20260601120001Z', to: '20270101000000Z' } } },
  { rule: 'no CA has expired', issuing: { dates: { from: '20250101000000Z', to: '20260601115959Z' } } },
  { rule: 'the issuer of the leaf is known', shown: ['leaf'] },
  { rule: 'the path ends at a trusted root', trusted: ['stranger'], shown: ['leaf', 'issuing', 'root'] },
  {
    rule: 'a certificate signed with its own key is trusted only where it is an anchor',
    shown: ['alone'],
    trusted: ['root'],
  },
  { rule: 'the signature fits the content', tamper: true },
  { rule: 'an issuer is a CA', issuing: { extensions: [NOT_CA, CA_USAGE] } },
  { rule: 'an issuer may sign certificates', issuing: { extensions: [IS_CA, 'keyUsage=critical,cRLSign'] } },
  {
    rule: 'no more CAs follow than pathLenConstraint allows',
    root: { extensions: ['basicConstraints=critical,CA:TRUE,pathlen:0', CA_USAGE] },
  },
  {
    rule: 'names are inside the permitted names',
    issuing: { extensions: [...CA, 'nameConstraints=critical,permitted;DNS:bank.test'] },
  },
  {
    rule: 'names are outside the excluded names',
    issuing: { extensions: [...CA, 'nameConstraints=critical,excluded;DNS:shop.test'] },
  },
  {
    rule: 'a permitted name is accepted',
    issuing: { extensions: [...CA, 'nameConstraints=critical,permitted;DNS:shop.test'] },
  },
  { rule: 'extendedKeyUsage allows the purpose', leaf: { extensions: [NOT_CA, SIGNS, 'extendedKeyUsage=clientAuth'] } },
  { rule: 'no critical extension is unknown', leaf: { extensions: [...LEAF, '1.2.3.4.5=critical,DER:0500'] } },
  {
    rule: 'an unknown extension that is not critical does no harm',
    leaf: { extensions: [...LEAF, '1.2.3.4.5=DER:0500'] },
  },
  {
    rule: 'a policy that is required is there',
    leaf: { extensions: [...LEAF, 'certificatePolicies=1.2.3.4'] },
    ask: { policy: '1.2.3.5' },
  },
  {
    rule: 'a policy that is required is found',
    issuing: { extensions: [...CA, 'certificatePolicies=1.2.3.4'] },
    leaf: { extensions: [...LEAF, 'certificatePolicies=1.2.3.4'] },
    ask: { policy: '1.2.3.4' },
  },
  { rule: 'a certificate that a fresh CRL does not list is accepted', crl: {} },
  { rule: 'a certificate that a CRL lists is revoked', crl: { revoked: true } },
  { rule: 'a CRL is not out of date', crl: { dates: ['20260101000000Z', '20260501000000Z'] } },
  { rule: 'the status is known where it must be', crl: null },
];

export function issuePaths(tools: Tools) {
  return { now: NOW, cases: CASES.map((it) => answer(tools, it)) };
}

function answer(tools: Tools, it: Case) {
  for (const name of ['root', 'issuing', 'leaf', 'stranger', 'alone']) makeKey(tools, name);
  issue(tools, 'root', 'root', { dates: LONG, extensions: CA, ...it.root });
  issue(tools, 'stranger', 'stranger', { dates: LONG, extensions: CA });
  issue(tools, 'issuing', 'root', { dates: LONG, extensions: CA, ...it.issuing });
  const names = it.leaf?.names ?? [`DNS:${HOST}`];
  const leaf = { dates: GOOD, extensions: LEAF, ...it.leaf };
  const withNames = { ...leaf, extensions: [...leaf.extensions, `subjectAltName=${names.join(',')}`] };
  issue(tools, 'leaf', 'issuing', withNames);
  issue(tools, 'alone', 'alone', withNames);
  if (it.tamper) tamper(tools);
  const { shown = ['leaf', 'issuing'], trusted = ['root'], ask = {}, crl } = it;
  const crls = crl ? [revocationList(tools, crl)] : [];
  const verdict = verify(tools, { shown, trusted, ask, crls, revocation: crl !== undefined });
  const pem = (name: string) => text(tools, `${name}.pem`);
  const { policy = null, ...name } = ask;
  return {
    rule: it.rule,
    ...verdict,
    ask: { name: Object.keys(name).length > 0 ? name : { dns: HOST }, policy, revocation: crl !== undefined },
    presented: shown.map(pem),
    anchors: trusted.map(pem),
    crls,
  };
}

/** The PEM alone, without what OpenSSL wrote before it. */
function text({ read }: Tools, name: string): string {
  const content = read(name).toString();
  return content.slice(content.indexOf('-----BEGIN'));
}

const made = new Set<string>();
function makeKey({ openssl }: Tools, name: string) {
  if (made.has(name)) return;
  openssl(['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', `${name}.key`]);
  made.add(name);
}

/** NAME.pem, by `openssl ca`, which alone takes both dates. */
function issue(tools: Tools, name: string, issuer: string, { dates = GOOD, extensions = [] }: Change) {
  const { openssl, write } = tools;
  write('index', '');
  write('index.attr', 'unique_subject=no\n');
  write(
    'extensions',
    [...extensions, ...KEY_IDS.filter((line) => name !== issuer || line.startsWith('subject'))].join('\n'),
  );
  configure(tools);
  openssl(['req', '-new', '-config', 'ca.cnf', '-key', `${name}.key`, '-subj', `/CN=${name}`, '-out', `${name}.csr`]);
  const signer = name === issuer ? ['-selfsign'] : ['-cert', `${issuer}.pem`];
  const when = ['-startdate', dates.from, '-enddate', dates.to];
  const out = ['-extfile', 'extensions', '-in', `${name}.csr`, '-out', `${name}.pem`];
  openssl(['ca', '-batch', '-notext', '-config', 'ca.cnf', '-keyfile', `${issuer}.key`, ...signer, ...when, ...out]);
}

function configure({ write }: Tools) {
  write(
    'ca.cnf',
    [
      '[ca]',
      'default_ca=lab',
      '[lab]',
      'database=index',
      'rand_serial=yes',
      'new_certs_dir=.',
      'default_md=sha256',
      'policy=any',
      'crlnumber=crlnumber',
      'default_crl_days=30',
      'crl_extensions=crl',
      '[any]',
      'commonName=supplied',
      '[crl]',
      'authorityKeyIdentifier=keyid',
      '[req]',
      'distinguished_name=name',
      '[name]',
    ].join('\n'),
  );
}

/** The CRL of the issuing CA, with the leaf on it or not. */
function revocationList(tools: Tools, { revoked = false, dates = FRESH }: ListDraft) {
  const { openssl, write } = tools;
  write('index', '');
  write('crlnumber', '01\n');
  configure(tools);
  const ca = ['ca', '-config', 'ca.cnf', '-keyfile', 'issuing.key', '-cert', 'issuing.pem'];
  if (revoked) openssl([...ca, '-revoke', 'leaf.pem']);
  openssl([...ca, '-gencrl', '-crl_lastupdate', dates[0], '-crl_nextupdate', dates[1], '-out', 'crl.pem']);
  return text(tools, 'crl.pem');
}

/** Changes one letter of the leaf's common name after it was signed. */
function tamper({ openssl, write }: Tools) {
  const der = openssl(['x509', '-in', 'leaf.pem', '-outform', 'DER']).stdout;
  const at = der.indexOf('leaf');
  der.writeUInt8(der.readUInt8(at) ^ 1, at);
  write('leaf.der', der);
  openssl(['x509', '-inform', 'DER', '-in', 'leaf.der', '-out', 'leaf.pem']);
}

interface Question {
  readonly shown: readonly string[];
  readonly trusted: readonly string[];
  readonly ask: Ask;
  readonly crls: readonly string[];
  readonly revocation: boolean;
}

function verify(tools: Tools, { shown, trusted, ask, crls, revocation }: Question) {
  const { openssl, shown: asTyped, write } = tools;
  const bundle = (names: readonly string[]) => names.map((name) => text(tools, `${name}.pem`)).join('');
  write('trusted.pem', bundle(trusted));
  write('untrusted.pem', bundle(shown.slice(1)));
  const args = [
    ...['verify', '-attime', String(Date.parse(NOW) / 1000), '-purpose', 'sslserver'],
    ...['-no-CAfile', '-no-CApath', '-CAfile', 'trusted.pem'],
    ...(shown.length > 1 ? ['-untrusted', 'untrusted.pem'] : []),
    ...nameArguments(ask),
    ...(ask.policy ? ['-policy', ask.policy, '-explicit_policy'] : []),
    ...(revocation ? ['-crl_check'] : []),
    ...(crls.length > 0 ? ['-CRLfile', 'crl.pem'] : []),
    `${shown[0]}.pem`,
  ];
  const run = openssl(args, { mayFail: true });
  const [, code, depth, words] = /error (\d+) at (\d+) depth lookup: (.*)/.exec(run.stderr) ?? [];
  const says = code === undefined ? null : { error: Number(code), depth: Number(depth), words };
  if ((says === null) !== (run.status === 0)) throw new Error(`openssl verify: ${run.stdout}${run.stderr}`);
  return { command: asTyped(args), says };
}

function nameArguments({ dns, ip, email }: Ask): string[] {
  if (ip !== undefined) return ['-verify_ip', ip];
  if (email !== undefined) return ['-verify_email', email];
  return ['-verify_hostname', dns ?? HOST];
}
