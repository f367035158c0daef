// Faults of the client's certificate, in mutual TLS.
import { clientFault } from './fault.ts';
import { expired, stolen, untrustedRoot } from './leaf.ts';

export const CLIENT_FAULTS = [
  clientFault('none', () => null),
  clientFault('expired', expired(365, 267)),
  clientFault('untrusted-root', untrustedRoot, true),
  clientFault('wrong-eku', (leaf) => ({ ...leaf, extendedKeyUsage: ['serverAuth'] })),
  clientFault('stolen-certificate', stolen),
];
