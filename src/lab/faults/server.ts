// Faults of the server's certificate.
import { ISSUING_CA } from '../plan/plan.ts';
import type { ServerFaultId } from '../scenario/faultId.ts';
import { derivedNames } from '../scenario/names.ts';
import { type FaultUnit, serverFault } from './fault.ts';
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

export const SERVER_FAULTS: Record<ServerFaultId, FaultUnit> = {
  'server/expired': serverFault(expired(150, 53)),
  'server/not-yet-valid': serverFault(notYetValid(150, 12)),
  'server/wrong-host': serverFault((leaf, { names }) => {
    const { sibling } = derivedNames(names);
    return { ...leaf, commonName: sibling, dnsNames: [sibling], ips: [] };
  }),
  'server/no-san': serverFault((leaf) => ({ ...leaf, dnsNames: [], ips: [] })),
  'server/wildcard-too-deep': {
    ...serverFault((leaf) => leaf),
    // The star stands for one label, and the client asks for a name with one more.
    apply: (plan) => {
      const { domain, deeper } = derivedNames(plan.names);
      const server = { ...plan.server, commonName: `*.${domain}`, dnsNames: [`*.${domain}`], ips: [] };
      return { ...plan, serverName: deeper, server };
    },
  },
  // What a program takes for the bank's name that reads up to the NUL; the CA looked at who owns evil.test.
  'server/nul-in-name': serverFault((leaf, { names }) => ({
    ...leaf,
    commonName: 'evil.test',
    organization: 'Evil',
    dnsNames: [`${names.host}\0.evil.test`],
    ips: [],
  })),
  'server/self-signed': serverFault(selfSigned),
  'server/untrusted-root': serverFault(untrustedRoot),
  'server/missing-intermediate': serverFault(missingIntermediate),
  'server/reversed-chain': serverFault((leaf) => ({ ...leaf, sends: 'reversed' })),
  'server/tampered': serverFault(tampered),
  'server/stolen-certificate': serverFault(stolen),
  'server/wrong-eku': serverFault((leaf) => ({ ...leaf, extendedKeyUsage: ['clientAuth'] })),
  // What the server has to do with its key: decrypt with RSA key exchange, sign with all others.
  'server/wrong-key-usage': serverFault((leaf, _plan, protocol) => ({
    ...leaf,
    keyUsage: [protocol === 'tls1.2-rsa' ? 'digitalSignature' : 'keyEncipherment'],
  })),
  'server/weak-key': serverFault(weakKey('weak')),
  'server/weak-signature': serverFault(weakSignature),
  'server/unknown-critical': serverFault((leaf) => ({ ...leaf, unknownCritical: true })),
  // Names that were typed alike for CA and server, by a tool that writes no key identifiers.
  'server/name-of-its-ca': serverFault((leaf, { ca }) => ({
    ...leaf,
    commonName: `${ca.organization} ${ISSUING_CA}`,
    organization: ca.organization,
    withoutKeyIds: true,
  })),
  'server/revoked': serverFault(revoked),
};
