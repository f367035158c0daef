// Faults of the client's certificate, in mutual TLS.
import { clientFault, type Fault } from './fault.ts';
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

const OTHER = 'bob';

export const CLIENT_FAULTS: readonly Fault[] = [
  clientFault('none', () => null),
  {
    ...clientFault('none-optional', () => null),
    apply: (plan) => ({ ...plan, client: null, clientCertificate: 'request' }),
  },
  clientFault('unlisted-issuer', untrustedRoot),
  clientFault('expired', expired(365, 267)),
  clientFault('not-yet-valid', notYetValid(365, 12)),
  clientFault('self-signed', selfSigned, true),
  clientFault('untrusted-root', untrustedRoot, true),
  // Who sends no intermediate can't tell that its root is among those which the server named.
  clientFault('missing-intermediate', missingIntermediate, true),
  clientFault('tampered', tampered),
  clientFault('weak-key', weakKey('weakClient')),
  clientFault('weak-signature', weakSignature),
  clientFault('revoked', revoked),
  clientFault('wrong-eku', (leaf) => ({ ...leaf, extendedKeyUsage: ['serverAuth'] })),
  clientFault('wrong-key-usage', (leaf) => ({ ...leaf, keyUsage: ['keyEncipherment'] })),
  clientFault('stolen-certificate', stolen),
  // Another customer, whose certificate is as good as alice's; the account is hers.
  clientFault('not-allowed', (leaf) => ({ ...leaf, commonName: OTHER, emails: [`${OTHER}@bank.test`] })),
];
