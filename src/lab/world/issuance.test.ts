// What the lab's CA issues keeps to RFC 5280 and the CA/Browser Forum's profile; OpenSSL is asked in its strictest mode.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nameOrOid } from '../../asn1/oids.ts';
import { toHex } from '../../bytes/hex.ts';
import { poolKey } from '../../crypto/pool.ts';
import { seededRandom } from '../../crypto/random.ts';
import { toPem } from '../../pki/intake/pem.ts';
import { type Certificate, extensionOf, parseCertificate } from '../../pki/x509/certificate.ts';
import { insideOnly } from '../../testing/otherDay.ts';
import { openssl, outsideJudge } from '../../testing/outside.ts';
import { DAY, honestPlan, type Plan } from '../plan/plan.ts';
import { LAB_NOW } from '../scenario/scenario.ts';
import { serialNumber } from './authority.ts';
import { makeWorld, type World } from './issuance.ts';

const YEAR = 365.25 * DAY;

function worldOf(change: (plan: Plan) => Plan = (plan) => plan): World {
  const plan = change(honestPlan('mutual', LAB_NOW, 'past'));
  return makeWorld(plan, { keys: poolKey, random: seededRandom(1, 'ca') }, null);
}

const world = worldOf();
const leafOf = (chain: readonly Uint8Array[]): Certificate => parseCertificate(chain[0] ?? new Uint8Array());
const server = leafOf(world.server.chain);
const client = leafOf(world.client?.chain ?? []);
const root = world.authority.root.certificate;
const issuing = world.authority.issuing.certificate;
const ALL = { root, issuing, server, client };
const NAMES = Object.keys(ALL) as (keyof typeof ALL)[];
const critical = (certificate: Certificate) => certificate.extensions.filter((e) => e.critical).map(({ type }) => type);

describe.each(NAMES)('the certificate of %s', (name) => {
  const certificate = ALL[name];

  it('is of version 3, signed with SHA-256, for a key of 2048 bits', () => {
    expect(certificate.version).toBe(3);
    expect(certificate.signatureAlgorithm).toMatchObject({ hash: 'sha256' });
    expect(certificate.publicKey).toMatchObject({ algorithm: 'rsa', bits: 2048 });
  });

  it('has a positive serial number of at most 20 octets with 64 bits of randomness (4.1.2.2, BR 7.1)', () => {
    expect(certificate.serial).toMatch(/^[0-9a-f]{16,40}$/);
    expect(Number.parseInt(certificate.serial.slice(0, 2), 16)).toBeLessThan(0x80);
  });

  it('is valid at the clock of the lab, from midnight to midnight', () => {
    expect(certificate.notBefore).toBeLessThan(LAB_NOW);
    expect(certificate.notAfter).toBeGreaterThan(LAB_NOW);
    expect(certificate.notBefore % DAY).toBe(0);
    expect(certificate.notAfter % DAY).toBe(0);
  });

  it('marks basicConstraints and keyUsage as critical, and nothing else (4.2.1.3, 4.2.1.9)', () => {
    expect(critical(certificate).sort()).toEqual(['basicConstraints', 'keyUsage']);
  });

  it('identifies its key and that of its issuer (4.2.1.1, 4.2.1.2)', () => {
    expect(extensionOf(certificate, 'subjectKeyIdentifier')?.id).toHaveLength(20);
    const issuer = name === 'root' ? null : name === 'issuing' ? root : issuing;
    const authority = extensionOf(certificate, 'authorityKeyIdentifier')?.keyId ?? null;
    expect(authority).toEqual(issuer && extensionOf(issuer, 'subjectKeyIdentifier')?.id);
  });

  it('names its issuer as that names itself, octet by octet (4.1.2.4)', () => {
    const issuer = name === 'root' || name === 'issuing' ? root : issuing;
    expect(toHex(certificate.issuer.der)).toBe(toHex(issuer.subject.der));
  });
});

insideOnly('the CAs', () => {
  it('may sign certificates; the issuing one may have no other CA below it', () => {
    for (const [ca, pathLen] of [
      [root, null],
      [issuing, 0],
    ] as const) {
      expect(extensionOf(ca, 'basicConstraints')).toMatchObject({ ca: true, pathLen });
      expect(extensionOf(ca, 'keyUsage')?.usages).toEqual(new Set(['digitalSignature', 'keyCertSign', 'cRLSign']));
    }
  });
});

insideOnly('the leaves', () => {
  it('are no CAs, and say where to ask about revocation', () => {
    for (const leaf of [server, client]) {
      expect(extensionOf(leaf, 'basicConstraints')).toMatchObject({ ca: false, pathLen: null });
      expect(extensionOf(leaf, 'authorityInfoAccess')?.ocsp).toEqual(['http://ocsp.bank.test/']);
    }
  });

  it('let the server’s key decrypt premaster secrets and serve, the client’s sign and be a client', () => {
    expect(extensionOf(server, 'keyUsage')?.usages).toEqual(new Set(['digitalSignature', 'keyEncipherment']));
    expect(extensionOf(client, 'keyUsage')?.usages).toEqual(new Set(['digitalSignature']));
    expect(extensionOf(server, 'extKeyUsage')?.purposes.map(nameOrOid)).toEqual(['serverAuth']);
    expect(extensionOf(client, 'extKeyUsage')?.purposes.map(nameOrOid)).toEqual(['clientAuth']);
  });

  it('carry the DNS name of the server and the mail address of the customer', () => {
    expect(extensionOf(server, 'subjectAltName')?.names).toMatchObject([{ type: 'dns', value: 'api.bank.test' }]);
    expect(extensionOf(client, 'subjectAltName')?.names).toMatchObject([{ type: 'email', value: 'alice@bank.test' }]);
  });

  it('live no longer than browsers allow (BR 6.3.2: 398 days) and inside the life of their CA', () => {
    for (const leaf of [server, client]) {
      expect(leaf.notAfter - leaf.notBefore).toBeLessThan(398 * DAY);
      expect(leaf.notBefore).toBeGreaterThan(issuing.notBefore);
      expect(leaf.notAfter).toBeLessThan(issuing.notAfter);
    }
    expect(root.notAfter - LAB_NOW).toBeGreaterThan(5 * YEAR);
  });

  it('without any alternative name have no empty subjectAltName (4.2.1.6: at least one name)', () => {
    const bare = worldOf((plan) => ({ ...plan, server: { ...plan.server, dnsNames: [] } }));
    expect(extensionOf(leafOf(bare.server.chain), 'subjectAltName')).toBeNull();
  });
});

