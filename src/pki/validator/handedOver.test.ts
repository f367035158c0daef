// Which certificate of those that were handed over is judged, when none is, and how all three verdicts come about.
import { describe, expect, it } from 'vitest';
import { poolKey } from '../../crypto/pool.ts';
import { publicOf } from '../../crypto/rsa.ts';
import { publicKeyToSpki } from '../../crypto/spki.ts';
import {
  akiOf,
  caExtensions,
  certificatePem,
  cn,
  issueTo,
  leafExtensions,
  makeBank,
  makeServer,
  NOW,
  type Party,
  skiOf,
} from '../bank.testing.ts';
import { takeIn } from '../intake/intake.ts';
import { type InputSummary, summaryOf } from '../intake/intakeSummary.ts';
import { toolOutputIn } from '../intake/toolOutput.ts';
import type { ExtensionSpec } from '../x509/extensionSpec.ts';
import {
  type Asked,
  type HandedOver,
  leafOf,
  NOTHING,
  type Part,
  questionOf,
  subjectOf,
  withReading,
} from './handedOver.ts';
import { judge } from './judgement.ts';
import type { Judgement } from './question.ts';

const { root, issuing, server } = makeBank();
const unreadable = '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n';

/** Without private keys, which take longer. */
function readingOf(text: string): InputSummary {
  const { items, problems } = takeIn(new TextEncoder().encode(text));
  return { items: items.flatMap((item) => (item.kind === 'privateKey' ? [] : [summaryOf(item)])), problems };
}

const hand = (...files: readonly (readonly [string, boolean?])[]): HandedOver =>
  files.reduce(
    (handed, [text, trusted = false], id) =>
      withReading(
        handed,
        { id, name: `file ${id}`, trusted, output: toolOutputIn(new TextEncoder().encode(text)) },
        readingOf(text),
      ),
    NOTHING,
  );
const subjectName = (handed: HandedOver, purpose: Asked['purpose'] = null): string | undefined =>
  leafOf(handed, purpose)?.subject.replace(/^CN=([^,]*).*/, '$1');
const asked: Asked = { purpose: null, name: '', profile: 'rfc5280', revocation: 'hard', trustSelfSigned: false };
const ask = (handed: HandedOver, change: Partial<Asked> = {}): Judgement => {
  const question = questionOf(handed, { ...asked, ...change }, NOW, []);
  if (question === null) throw new Error('nothing to judge');
  return judge(question);
};
const failed = ({ checks }: Judgement): string[] =>
  checks.filter(({ result }) => result === 'fail').map(({ check, certificate }) => `${check}@${certificate}`);
const pem = certificatePem;

describe('what is judged', () => {
  it('is an end entity that issued no other, wherever it stands', () => {
    expect(subjectName(hand([pem(root, issuing, server)]))).toBe('api.bank.test');
    expect(subjectName(hand([pem(issuing)], [pem(server)], [pem(root), true]))).toBe('api.bank.test');
  });

  it('is what serves the purpose that was asked for, where there are several', () => {
    const client = issueTo(cn('alice'), 'client', issuing, [
      ...leafExtensions('clientAuth', []).slice(0, 3),
      akiOf(issuing),
    ]);
    const both = hand([pem(server, client, issuing)]);
    expect(subjectName(both)).toBe('api.bank.test');
    expect(subjectName(both, 'client')).toBe('alice');
    expect(questionOf(both, { ...asked, purpose: null }, NOW, [])).toMatchObject({ purpose: 'server', isGuess: true });
    expect(questionOf(hand([pem(client)]), asked, NOW, [])).toMatchObject({ purpose: 'client', isGuess: true });
  });

  it('is a CA’s own certificate only where that is a server’s or client’s, too', () => {
    const names: ExtensionSpec = { type: 'subjectAltName', critical: false, names: [{ type: 'dns', value: 'a.test' }] };
    const selfMade = issueTo(cn('a.test'), 'server', null, [...caExtensions(null), skiOf('server'), names]);
    expect(subjectName(hand([pem(selfMade)]))).toBe('a.test');
    expect(subjectName(hand([pem(selfMade), true]))).toBe('a.test');
    const store = hand([pem(root, issuing)]);
    expect(subjectOf(store, null)).toEqual({ kind: 'onlyCas', count: 2 });
    expect(ask(store)).toMatchObject({ verdict: 'undecided', open: [{ kind: 'onlyCas', count: 2 }], path: [] });
    expect(subjectName({ ...store, chosen: store.entries[1]?.id ?? null })).toBe('Issuing');
  });

  it('is none of a store of CAs, whatever mailboxes of operators and purposes are in them', () => {
    const mail: ExtensionSpec = {
      type: 'subjectAltName',
      critical: false,
      names: [{ type: 'email', value: 'ca@a.test' }],
    };
    const purposes: ExtensionSpec = { type: 'extKeyUsage', critical: false, purposes: ['serverAuth', 'clientAuth'] };
    const withMail = issueTo(cn('Mail Root'), 'rogueRoot', null, [...caExtensions(null), skiOf('rogueRoot'), mail]);
    const bound = issueTo(cn('Bound'), 'issuing', root, [...caExtensions(0), skiOf('issuing'), akiOf(root), purposes]);
    expect(subjectOf(hand([pem(withMail)]), null)).toEqual({ kind: 'onlyCas', count: 1 });
    expect(subjectOf(hand([pem(bound)]), null)).toEqual({ kind: 'onlyCas', count: 1 });
    expect(subjectOf(hand([pem(root, withMail, bound)]), null)).toEqual({ kind: 'onlyCas', count: 3 });
  });

  it('is never another certificate in the place of one that can’t be read', () => {
    const handed = hand([`${unreadable}${pem(issuing)}`], [pem(root), true]);
    expect(subjectOf(handed, null)).toMatchObject({ kind: 'unreadable', source: 'file 0' });
    expect(ask(handed)).toMatchObject({ verdict: 'refused', path: [] });
    expect(failed(ask(handed))).toEqual(['cert.decode@0']);
    expect(failed(ask(hand([`${unreadable}${pem(server, issuing)}`])))).toEqual(['cert.decode@0']);
  });

  it('is told what could not be read behind it', () => {
    const judgement = ask(hand([`${pem(server)}${unreadable}`], [pem(issuing, root), true]));
    expect(judgement.verdict).toBe('accepted');
    expect(judgement.notes).toContainEqual(expect.objectContaining({ kind: 'unreadable', source: 'file 0' }));
  });

  it('is nothing where there is nothing', () => {
    expect(questionOf(hand(['hello']), asked, NOW, [])).toBeNull();
  });
});

