// OpenSSL reads and judges what our CA makes: from a recording, and from the files of `pki`.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fromHex } from '../bytes/hex.ts';
import { privateKeyToPem } from '../crypto/keyFormat.ts';
import { platformRandom } from '../crypto/platformRandom.ts';
import type { Recording } from '../lab/recording/recording.ts';
import { runScenario } from '../lab/run/run.ts';
import { converse } from '../lab/run/wire.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import { LAB_NAMES } from '../lab/scenario/names.ts';
import { DEFAULT_SCENARIO, LAB_NOW, type Mode, SUITES } from '../lab/scenario/scenario.ts';
import { toPem } from '../pki/intake/pem.ts';
import { encodeOcspHttpResponse } from '../pki/revocation/ocspHttp.ts';
import { type Folder, pkiFolder } from '../testing/commandLine.ts';
import { ocspAsOf, openssl, outsideJudge, realNow } from '../testing/outside.ts';
import { newClient, newServer } from '../tls/endpoint.ts';
import { suiteByName } from '../tls/suites.ts';
import { RSA_KEY_EXCHANGE } from '../tls/tls12/capabilities.ts';

const here = outsideJudge('openssl');
const folder = mkdtempSync(join(tmpdir(), 'openssl-files-'));
const pkis: Folder[] = [];
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const pki of pkis) pki.remove();
});

const written = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const pkiOf = (...faults: FaultId[]): Folder => {
  const pki = pkiFolder(faults);
  pkis.push(pki);
  return pki;
};
/** Standard output and standard error of a run that must succeed. */
const judged = (args: readonly string[], input?: Uint8Array): string => {
  const { status, stdout, stderr } = openssl(args, input);
  expect(stderr).not.toMatch(/error/i);
  expect(status, stderr).toBe(0);
  return stdout.toString() + stderr;
};
const AT_LAB_TIME = ['-attime', String(LAB_NOW / 1000)];

/** Messages of one type in a recording, with their bytes: the DER inside HTTP, where there is such. */
function sent(recording: Recording, type: string): { from: string; der: Uint8Array }[] {
  return recording.events.flatMap((event) =>
    event.kind === 'sent' && event.message.type === type
      ? [{ from: event.message.from, der: fromHex(event.message.body ?? event.message.wire) }]
      : [],
  );
}

const record = (mode: Mode, ...faults: FaultId[]): Recording => runScenario({ ...DEFAULT_SCENARIO, mode, faults });

function certificatesOf(recording: Recording, subject: string): Uint8Array {
  const found = Object.values(recording.certificates).find((each) => each.subject.includes(`CN=${subject}`));
  if (!found) throw new Error(`no certificate for ${subject}`);
  return fromHex(found.der);
}

