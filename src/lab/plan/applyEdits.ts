// Puts edits into a plan: clocks, trust stores and the CA's dates at once; what concerns a certificate's fields stays with
// it until the certificate is issued (editSpec.ts).
import { kindOfName, type PoolKeyName } from '../../crypto/poolNames.ts';
import {
  type CertificateEdit,
  type EditedSigner,
  type Edits,
  isEdited,
  type NameEdit,
  NO_EDITS,
  SIGNERS,
} from '../scenario/edits.ts';
import { attackerKeyOfKind } from '../scenario/keyKinds.ts';
import type { LeafPlan, Plan } from './plan.ts';

/** The plan with the edits in it. Clocks move alone: certificates keep their dates. */
export function applyEdits(plan: Plan, edits: Edits = NO_EDITS): Plan {
  if (!isEdited(edits)) return plan;
  const { clocks = {}, trust = {}, certificates = {} } = edits;
  const { server, client, ...ofCas } = certificates;
  const now = clocks.server ?? plan.now;
  // The CA publishes by its own clock.
  const moved = Math.floor((now - plan.now) / 1000) * 1000;
  const { thisUpdate, nextUpdate } = plan.ca.crl;
  return {
    ...plan,
    now,
    clientNow: clocks.client ?? plan.clientNow,
    clientTrusts: trust.client ?? plan.clientTrusts,
    serverTrusts: trust.server ?? plan.serverTrusts,
    ca: {
      ...plan.ca,
      crl: { ...plan.ca.crl, thisUpdate: thisUpdate + moved, nextUpdate: nextUpdate + moved },
      edits: { ...plan.ca.edits, ...ofCas },
    },
    server: editLeaf(plan.server, server),
    client: plan.client && editLeaf(plan.client, client),
  };
}

/** What of a leaf's edit is of interest before the certificate is issued: for its request, and for who holds which key. */
function editLeaf(leaf: LeafPlan, edit: CertificateEdit | undefined): LeafPlan {
  if (edit === undefined) return leaf;
  const { subject, subjectAltName, key = leaf.key, signer } = edit;
  const names = edit.without?.includes('subjectAltName') ? [] : subjectAltName;
  const valuesOf = (type: NameEdit['type'], before: readonly string[]): readonly string[] =>
    names === undefined ? before : names.filter((name) => name.type === type).map(({ value }) => value);
  return {
    ...leaf,
    commonName: subject ? (subject.find(({ type }) => type === 'CN')?.value ?? '') : leaf.commonName,
    dnsNames: valuesOf('dns', leaf.dnsNames),
    emails: valuesOf('email', leaf.emails),
    uris: valuesOf('uri', leaf.uris ?? []),
    key,
    heldKey: leaf.heldKey === leaf.key ? key : attackerKeyOfKind(key),
    keyUsage: usageFor(leaf, key),
    issuer: isLeafSigner(signer) ? signer : leaf.issuer,
    edit,
  };
}

/**
 * A CA grants what a key can do: elliptic keys encipher none (RFC 8813 3, RFC 8410 5). Where nothing of another key's
 * usage is left, it stays as it was.
 */
function usageFor({ key: before, keyUsage, extendedKeyUsage }: LeafPlan, key: PoolKeyName): LeafPlan['keyUsage'] {
  const [was, is] = [before, key].map((name) => kindOfName(name) === 'rsa');
  if (was === is) return keyUsage;
  const signing = keyUsage.filter((usage) => usage !== 'keyEncipherment');
  if (!is) return signing.length > 0 ? signing : keyUsage;
  const isServers = extendedKeyUsage.includes('serverAuth') && signing.length === keyUsage.length;
  return isServers ? [...keyUsage, 'keyEncipherment'] : keyUsage;
}

const isLeafSigner = (signer: EditedSigner | undefined): signer is LeafPlan['issuer'] =>
  SIGNERS.server.some((each) => each === signer);
