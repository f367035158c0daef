// The CA at work: requests, revocation with its reasons, lists and answers, and what follows from them for a handshake.
// OpenSSL reads and verifies what the CA made (RFC 2986, RFC 5280 5, RFC 6960).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBase64url } from '../../bytes/base64url.ts';
import { fromHex, toHex } from '../../bytes/hex.ts';
import { publicPart } from '../../crypto/ellipticKey.ts';
import { poolKey } from '../../crypto/pool.ts';
import { publicKeyToSpki } from '../../crypto/spki.ts';
import { cn } from '../../pki/bank.testing.ts';
import { createRequest } from '../../pki/csr/request.ts';
import { fromPem, toPem } from '../../pki/intake/pem.ts';
import { isDeltaFor } from '../../pki/path/crlScope.ts';
import { type Crl, parseCrl } from '../../pki/revocation/crl.ts';
import { CRL_REASONS, decodeOcspResponse } from '../../pki/revocation/ocsp.ts';
import { parseCertificate } from '../../pki/x509/certificate.ts';
import { findExtension } from '../../pki/x509/extension.ts';
import { insideOnly } from '../../testing/otherDay.ts';
import { ocspAsOf, openssl, outsideJudge } from '../../testing/outside.ts';
import { type CaDatabaseRow, caDatabase } from '../recording/caDatabase.ts';
import { certificateIds } from '../recording/certificateIds.ts';
import type { EventOf, LabEvent, Message, Recording } from '../recording/recording.ts';
import { prepareAll } from '../run/prepare.ts';
import { runScenario } from '../run/run.ts';
import { type CaAction, type CsrKeyKind, MAX_CSR_BYTES, type RevocationReason } from '../scenario/caActions.ts';
import { DEFAULT_SCENARIO, LAB_NOW, type Scenario } from '../scenario/scenario.ts';

beforeAll(prepareAll);

const run = (caWork: readonly CaAction[], change: Partial<Scenario> = {}): Recording =>
  runScenario({ ...DEFAULT_SCENARIO, ...change, caWork });

const revoke = (whose: string, reason: RevocationReason = 'keyCompromise', daysAgo = 0): CaAction => ({
  when: 'before',
  act: 'revoke',
  whose,
  reason,
  daysAgo,
});
const release = (whose: string): CaAction => ({ when: 'before', act: 'release', whose });
const publish: CaAction = { when: 'before', act: 'publish' };
const delta: CaAction = { when: 'before', act: 'publish', list: 'delta' };
const ask = (whose: string): CaAction => ({ when: 'before', act: 'ask', whose });
const request = (name: string, proof: 'own' | 'other' = 'own', key?: Exclude<CsrKeyKind, 'rsa'>): CaAction => ({
  when: 'before',
  act: 'request',
  name,
  proof,
  ...(key && { key }),
});
const sign = (der: Uint8Array): CaAction => ({ when: 'before', act: 'sign', csr: toBase64url(der) });
const late = (action: CaAction): CaAction => ({ ...action, when: 'during' });

const messages = ({ events }: Recording, type: Message['type']): Message[] =>
  events.flatMap((event) => (event.kind === 'sent' && event.message.type === type ? [event.message] : []));
const operations = ({ events }: Recording, operation: EventOf<'operation'>['operation']): EventOf<'operation'>[] =>
  events.filter(
    (event: LabEvent): event is EventOf<'operation'> => event.kind === 'operation' && event.operation === operation,
  );
const rowsAtEnd = (recording: Recording): CaDatabaseRow[] => caDatabase(recording, recording.events.length);
const codeOf = (recording: Recording) => recording.outcome.client.error?.code ?? null;
const serialOf = (recording: Recording, subject: string): string =>
  rowsAtEnd(recording).find((row) => row.subject.includes(subject))?.serial ?? 'none';

function statusOf(recording: Recording, index: number) {
  const decoded = decodeOcspResponse(fromHex(messages(recording, 'OCSPResponse')[index]?.body ?? ''));
  if (!decoded.ok || decoded.value.status !== 'successful') throw new Error('no answer');
  return decoded.value.basic.responses[0]?.status;
}