describe.skipIf(!here)('From a recording of the mutual handshake, OpenSSL', () => {
  const recording = record('mutual');
  const pem = (subject: string, name: string) =>
    written(name, toPem('CERTIFICATE', certificatesOf(recording, subject)));
  const root = pem('Bank Root CA', 'root.pem');
  const issuing = pem('Bank Issuing CA 1', 'issuing.pem');
  const server = pem(LAB_NAMES.host, 'server.pem');
  const client = pem('alice', 'client.pem');

  it('verifies the signatures of both certification requests', () => {
    const requests = sent(recording, 'CertificationRequest');
    expect(requests.map(({ from }) => from)).toEqual(['server', 'client']);
    const [forServer = '', forClient = ''] = requests.map(({ der }) =>
      judged(['req', '-inform', 'DER', '-verify', '-noout', '-text'], der),
    );
    expect(forServer).toContain('self-signature verify OK');
    expect(forServer).toContain(`DNS:${LAB_NAMES.host}`);
    expect(forClient).toContain('self-signature verify OK');
    expect(forClient).toContain('CN = alice');
  });

  it('accepts both chains, strictly, for their purposes and no other', () => {
    const chain = ['verify', '-x509_strict', ...AT_LAB_TIME, '-CAfile', root, '-untrusted', issuing];
    expect(judged([...chain, '-purpose', 'sslserver', '-verify_hostname', LAB_NAMES.host, server])).toContain('OK');
    expect(judged([...chain, '-purpose', 'sslclient', '-verify_email', 'alice@bank.test', client])).toContain('OK');
    expect(openssl([...chain, '-purpose', 'sslclient', server]).stderr).toContain('error 26');
    expect(openssl([...chain, '-purpose', 'sslserver', client]).stderr).toContain('error 26');
  });

  it('reads both OCSP requests, and verifies their answers without help', () => {
    const requests = sent(recording, 'OCSPRequest');
    const responses = sent(recording, 'OCSPResponse');
    expect(requests.map(({ from }) => from)).toEqual(['client', 'server']);
    for (const [i, certificate] of [server, client].entries()) {
      const request = written(`${i}.ocspRequest`, requests[i]?.der ?? '');
      const response = written(`${i}.ocspResponse`, responses[i]?.der ?? '');
      const serial = judged(['x509', '-in', certificate, '-noout', '-serial']).trim().replace('serial=', '');
      const asked = judged(['ocsp', '-reqin', request, '-req_text']);
      expect(asked).toContain(`Serial Number: ${serial}`);
      expect(asked).toContain('OCSP Nonce');
      // Without -no_nonce, OpenSSL would add a nonce of its own to the request.
      const about = ['-issuer', issuing, '-cert', certificate, '-reqin', request, '-no_nonce', '-respin', response];
      const verdict = judged(['ocsp', ...about, ...ocspAsOf(LAB_NOW), '-CAfile', root, '-verify_other', issuing]);
      expect(verdict).toContain('Response verify OK');
      expect(verdict).toContain(`${certificate}: good`);
    }
  });
});

describe.skipIf(!here)('From a recording with a revoked certificate, OpenSSL', () => {
  it('reads "revoked" in the verified answer', () => {
    const recording = record('one-way', 'server/revoked');
    const pem = (subject: string) => written('revoked.pem', toPem('CERTIFICATE', certificatesOf(recording, subject)));
    const root = written('root2.pem', toPem('CERTIFICATE', certificatesOf(recording, 'Bank Root CA')));
    const issuing = written('issuing2.pem', toPem('CERTIFICATE', certificatesOf(recording, 'Bank Issuing CA 1')));
    const response = written('revoked.ocspResponse', sent(recording, 'OCSPResponse')[0]?.der ?? '');
    const request = written('revoked.ocspRequest', sent(recording, 'OCSPRequest')[0]?.der ?? '');
    const about = [
      '-issuer',
      issuing,
      '-cert',
      pem(LAB_NAMES.host),
      '-reqin',
      request,
      '-no_nonce',
      '-respin',
      response,
    ];
    const verdict = judged(['ocsp', ...about, ...ocspAsOf(LAB_NOW), '-CAfile', root, '-verify_other', issuing]);
    expect(verdict).toContain('Response verify OK');
    expect(verdict).toContain('revoked.pem: revoked');
    expect(verdict).toContain('Reason: keyCompromise');
  });
});