describe('the verdict', () => {
  const sent = pem(server, issuing);

  it('is undecided where all is well up to a root that nobody handed over', () => {
    expect(ask(hand([sent]))).toMatchObject({
      verdict: 'undecided',
      open: [{ kind: 'noIssuer', issuer: 'CN=Root, O=Bank', above: 2 }],
    });
    expect(failed(ask(hand([sent])))).toEqual([]);
  });

  it('is undecided where the path ends at a root that nobody named as trusted', () => {
    expect(ask(hand([pem(server, issuing, root)]))).toMatchObject({
      verdict: 'undecided',
      open: [{ kind: 'selfSigned', subject: 'CN=Root, O=Bank', isLeaf: false }],
    });
    expect(ask(hand([pem(server, issuing, root)]), { trustSelfSigned: true }).verdict).toBe('accepted');
  });

  it('is undecided where nobody can tell a missing intermediate from a missing root, and refused once a root is named', () => {
    expect(ask(hand([pem(server)]))).toMatchObject({ verdict: 'undecided', open: [{ kind: 'noIssuer', above: 1 }] });
    const trusting = ask(hand([pem(server)], [pem(root), true]));
    expect([trusting.verdict, failed(trusting)]).toEqual(['refused', ['chain.build@0']]);
    expect(ask(hand([sent], [pem(root), true])).verdict).toBe('accepted');
  });

  it('never calls a certificate self-signed that another CA of the same name signed (RFC 5280 3.2)', () => {
    const extensions = caExtensions(null).filter(({ type }) => !/KeyIdentifier$/.test(type));
    const ca = issueTo(cn('broker.lan'), 'root', null, extensions);
    const names: ExtensionSpec = { type: 'subjectAltName', critical: false, names: [{ type: 'dns', value: 'a.test' }] };
    const leaf = issueTo(cn('broker.lan'), 'server', ca, [names]);
    expect(ask(hand([pem(leaf)]))).toMatchObject({
      verdict: 'undecided',
      open: [{ kind: 'noIssuer', issuer: 'CN=broker.lan, O=Bank', above: 1 }],
    });
    const own = issueTo(cn('broker.lan'), 'server', null, [names]);
    expect(ask(hand([pem(own)])).open).toEqual([expect.objectContaining({ kind: 'selfSigned', isLeaf: true })]);
  });

  it('does not hold against a root that nobody named what would not bind it as a trust anchor', () => {
    // As `openssl req -x509` makes it unless it is told otherwise: without keyUsage.
    const bare = issueTo(cn('Bare'), 'rogueRoot', null, [
      { type: 'basicConstraints', critical: true, ca: true, pathLen: null },
      skiOf('rogueRoot'),
    ]);
    const named = { name: 'api.bank.test' };
    expect(ask(hand([pem(makeServer(bare), bare)]), named).verdict).toBe('undecided');
    expect(ask(hand([pem(makeServer(bare), bare)], [pem(bare), true]), named).verdict).toBe('accepted');
    const late = issueTo(cn('Late'), 'rogueRoot', null, [...caExtensions(null), skiOf('rogueRoot')], {
      notAfter: NOW - 1,
    });
    expect(ask(hand([pem(makeServer(late), late)])).verdict).toBe('refused');
  });

  it('is refused as soon as a check fails, whatever is missing', () => {
    const expired = makeServer(issuing, { notAfter: NOW - 1000 });
    expect(ask(hand([pem(expired, issuing)]))).toMatchObject({ verdict: 'refused', open: [] });
    expect(failed(ask(hand([sent]), { name: 'shop.test' }))).toEqual(['identity.dns@0']);
  });

  it('trusts as self-signed only what its own key signed (RFC 5280 3.2)', () => {
    const sameName = issueTo(cn('Root'), 'server', root, [
      ...leafExtensions('serverAuth', ['a.test']),
      skiOf('server'),
      akiOf(root),
    ]);
    const alone = ask(hand([pem(sameName)]), { trustSelfSigned: true });
    expect([alone.verdict, alone.anchored]).toEqual(['undecided', false]);
    const noKeyIds = issueTo(cn('Root'), 'server', root, leafExtensions('serverAuth', ['a.test']));
    expect(ask(hand([pem(noKeyIds)]), { trustSelfSigned: true }).verdict).not.toBe('accepted');
  });

  it('leads with key identifiers where they differ: a CA that renewed its key has another certificate', () => {
    const stale = issueTo(cn('Issuing'), 'rogueIssuing', root, [
      ...caExtensions(0),
      skiOf('rogueIssuing'),
      akiOf(root),
    ]);
    expect(failed(ask(hand([pem(server, stale)], [pem(root), true])))).toEqual(['aki.match@0', 'signature.verify@0']);
  });

  it('asks of a leaf’s key usage what TLS needs for the purpose (RFC 5280 4.2.1.12)', () => {
    const usages = (...list: ('digitalSignature' | 'keyEncipherment' | 'keyAgreement' | 'dataEncipherment')[]) => {
      const rest = leafExtensions('clientAuth', ['a.test']).filter(
        ({ type }) => type !== 'keyUsage' && type !== 'extKeyUsage',
      );
      const party = issueTo(cn('a'), 'client', issuing, [
        ...rest,
        akiOf(issuing),
        { type: 'keyUsage', critical: true, usages: list },
      ]);
      return hand([pem(party, issuing)], [pem(root), true]);
    };
    const forClient = { purpose: 'client' } as const;
    expect(failed(ask(usages('keyEncipherment'), forClient))).toEqual(['leaf.keyUsage@0']);
    expect(failed(ask(usages('digitalSignature'), forClient))).toEqual([]);
    expect(failed(ask(usages('keyAgreement'), forClient))).toEqual([]);
    expect(failed(ask(usages('keyEncipherment'), { purpose: 'server' }))).toEqual([]);
    expect(failed(ask(usages('dataEncipherment'), { purpose: 'server' }))).toEqual(['leaf.keyUsage@0']);
    expect(failed(ask(usages('dataEncipherment'), { purpose: 'any' }))).toEqual([]);
  });
});

