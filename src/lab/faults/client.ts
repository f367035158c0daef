// Faults of the client's certificate, in mutual TLS.
import { type LeafPlan, midnight, type Plan } from '../plan/plan.ts';
import type { ClientFaultId } from '../scenario/faultId.ts';
import { attackerKeyOfKind } from '../scenario/keyKinds.ts';
import { customerNames, derivedNames } from '../scenario/names.ts';
import { clientFault, type FaultUnit } from './fault.ts';
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

export const CLIENT_FAULTS: Record<ClientFaultId, FaultUnit> = {
  'client/none': clientFault(() => null),
  'client/none-optional': {
    ...clientFault(() => null),
    apply: (plan) => ({ ...plan, client: null, clientCertificate: lenient(plan) }),
  },
  'client/unlisted-issuer': clientFault(untrustedRoot),
  // Its certificate is as good as ever; the server's list of algorithms leaves its kind of key out.
  'client/key-not-accepted': {
    ...clientFault((leaf) => leaf),
    shows: 'run',
    apply: (plan) => ({ ...plan, clientKeyUnwanted: plan.client !== null }),
  },
  'client/expired': clientFault(expired(365, 267)),
  'client/long-expired': { ...clientFault(expired(365, 1096)), apply: withLongExpired },
  'client/not-yet-valid': clientFault(notYetValid(365, 12)),
  'client/self-signed': clientFault(selfSigned, true),
  'client/untrusted-root': clientFault(untrustedRoot, true),
  // Who sends no intermediate can't tell that its root is among those which the server named.
  'client/missing-intermediate': clientFault(missingIntermediate, true),
  'client/tampered': clientFault(tampered),
  'client/weak-key': clientFault(weakKey('weakClient')),
  'client/weak-signature': clientFault(weakSignature),
  'client/revoked': clientFault(revoked),
  'client/wrong-eku': clientFault((leaf) => ({ ...leaf, extendedKeyUsage: ['serverAuth'] })),
  // One certificate and one key for both ends, as where many hosts are set up alike.
  'client/server-certificate': {
    ...clientFault((leaf) => leaf),
    apply: (plan) => ({ ...plan, clientHasServers: plan.client !== null }),
  },
  'client/wrong-key-usage': clientFault((leaf) => ({ ...leaf, keyUsage: ['keyEncipherment'] })),
  'client/stolen-certificate': clientFault(stolen),
  // Another customer, whose certificate is as good; the account is not theirs.
  'client/not-allowed': clientFault((leaf, { names }) => {
    const { otherCustomer } = derivedNames(names);
    const { email, dns, uri } = customerNames(names, otherCustomer);
    return {
      ...leaf,
      commonName: otherCustomer,
      emails: [email],
      dnsNames: leaf.dnsNames.map(() => dns),
      ...(leaf.uris && { uris: leaf.uris.map(() => uri) }),
    };
  }),
  // Anybody can make a certificate with the customer's name; here nobody asks who signed it.
  'client/verdict-ignored': {
    ...clientFault((leaf) => leaf),
    apply: (plan) => ({
      ...plan,
      client: plan.client && selfSigned(plan.client),
      clientSendsUnlisted: true,
      clientCertificate: 'unchecked',
      verdictIgnored: true,
    }),
  },
  // Somebody with a key of their own, whom another CA calls what the bank calls its customer. That CA says nothing of
  // revocation.
  'client/same-name-other-ca': {
    ...clientFault((leaf) => leaf),
    revocations: ['off'],
    shows: 'run',
    apply: (plan) => ({
      ...plan,
      tellsAccount: true,
      serverTrusts: [...new Set([...plan.serverTrusts, 'rogue' as const])],
      client: plan.client && byOtherCa(plan.client),
    }),
  },
  // The same customer, name and key, and another certificate: whoever has noted the old one does not know it.
  'client/renewed': {
    ...clientFault((leaf) => leaf),
    shows: 'run',
    apply: (plan) => ({
      ...plan,
      tellsAccount: true,
      namedBy: plan.namedBy === 'cn' ? 'fingerprint' : plan.namedBy,
      client: plan.client && renewed(plan.client, plan),
    }),
  },
};

/** A server that insists on no certificate. */
const lenient = ({ clientCertificate }: Plan): Plan['clientCertificate'] =>
  clientCertificate === 'require' ? 'request' : clientCertificate;

function byOtherCa(leaf: LeafPlan): LeafPlan {
  const key = attackerKeyOfKind(leaf.key);
  return { ...leaf, issuer: 'rogue', key, heldKey: key };
}

/** Three days ago, a month before the old one would end. */
const renewed = (leaf: LeafPlan, { now }: Plan): LeafPlan => ({
  ...leaf,
  renews: { notBefore: leaf.notBefore, notAfter: midnight(now, 27) },
  notBefore: midnight(now, -3),
});

/** Its CA's certificate was renewed since, with the same key; the client sends the one of that time, from a root older still. */
function withLongExpired(plan: Plan): Plan {
  const at = (days: number): number => midnight(plan.now, -days);
  const formerIssuing = { notBefore: at(2200), notAfter: at(900) };
  const root = { ...plan.ca.root, notBefore: at(2300) };
  return {
    ...plan,
    ca: { ...plan.ca, root },
    client: plan.client && { ...expired(365, 1096)(plan.client, plan), formerIssuing },
  };
}