insideOnly('a certificate that the CA revokes before the handshake', () => {
  it('is refused by who asks by OCSP, with the alert of RFC 5246 7.2.2, and the answer has reason and time', () => {
    const recording = run([revoke('server', 'superseded')]);
    expect(recording.outcome.client).toMatchObject({
      state: 'failed',
      error: { code: 'revocation.status', alert: 'certificate_revoked', by: 'self' },
    });
    const at = Date.parse('2026-11-23T11:59:00Z');
    expect(statusOf(recording, 0)).toEqual({ revoked: { at, reason: 'superseded' } });
    expect(recording.prevented.map(({ type }) => type)).toContain('ClientKeyExchange');
  });

  it('has no reason in the answer where none is given (RFC 5280 5.3.1), and may be backdated', () => {
    const recording = run([revoke('server', 'unspecified', 3)]);
    expect(statusOf(recording, 0)).toEqual({ revoked: { at: Date.parse('2026-11-20T11:59:00Z'), reason: null } });
  });

  it('is accepted by who goes by the list of before, and refused once a new one is published', () => {
    expect(codeOf(run([revoke('server')], { revocation: 'crl' }))).toBe(null);
    expect(codeOf(run([revoke('server'), publish], { revocation: 'crl' }))).toBe('revocation.status');
    expect(codeOf(run([publish, revoke('server')], { revocation: 'crl' }))).toBe(null);
  });

  it('is accepted where nobody asks', () => {
    expect(codeOf(run([revoke('server')], { revocation: 'off' }))).toBe(null);
  });

  it('is not known by an answer that was stapled before: it stays good until it is too old', () => {
    expect(codeOf(run([revoke('server')], { revocation: 'stapled' }))).toBe('revocation.status');
    expect(codeOf(run([late(revoke('server'))], { revocation: 'stapled' }))).toBe(null);
    expect(codeOf(run([late(revoke('server'))]))).toBe('revocation.status');
  });

  it('is, where it is the client’s, refused by the server', () => {
    const { outcome } = run([revoke('client', 'affiliationChanged')], { mode: 'mutual' });
    expect(outcome.server.error).toMatchObject({ code: 'revocation.status', by: 'self' });
  });
});

insideOnly('a hold', () => {
  it('refuses, and once lifted accepts again', () => {
    expect(codeOf(run([revoke('server', 'certificateHold')]))).toBe('revocation.status');
    const lifted = run([revoke('server', 'certificateHold'), release('server')]);
    expect(codeOf(lifted)).toBe(null);
    expect(statusOf(lifted, 0)).toBe('good');
  });

  it('may become a revocation; a revocation is final', () => {
    const held = run([revoke('server', 'certificateHold'), revoke('server', 'keyCompromise')]);
    expect(statusOf(held, 0)).toMatchObject({ revoked: { reason: 'keyCompromise' } });
    for (const next of [release('server'), revoke('server', 'certificateHold'), revoke('server', 'superseded')]) {
      const recording = run([revoke('server', 'keyCompromise'), next]);
      expect(statusOf(recording, 0)).toMatchObject({ revoked: { reason: 'keyCompromise' } });
      expect(recording.events.filter((event) => event.kind === 'operation' && 'problem' in event.details)).toHaveLength(
        1,
      );
    }
  });

  it('is not on the list once it is lifted', () => {
    const recording = run([revoke('server', 'certificateHold'), publish, release('server'), publish], {
      revocation: 'crl',
    });
    const lists = operations(recording, 'ca.publishCrl').flatMap(({ body }) =>
      body ? [parseCrl(fromHex(body.bytes))] : [],
    );
    expect(lists.map(({ revoked }) => revoked.map(({ reason }) => reason))).toEqual([[6], []]);
    expect(codeOf(recording)).toBe(null);
  });
});