describe('the order of a file (RFC 5246 7.4.2)', () => {
  const order = (...parties: readonly Party[]) => failed(ask(hand([pem(...parties)])));

  it('begins with the certificate of the server or client', () => {
    expect(order(issuing, server, root)).toEqual(['bundle.order@0']);
    expect(order(root, server)).toEqual(['bundle.order@0']);
    expect(order(server, issuing, root)).toEqual([]);
    expect(order(server)).toEqual([]);
  });

  it.each([
    ['elements, as OpenVPN has them', (ca: string, cert: string) => `<ca>\n${ca}</ca>\n<cert>\n${cert}</cert>\n`],
    ['variables', (ca: string, cert: string) => `CA=${ca}\nCERT=${cert}\n`],
    ['here-documents', (ca: string, cert: string) => `ca = <<EOF\n${ca}EOF\ncert = <<-"EOT"\n${cert}EOT\n`],
    ['JSON', (ca: string, cert: string) => JSON.stringify({ ca, cert })],
    ['YAML', (ca: string, cert: string) => `ca: |\n${ca}cert: |-\n${cert}`],
  ])('is none between values of their own: %s', (_form, write) => {
    expect(failed(ask(hand([write(pem(root), pem(server, issuing))])))).toEqual([]);
    expect(failed(ask(hand([write(pem(root), pem(issuing, server))])))).toEqual(['bundle.order@0']);
  });

  it('is kept where a program prints a heading over each certificate', () => {
    const headed = (...parties: readonly Party[]) =>
      parties.map((one, i) => `Certificate[${i + 1}]:\n${pem(one)}`).join('');
    expect(failed(ask(hand([headed(issuing, server)])))).toEqual(['bundle.order@0']);
  });

  it('goes up from there, whatever else stands between', () => {
    const other = issueTo(cn('Other'), 'rogueRoot', null, [...caExtensions(null), skiOf('rogueRoot')]);
    expect(order(server, root, issuing)).toEqual(['bundle.order@0']);
    expect(order(server, other, issuing, root)).toEqual([]);
    expect(order(server, issuing, issuing, root)).toEqual([]);
  });

  it('is that of one file: trust anchors and other files have none', () => {
    expect(failed(ask(hand([pem(root)], [pem(issuing)], [pem(server)])))).toEqual([]);
    expect(failed(ask(hand([pem(server, issuing)], [pem(root, issuing), true])))).toEqual([]);
    expect(failed(ask(hand([pem(issuing, server)]), { purpose: 'any' }))).toEqual([]);
  });
});

