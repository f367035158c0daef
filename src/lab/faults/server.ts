// Faults of the server's certificate.
import { type Fault, serverFault } from './fault.ts';
import {
  expired,
  missingIntermediate,
  notYetValid,
  revoked,
  selfSigned,
  stolen,
  tampered,
  untrustedRoot,
  weakKey,
  weakSignature,
} from './leaf.ts';

export const SERVER_FAULTS: readonly Fault[] = [
  serverFault('expired', expired(150, 53)),
  serverFault('not-yet-valid', notYetValid(150, 12)),
  serverFault('wrong-host', (leaf) => ({ ...leaf, commonName: 'www.bank.test', dnsNames: ['www.bank.test'], ips: [] })),
  serverFault('no-san', (leaf) => ({ ...leaf, dnsNames: [], ips: [] })),
  {
    ...serverFault('wildcard-too-deep', (leaf) => leaf),
    // The star stands for one label, and the client asks for a name with one more.
    apply: (plan) => ({
      ...plan,
      serverName: 'a.api.bank.test',
      server: { ...plan.server, commonName: '*.bank.test', dnsNames: ['*.bank.test'], ips: [] },
    }),
  },
  // What a program takes for the bank's name that reads up to the NUL; the CA looked at who owns evil.test.
  serverFault('nul-in-name', (leaf) => ({
    ...leaf,
    commonName: 'evil.test',
    organization: 'Evil',
    dnsNames: ['api.bank.test\0.evil.test'],
    ips: [],
  })),
  serverFault('self-signed', selfSigned),
  serverFault('untrusted-root', untrustedRoot),
  serverFault('missing-intermediate', missingIntermediate),
  serverFault('reversed-chain', (leaf) => ({ ...leaf, sends: 'reversed' })),
  serverFault('tampered', tampered),
  serverFault('stolen-certificate', stolen),
  serverFault('wrong-eku', (leaf) => ({ ...leaf, extendedKeyUsage: ['clientAuth'] })),
  // What the server has to do with its key: decrypt with RSA key exchange, sign with all others.
  serverFault('wrong-key-usage', (leaf, _plan, protocol) => ({
    ...leaf,
    keyUsage: [protocol === 'tls1.2-rsa' ? 'digitalSignature' : 'keyEncipherment'],
  })),
  serverFault('weak-key', weakKey('weak')),
  serverFault('weak-signature', weakSignature),
  serverFault('unknown-critical', (leaf) => ({ ...leaf, unknownCritical: true })),
  serverFault('revoked', revoked),
];