insideOnly('a delta list', () => {
  const listsOf = (recording: Recording) =>
    operations(recording, 'ca.publishCrl').flatMap(({ body }) => (body ? [parseCrl(fromHex(body.bytes))] : []));
  const byList = { mode: 'mutual', revocation: 'crl' } as const;
  const entriesOf = (list: Crl | undefined) => list?.revoked.map(({ serial, reason }) => [serial, reason]);

  it('has what has changed since the complete list: removeFromCRL for a hold that was lifted (RFC 5280 5.3.1)', () => {
    const actions = [revoke('server', 'certificateHold'), publish, release('server'), revoke('client'), delta];
    const recording = run(actions, byList);
    const [server, client] = rowsAtEnd(recording).map(({ serial }) => serial);
    const [complete, changes] = listsOf(recording);
    expect(entriesOf(complete)).toEqual([[server, CRL_REASONS.certificateHold]]);
    expect(entriesOf(changes)).toEqual([
      [client, CRL_REASONS.keyCompromise],
      [server, CRL_REASONS.removeFromCRL],
    ]);
    const numberOf = (list: Crl | undefined) => list && findExtension(list.extensions, 'crlNumber')?.number;
    expect(changes && findExtension(changes.extensions, 'deltaCrlIndicator')).toMatchObject({
      base: numberOf(complete),
      critical: true,
    });
    expect(numberOf(changes)).toBe((numberOf(complete) ?? 0n) + 1n);
    expect(complete && changes && isDeltaFor(changes, complete)).toBe(true);
    // The endpoints go by the complete list, on which the server is still on hold.
    expect(codeOf(recording)).toBe('revocation.status');
  });

  it('leaves out what already stands on the list, and says it again when a hold has become final', () => {
    const same = run([revoke('server'), publish, delta], byList);
    expect(entriesOf(listsOf(same)[1])).toEqual([]);
    const held = run([revoke('server', 'certificateHold'), publish, revoke('server', 'superseded'), delta], byList);
    expect(listsOf(held)[1]?.revoked.map(({ reason }) => reason)).toEqual([CRL_REASONS.superseded]);
  });

  it('removes what only a delta before had put there, and a complete list begins anew', () => {
    const recording = run(
      [publish, revoke('server', 'certificateHold'), delta, release('server'), delta, publish, delta],
      byList,
    );
    const lists = listsOf(recording);
    expect(lists.map(({ revoked }) => revoked.map(({ reason }) => reason))).toEqual([
      [],
      [CRL_REASONS.certificateHold],
      [CRL_REASONS.removeFromCRL],
      [],
      [],
    ]);
    const numbers = lists.map(({ extensions }) => findExtension(extensions, 'crlNumber')?.number ?? 0n);
    expect(numbers.every((number, i) => i === 0 || number === (numbers[i - 1] ?? 0n) + 1n)).toBe(true);
  });

  it('needs a complete one to build on', () => {
    const recording = run([revoke('server'), delta]);
    expect(operations(recording, 'ca.publishCrl')).toMatchObject([{ result: 'fail', details: { problem: 'noBase' } }]);
  });
});

insideOnly('what the CA can’t do', () => {
  it('is to revoke what it never issued', () => {
    for (const recording of [
      run([revoke('0badc0de')]),
      run([revoke('client')]),
      run([revoke('server')], { faults: ['server/self-signed'] }),
    ]) {
      expect(operations(recording, 'ca.revoke')).toMatchObject([{ result: 'fail', details: { problem: 'unknown' } }]);
    }
  });

  it('is to answer about a certificate that nobody has', () => {
    const recording = run([ask('client')]);
    expect(operations(recording, 'ca.lookUp')[0]).toMatchObject({
      result: 'fail',
      details: { problem: 'noCertificate' },
    });
  });
});