describe('a private key beside the certificate', () => {
  const spkiOf = (name: 'server' | 'client' | 'issuing') => publicKeyToSpki(publicOf(poolKey(name)));
  const withKey = (spki: Uint8Array | null): HandedOver => {
    const handed = hand([pem(server, issuing, root)]);
    const key: Part = { kind: 'key', spki, encrypted: spki === null, problem: null, format: 'pki' };
    return { ...handed, sources: handed.sources.map((one) => ({ ...one, parts: [...one.parts, key] })) };
  };
  const keyChecks = (handed: HandedOver) =>
    ask(handed).checks.flatMap(({ check, result }) => (check === 'bundle.key' ? [result] : []));

  it('belongs to it, or fails', () => {
    expect(keyChecks(withKey(spkiOf('server')))).toEqual(['pass']);
    expect(failed(ask(withKey(spkiOf('client'))))).toEqual(['bundle.key@0']);
  });

  it('that belongs to another certificate at hand says nothing of this one', () => {
    expect(keyChecks(withKey(spkiOf('issuing')))).toEqual([]);
    expect(ask(withKey(spkiOf('issuing'))).notes).toContainEqual({
      kind: 'key',
      source: 'file 0',
      of: { kind: 'other', subject: 'CN=Issuing, O=Bank' },
    });
  });

  it('that can’t be read is not compared, and that is said', () => {
    expect(keyChecks(withKey(null))).toEqual([]);
    expect(ask(withKey(null)).notes).toContainEqual(
      expect.objectContaining({ of: { kind: 'unknown', encrypted: true, problem: null } }),
    );
  });
});

describe('notes', () => {
  it('say whether the issuer of my client is among the CAs that the server takes', () => {
    const client = issueTo(cn('alice'), 'client', issuing, [
      ...leafExtensions('clientAuth', []).slice(0, 3),
      akiOf(issuing),
    ]);
    const listing = (name: string) => `Acceptable client certificate CA names\n${name}\n---\n${pem(server, issuing)}`;
    const listed = (name: string) =>
      ask(hand([listing(name)], [pem(client)])).notes.flatMap((note) =>
        note.kind === 'clientCas' ? note.clients.map((one) => one.listed) : [],
      );
    expect(listed('O = Bank, CN = Issuing')).toEqual([true]);
    expect(listed('O = Bank, CN = Root')).toEqual([true]);
    expect(listed('O = Bank, CN = Other')).toEqual([false]);
  });

  it('say where trust begins at an intermediate, and where a leaf has the name of its CA', () => {
    const partial = ask(hand([pem(server)], [pem(issuing), true]));
    expect(partial.verdict).toBe('accepted');
    expect(partial.notes).toContainEqual({ kind: 'partialChain', anchor: 'CN=Issuing, O=Bank' });
    const twin = issueTo(cn('Root'), 'server', root, leafExtensions('serverAuth', ['a.test']));
    const named = ask(hand([pem(twin)], [pem(root), true]));
    expect(named.notes).toContainEqual({ kind: 'sameName', subject: 'CN=Root, O=Bank' });
    expect(ask(hand([pem(server, issuing)], [pem(root), true])).notes.map(({ kind }) => kind)).toEqual([
      'guess',
      'noName',
      'noRevocation',
    ]);
  });
});
