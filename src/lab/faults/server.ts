// Faults of the server's certificate.
import { serverFault } from './fault.ts';
import { expired, revoked, selfSigned, stolen, tampered, untrustedRoot } from './leaf.ts';

export const SERVER_FAULTS = [
  serverFault('expired', expired(150, 53)),
  serverFault('wrong-host', (leaf) => ({ ...leaf, commonName: 'www.bank.test', dnsNames: ['www.bank.test'], ips: [] })),
  serverFault('self-signed', selfSigned),
  serverFault('untrusted-root', untrustedRoot),
  serverFault('tampered', tampered),
  serverFault('stolen-certificate', stolen),
  serverFault('revoked', revoked),
];