insideOnly('a request', () => {
  it.each([undefined, 'p256', 'ed25519', 'mldsa44'] as const)(
    'of the lab’s for a key %s is issued, and revoked',
    (key) => {
      const first = run([request('shop.test', 'own', key)]);
      const recording = run([request('shop.test', 'own', key), revoke(serialOf(first, 'shop.test'))]);
      expect(rowsAtEnd(recording).at(-1)).toMatchObject({
        subject: 'CN=shop.test',
        key: { rsa: 'RSA, 2048 bits', p256: 'P-256', ed25519: 'Ed25519', mldsa44: 'ML-DSA-44' }[key ?? 'rsa'],
        status: 'revoked',
      });
      expect(recording.outcome.client.error).toBeNull();
    },
  );

  it('is no certificate of the client’s: what outsiders get has no place of its own', () => {
    const mutual = { mode: 'mutual' } as const;
    expect(certificateIds(run([request('shop.test')], mutual)).get('client')).toBe(
      certificateIds(run([], mutual)).get('client'),
    );
  });

  it.each([undefined, 'p256', 'ed25519', 'mldsa87'] as const)(
    'without proof of possession is refused, and nothing is entered (RFC 2986 3): key %s',
    (key) => {
      const recording = run([request('shop.test', 'other', key)]);
      expect(operations(recording, 'ca.checkRequest').at(-1)).toMatchObject({
        result: 'fail',
        details: { problem: 'signature' },
      });
      expect(rowsAtEnd(recording)).toHaveLength(1);
      expect(messages(recording, 'IssuedCertificate')).toHaveLength(1);
    },
  );

  it('that somebody brings with a key of ML-DSA-87 is issued for signing alone (RFC 9881 5), and refused once it was changed', () => {
    const key = poolKey('customer.mldsa87');
    const csr = createRequest({ subject: cn('a.test'), dnsNames: ['a.test'], key });
    expect(csr.length).toBeLessThan(MAX_CSR_BYTES);
    const recording = run([sign(csr)]);
    const der = fromHex(
      Object.values(recording.certificates).find(({ subject }) => subject.startsWith('CN=a.test'))?.der ?? '',
    );
    const issued = parseCertificate(der);
    expect(toHex(issued.spki)).toBe(toHex(publicKeyToSpki(publicPart(key))));
    expect(findExtension(issued.extensions, 'keyUsage')?.usages).toEqual(new Set(['digitalSignature']));
    const changed = csr.map((octet, i) => (i === csr.length - 100 ? octet ^ 1 : octet));
    expect(operations(run([sign(changed)]), 'ca.checkRequest').at(-1)?.details).toMatchObject({ problem: 'signature' });
  });

  it('that breaks off is refused, and says where: the length behind the tag promises more', () => {
    const recording = run([sign(Uint8Array.of(0x30, 0x05, 0x02, 0x01))]);
    expect(operations(recording, 'ca.checkRequest').at(-1)).toMatchObject({
      result: 'fail',
      details: { problem: 'unreadable', offset: 1 },
    });
  });

  it('keeps its serial number when another action before it is undone', () => {
    const both = run([request('a.test'), request('b.test')]);
    const one = run([request('b.test')]);
    expect(serialOf(one, 'b.test')).toBe(serialOf(both, 'b.test'));
    const twice = rowsAtEnd(run([request('a.test'), request('a.test')])).map(({ serial }) => serial);
    expect(new Set(twice).size).toBe(3);
  });
});

insideOnly('the database', () => {
  it('is that of the moment: what was issued and revoked until then', () => {
    const serial = serialOf(run([request('shop.test')]), 'shop.test');
    const recording = run([request('shop.test'), revoke(serial, 'cessationOfOperation')], { mode: 'mutual' });
    const at = (key: string) => recording.steps.find((step) => step.key === key)?.until ?? 0;
    expect(caDatabase(recording, 1)).toEqual([]);
    expect(caDatabase(recording, at('ca:IssuedCertificate')).map(({ holder }) => holder)).toEqual(['server']);
    expect(caDatabase(recording, at('ca:IssuedCertificate#3')).map(({ status }) => status)).toEqual([
      'good',
      'good',
      'good',
    ]);
    expect(rowsAtEnd(recording).at(-1)).toMatchObject({
      serial,
      subject: 'CN=shop.test',
      status: 'revoked',
      reason: 'cessationOfOperation',
      revokedAt: '2026-11-23T11:59:00Z',
      holder: null,
    });
    expect(recording.outcome.client.error).toBe(null);
  });

  it('agrees with what the CA answers, also where a fault revoked it', () => {
    const recording = run([], { faults: ['server/revoked'] });
    const [row] = rowsAtEnd(recording);
    expect(statusOf(recording, 0)).toEqual({
      revoked: { at: Date.parse(row?.revokedAt ?? ''), reason: row?.reason },
    });
  });
});

insideOnly('work at the CA', () => {
  it('leaves the same bytes each time, and none at all where there is none', () => {
    const actions = [request('shop.test'), revoke('server'), publish, ask('server')];
    expect(run(actions)).toEqual(run(actions));
    expect(run([]).events).toEqual(runScenario(DEFAULT_SCENARIO).events);
  });

  it('belongs to the phase in which it happens, and to no later textbook step', () => {
    const recording = run([late(revoke('server')), late(publish), late(ask('server')), late(request('shop.test'))]);
    const hello = recording.steps.filter(({ key }) => /ca\.revoke|ca\.publishCrl|OCSPRequest$/.test(key));
    expect(hello.map(({ phase, textbook }) => [phase, textbook])).toEqual([
      ['hello', 1],
      ['hello', 1],
      ['hello', 1],
    ]);
  });
});