describe.skipIf(!here)('Among the files of `pki`, OpenSSL', () => {
  const pki = pkiOf();

  it('checks both keys, PKCS #8, and finds them in their certificates', () => {
    for (const side of ['server', 'client']) {
      expect(judged(['pkey', '-in', pki.file(`${side}.key`), '-check', '-noout'])).toContain('Key is valid');
      const own = judged(['pkey', '-in', pki.file(`${side}.key`), '-pubout']);
      expect(judged(['x509', '-in', pki.file(`${side}.pem`), '-noout', '-pubkey'])).toBe(own);
    }
  });

  it('opens client.p12 with an empty password: certificate, chain and key', () => {
    const opened = judged(['pkcs12', '-in', pki.file('client.p12'), '-passin', 'pass:', '-nodes']);
    expect(opened.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(opened).toContain('BEGIN PRIVATE KEY');
    expect(opened).toContain('friendlyName: alice');
    const key = written('p12.pem', opened);
    expect(judged(['pkey', '-in', key])).toBe(judged(['pkey', '-in', pki.file('client.key')]));
  });

  it('accepts the chains with the revocation lists of both CAs', () => {
    const chain = [
      'verify',
      '-x509_strict',
      '-CAfile',
      pki.file('root.pem'),
      '-untrusted',
      pki.file('intermediate.pem'),
    ];
    const lists = ['-crl_check_all', '-CRLfile', pki.file('crl.pem')];
    for (const side of ['server', 'client']) {
      expect(judged([...chain, ...lists, pki.file(`${side}.pem`)])).toContain('OK');
    }
  });

  it('finds the revoked certificate on the list', () => {
    const revoked = pkiOf('server/revoked');
    const chain = ['verify', '-CAfile', revoked.file('root.pem'), '-untrusted', revoked.file('intermediate.pem')];
    const lists = ['-crl_check', '-CRLfile', revoked.file('crl.pem')];
    expect(openssl([...chain, ...lists, revoked.file('server.pem')]).stderr).toContain('error 23');
    expect(judged([...chain, ...lists, revoked.file('client.pem')])).toContain('OK');
  });
});

describe.skipIf(!here)('With OpenSSL as the responder of the CA, our client', () => {
  interface Circumstances {
    /** Who signs the answer: the CA, or a customer whom it allowed nothing of the kind. */
    readonly signer?: 'issuing' | 'client';
    /** When the client reads it, who is played back an old one. */
    readonly daysLater?: number;
  }
  /** How the handshake ended. `entry`: status and dates of the server's certificate in the index of OpenSSL's `ca`. */
  function outcomeWith(entry: string, { signer = 'issuing', daysLater = 0 }: Circumstances = {}): string {
    const pki = pkiOf();
    const { world } = pki;
    const { issuing } = world.authority;
    const serial = judged(['x509', '-in', pki.file('server.pem'), '-noout', '-serial'])
      .trim()
      .replace('serial=', '');
    const index = written('index.txt', `${entry}\t${serial}\tunknown\t/CN=${LAB_NAMES.host}\n`);
    const key = written('issuing.key', privateKeyToPem(issuing.key));
    const ca = pki.file('intermediate.pem');
    const [rsigner, rkey] = signer === 'client' ? [pki.file('client.pem'), pki.file('client.key')] : [ca, key];
    const common = {
      random: platformRandom,
      // OpenSSL dates its answer when it is asked, which is later than this line.
      now: realNow() + 60_000 + daysLater * 86_400_000,
      suites: [suiteByName(SUITES[0])],
      ...RSA_KEY_EXCHANGE,
      anchors: [world.authority.root.certificate],
      alpn: [],
      revocationPolicy: 'hard',
    } as const;
    const ends = converse(
      {
        client: newClient({
          ...common,
          serverName: LAB_NAMES.host,
          credential: null,
          sendUnlisted: false,
          revocation: 'ocsp',
        }),
        server: newServer({
          ...common,
          credential: world.server,
          clientCertificate: 'none',
          staple: null,
          revocation: 'off',
        }),
      },
      {
        askCa(_side, question) {
          const request = written('request.der', question.body ?? new Uint8Array());
          const response = join(folder, 'response.der');
          const asResponder = ['ocsp', '-index', index, '-CA', ca, '-rsigner', rsigner, '-rkey', rkey, '-ndays', '1'];
          judged([...asResponder, '-reqin', request, '-respout', response]);
          const body = new Uint8Array(readFileSync(response));
          return encodeOcspHttpResponse({ body, now: common.now }).bytes;
        },
      },
    );
    const { client } = ends;
    const failed = client.name === 'failed' && client.error.kind === 'check' ? client.error.check : null;
    return failed ? `${failed.check} ${failed.evidence.status}` : client.name;
  }

  it('refuses where a stranger signed it', () => {
    expect(outcomeWith('V\t491231235959Z\t', { signer: 'client' })).toMatch(/^revocation\.signature /);
  });

  it('refuses an old "good" that is played back', () => {
    expect(outcomeWith('V\t491231235959Z\t', { daysLater: 10 })).toMatch(/^revocation\.fresh /);
  });

  it('connects where it says "good"', () => {
    expect(outcomeWith('V\t491231235959Z\t')).toBe('connected');
  });

  it('refuses where it says "revoked"', () => {
    expect(outcomeWith('R\t491231235959Z\t260101000000Z,keyCompromise')).toBe('revocation.status revoked');
  });
});