insideOnly('a serial number', () => {
  it('is 16 octets, positive, whatever is drawn', () => {
    for (const byte of [0x00, 0x80, 0xff]) {
      const serial = serialNumber((_label, length) => new Uint8Array(length).fill(byte), 'x');
      expect(serial).toHaveLength(16);
      expect(serial[0]).toBeGreaterThan(0);
      expect(serial[0]).toBeLessThan(0x80);
    }
  });
});

insideOnly('faults in the making', () => {
  const changed = (change: Partial<Plan['server']>) =>
    worldOf((plan) => ({ ...plan, server: { ...plan.server, ...change } })).server;

  it('alter exactly one octet of the certificate', () => {
    const [honest, altered] = [world.server.chain[0], changed({ altered: true }).chain[0]];
    const differences = [...(honest ?? [])].filter((byte, i) => byte !== altered?.[i]).length;
    expect(altered?.length).toBe(honest?.length);
    expect(differences).toBe(1);
    expect(leafOf([altered ?? new Uint8Array()]).subject.text).toBe('CN=apj.bank.test, O=Bank');
  });

  it('copy the very certificate, and hold another key', () => {
    const stolen = changed({ heldKey: 'thief' });
    expect(toHex(stolen.chain[0] ?? new Uint8Array())).toBe(toHex(world.server.chain[0] ?? new Uint8Array()));
    expect(stolen.key).toEqual(poolKey('thief'));
  });

  it('send a whole chain from the root that nobody trusts', () => {
    const chain = changed({ issuer: 'rogue' }).chain.map(parseCertificate);
    expect(chain).toHaveLength(3);
    expect(chain.slice(0, 2).map(({ issuer }) => issuer.key)).toEqual(chain.slice(1).map(({ subject }) => subject.key));
  });

  it('sign the self-signed leaf with the key that it names', () => {
    const { chain, key } = changed({ issuer: 'self' });
    expect(chain).toHaveLength(1);
    expect(leafOf(chain).publicKey).toMatchObject({ bits: key.kind === 'rsa' ? key.bits : 0 });
    expect(leafOf(chain).issuer.key).toBe(leafOf(chain).subject.key);
  });
});

describe.skipIf(!outsideJudge('openssl'))('OpenSSL', () => {
  const attime = ['-attime', String(LAB_NOW / 1000)];

  function verify(chain: readonly Uint8Array[], ...args: readonly string[]) {
    const folder = mkdtempSync(join(tmpdir(), 'issuance-'));
    try {
      const pem = (file: string, ...ders: readonly Uint8Array[]): string => {
        writeFileSync(join(folder, file), ders.map((der) => toPem('CERTIFICATE', der)).join(''));
        return join(folder, file);
      };
      const [leaf = new Uint8Array(), ...rest] = chain;
      const untrusted = rest.length > 0 ? ['-untrusted', pem('rest.pem', ...rest)] : [];
      const anchors = ['-CAfile', pem('root.pem', root.der), '-no-CApath', '-no-CAstore'];
      return openssl(['verify', '-x509_strict', ...attime, ...anchors, ...untrusted, ...args, pem('leaf.pem', leaf)]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it('finds nothing to object to in the server’s certificate, even in strict mode', () => {
    const result = verify(world.server.chain, '-purpose', 'sslserver', '-verify_hostname', 'api.bank.test');
    expect([result.status, result.stderr]).toEqual([0, '']);
  });

  it('nor in the client’s', () => {
    const result = verify(world.client?.chain ?? [], '-purpose', 'sslclient', '-verify_email', 'alice@bank.test');
    expect([result.status, result.stderr]).toEqual([0, '']);
  });

  it.each<readonly [string, Partial<Plan['server']>, RegExp]>([
    ['expired', { notBefore: LAB_NOW - 90 * DAY, notAfter: LAB_NOW - DAY }, /error 10 at 0 depth/],
    ['wrong-host', { commonName: 'www.bank.test', dnsNames: ['www.bank.test'] }, /error 62 at 0 depth/],
    ['self-signed', { issuer: 'self' }, /error 18 at 0 depth/],
    ['untrusted-root', { issuer: 'rogue' }, /error 19 at 2 depth/],
    ['tampered', { altered: true }, /error 7 at 0 depth/],
  ])('objects to %s for the reason that is ours', (_name, change, reason) => {
    const { chain } = worldOf((plan) => ({ ...plan, server: { ...plan.server, ...change } })).server;
    const result = verify(chain, '-purpose', 'sslserver', '-verify_hostname', 'api.bank.test');
    expect(result.stderr).toMatch(reason);
  });
});