describe.skipIf(!outsideJudge('openssl'))('OpenSSL', () => {
  const dir = mkdtempSync(join(tmpdir(), 'ca-work-'));
  afterAll(() => rmSync(dir, { recursive: true }));
  const file = (name: string, bytes: Uint8Array | string): string => {
    const path = join(dir, name);
    writeFileSync(path, bytes);
    return path;
  };
  const pemOf = ({ certificates }: Recording, subject: string): string => {
    const record = Object.values(certificates).find((each) => each.subject.includes(subject));
    return toPem('CERTIFICATE', fromHex(record?.der ?? ''));
  };
  const listsIn = (recording: Recording): Uint8Array[] =>
    operations(recording, 'ca.publishCrl').flatMap(({ body }) => (body ? [fromHex(body.bytes)] : []));
  const chainFiles = (recording: Recording) => ({
    root: file('root.pem', pemOf(recording, 'Bank Root CA')),
    issuing: file('issuing.pem', pemOf(recording, 'Bank Issuing CA 1')),
  });
  const AT_LAB_TIME = ocspAsOf(LAB_NOW);
  const TIME = String(LAB_NOW / 1000);

  it('reads the reasons in the published list, and verifies it', () => {
    const recording = run([revoke('server', 'cessationOfOperation'), revoke('client', 'unspecified'), publish], {
      mode: 'mutual',
      revocation: 'crl',
    });
    const { issuing } = chainFiles(recording);
    const list = file('list.der', fromHex(operations(recording, 'ca.publishCrl').at(-1)?.body?.bytes ?? ''));
    const text = openssl(['crl', '-inform', 'DER', '-in', list, '-noout', '-text', '-CAfile', issuing]);
    const shown = text.stdout.toString();
    expect(text.stderr).toMatch(/verify OK/);
    expect(shown.match(/Serial Number/g)).toHaveLength(2);
    expect(shown.match(/CRL Reason Code:\s+Cessation Of Operation/g)).toHaveLength(1);
    expect(shown.match(/CRL Reason Code/g)).toHaveLength(1);
    for (const { serial } of rowsAtEnd(recording)) expect(shown.toLowerCase()).toContain(serial);
  });

  it('reads a delta list, and in the complete one where it lies', () => {
    const actions = [revoke('server', 'certificateHold'), publish, release('server'), delta];
    const recording = run(actions, { revocation: 'crl' });
    const { issuing } = chainFiles(recording);
    const [complete = '', changes = ''] = listsIn(recording).map((list) => {
      const args = ['-inform', 'DER', '-noout', '-text', '-CAfile', issuing];
      const shown = openssl(['crl', ...args], list);
      expect(shown.stderr).toMatch(/verify OK/);
      return shown.stdout.toString().replaceAll(/\s+/g, ' ');
    });
    const number = /CRL Number: (\d+)/.exec(complete)?.[1];
    expect(complete).toContain('Freshest CRL: Full Name: URI:http://crl.bank.test/issuing-delta.crl');
    expect(changes).toContain(`X509v3 Delta CRL Indicator: critical ${number}`);
    expect(changes).toMatch(/CRL Reason Code: Remove From CRL/);
  });

  it('accepts by a list and its delta whom the list alone had put on hold', () => {
    const actions = [revoke('server', 'certificateHold'), publish, release('server'), delta];
    const recording = run(actions, { revocation: 'crl' });
    const { root, issuing } = chainFiles(recording);
    const leaf = file('held.pem', pemOf(recording, 'CN=api.bank.test'));
    const lists = listsIn(recording).map((list) => toPem('X509 CRL', list));
    const verify = (crls: readonly string[]) =>
      openssl([
        ...['verify', '-CAfile', root, '-untrusted', issuing, '-attime', TIME, '-crl_check', '-extended_crl'],
        ...['-use_deltas', '-CRLfile', file('lists.pem', crls.join('')), leaf],
      ]);
    expect(verify(lists.slice(0, 1)).stderr).toMatch(/certificate revoked/);
    expect(`${verify(lists).stdout}${verify(lists).stderr}`).toMatch(/: OK/);
  });

  it('verifies the answers: revoked with its reason, good, and unknown for what was never issued', () => {
    const recording = run([revoke('server', 'affiliationChanged'), ask('server'), ask('client'), ask('4d4d4d')], {
      mode: 'mutual',
    });
    const { root, issuing } = chainFiles(recording);
    const serials = [...rowsAtEnd(recording).map(({ serial }) => serial), '4d4d4d'];
    const shown = messages(recording, 'OCSPResponse')
      .slice(0, 3)
      .map(({ body }, index) => {
        const respin = file(`answer${index}.der`, fromHex(body ?? ''));
        const args = ['-issuer', issuing, '-serial', `0x${serials[index]}`, '-respin', respin];
        const run = openssl(['ocsp', ...args, '-CAfile', root, '-verify_other', issuing, ...AT_LAB_TIME, '-no_nonce']);
        expect(run.stderr).toMatch(/Response verify OK/);
        return run.stdout.toString();
      });
    expect(shown[0]).toMatch(/: revoked[\s\S]*Reason: affiliationChanged/);
    expect(shown[1]).toMatch(/: good/);
    expect(shown[2]).toMatch(/: unknown/);
  });

  it.each(['issuing.p256', 'issuing.p384', 'issuing.ed25519'] as const)(
    'verifies lists and answers signed by %s',
    (key) => {
      const edits = { certificates: { issuing: { key } } };
      const recording = run([revoke('server', 'aACompromise'), publish, ask('server')], { edits, revocation: 'crl' });
      expect(codeOf(recording)).toBe('revocation.status');
      const { root, issuing } = chainFiles(recording);
      const list = openssl(['crl', '-inform', 'DER', '-noout', '-text', '-CAfile', issuing], listsIn(recording)[0]);
      expect(list.stderr).toMatch(/verify OK/);
      expect(list.stdout.toString()).toMatch(/CRL Reason Code:\s+AA Compromise/i);
      const respin = file('elliptic.der', fromHex(messages(recording, 'OCSPResponse')[0]?.body ?? ''));
      const answer = openssl([
        ...['ocsp', '-issuer', issuing, '-cert', file('leaf.pem', pemOf(recording, 'CN=api.bank.test'))],
        ...['-respin', respin, '-CAfile', root, '-verify_other', issuing, ...AT_LAB_TIME, '-no_nonce'],
      ]);
      expect(answer.stderr).toMatch(/Response verify OK/);
      expect(answer.stdout.toString()).toMatch(/: revoked/);
    },
  );

  it('verifies the lab’s request, and not the one that proves nothing', () => {
    const verdict = (proof: 'own' | 'other') => {
      const csr = messages(run([request('*.shop.test', proof)]), 'CertificationRequest').at(-1)?.wire ?? '';
      return openssl(['req', '-inform', 'DER', '-noout', '-verify', '-text'], fromHex(csr));
    };
    const own = verdict('own');
    expect(`${own.stderr}${own.stdout}`).toMatch(/self-signature verify OK[\s\S]*DNS:\*\.shop\.test/);
    expect(verdict('other').stderr).toMatch(/self-signature did not match|verify failure/);
  });

  it('makes a request that the CA answers with a certificate that it accepts, for the key in it', () => {
    const subject = ['-subj', '/O=Shop & Söhne/CN=shop.test', '-utf8'];
    const wishes = ['-addext', 'subjectAltName=DNS:shop.test,DNS:www.shop.test,IP:192.0.2.7'];
    const made = openssl([
      'req',
      '-new',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      join(dir, 'key'),
      ...subject,
      ...wishes,
      '-addext',
      'basicConstraints=critical,CA:TRUE',
    ]);
    const decoded = fromPem(made.stdout.toString(), 'CERTIFICATE REQUEST');
    if (!decoded.ok) throw decoded.error;
    const recording = run([sign(decoded.value[0]?.der ?? new Uint8Array())]);
    const { root, issuing } = chainFiles(recording);
    const leaf = file('leaf.pem', pemOf(recording, 'CN=shop.test'));
    const verify = openssl([
      'verify',
      '-CAfile',
      root,
      '-untrusted',
      issuing,
      '-attime',
      TIME,
      '-purpose',
      'sslserver',
      '-verify_hostname',
      'www.shop.test',
      '-x509_strict',
      leaf,
    ]);
    expect(verify.stdout.toString()).toMatch(/: OK/);
    const text = openssl(['x509', '-in', leaf, '-noout', '-text']).stdout.toString();
    // Whether it is a CA is not for the request to say.
    expect(text).toMatch(/CA:FALSE/);
    expect(text).toMatch(/IP Address:192\.0\.2\.7/);
    const keyOf = (args: string[]) => openssl(args).stdout.toString();
    expect(keyOf(['x509', '-in', leaf, '-noout', '-pubkey'])).toBe(keyOf(['pkey', '-in', join(dir, 'key'), '-pubout']));
  });

  const newRequest = (...args: readonly string[]): Uint8Array => {
    const made = openssl(['req', '-new', ...args, '-nodes', '-keyout', join(dir, 'k'), '-subj', '/CN=a.test']);
    const decoded = fromPem(made.stdout.toString(), 'CERTIFICATE REQUEST');
    if (!decoded.ok) throw decoded.error;
    return decoded.value[0]?.der ?? new Uint8Array();
  };
  const KINDS: [string, string[], string][] = [
    ['on P-256', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], 'prime256v1'],
    ['on P-384', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384'], 'secp384r1'],
    ['on P-521', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-521', '-sha512'], 'secp521r1'],
    ['of Ed25519', ['-newkey', 'ed25519'], 'ED25519 Public-Key'],
    ['of RSA, signed with PSS', ['-newkey', 'rsa:2048', '-sigopt', 'rsa_padding_mode:pss'], '2048 bit'],
  ];

  it.each(KINDS)('makes a request with a key %s, and verifies what the CA issues for it', (_kind, args, shown) => {
    const csr = newRequest(...args);
    const recording = run([sign(csr), ask(serialOf(run([sign(csr)]), 'a.test'))]);
    const { root, issuing } = chainFiles(recording);
    const leaf = file('own.pem', pemOf(recording, 'CN=a.test'));
    const options = ['-CAfile', root, '-untrusted', issuing, '-attime', TIME, '-purpose', 'sslserver'];
    const verify = openssl(['verify', ...options, '-verify_hostname', 'a.test', '-x509_strict', leaf]);
    expect(`${verify.stdout}${verify.stderr}`).toMatch(/: OK/);
    const text = openssl(['x509', '-in', leaf, '-noout', '-text']).stdout.toString();
    expect(text).toContain(shown);
    // An elliptic key enciphers nothing (RFC 8813 3).
    expect(/Key Encipherment/.test(text)).toBe(shown === '2048 bit');
    const keyOf = (from: string[]) => openssl(from).stdout.toString();
    expect(keyOf(['x509', '-in', leaf, '-noout', '-pubkey'])).toBe(keyOf(['pkey', '-in', join(dir, 'k'), '-pubout']));
    const respin = file('own.der', fromHex(messages(recording, 'OCSPResponse')[0]?.body ?? ''));
    const answer = openssl([
      ...['ocsp', '-issuer', issuing, '-cert', leaf, '-respin', respin, '-CAfile', root],
      ...['-verify_other', issuing, ...AT_LAB_TIME, '-no_nonce'],
    ]);
    expect(answer.stderr).toMatch(/Response verify OK/);
    expect(answer.stdout.toString()).toMatch(/: good/);
  });

  const refusal = (csr: Uint8Array) => operations(run([sign(csr)]), 'ca.checkRequest').at(-1)?.details;

  it.each([
    ['of RSA, too short', ['-newkey', 'rsa:1024'], { problem: 'key', detail: 'RSA, 1024 bits' }],
    [
      'on a curve that this CA does not know',
      ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp256k1'],
      { problem: 'key' },
    ],
    ['of Ed448', ['-newkey', 'ed448'], { problem: 'key', detail: 'id-Ed448' }],
  ])('makes a request with a key %s, which the CA refuses', (_kind, args, details) => {
    expect(refusal(newRequest(...args))).toMatchObject(details);
  });

  it('makes requests that the CA refuses once they were changed: the signature, and the point', () => {
    const csr = newRequest('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256');
    const name = csr.slice();
    const at = name.findIndex((byte, i) => byte === 0x61 && name[i + 1] === 0x2e);
    name[at] = 0x62;
    expect(refusal(name)).toMatchObject({ problem: 'signature' });
    const point = csr.slice();
    const begin = point.findIndex((byte, i) => byte === 0x03 && point[i + 1] === 0x42 && point[i + 3] === 0x04);
    point[begin + 67] = (point[begin + 67] ?? 0) ^ 1;
    expect(refusal(point)).toMatchObject({ problem: 'noKey', detail: 'P-256' });
  });
});
