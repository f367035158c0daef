// Before the handshake: the CA is set up, keys are made, certificates requested and issued, roots installed.

import { utf8String } from '../../asn1/derWriter.ts';
import { fromHex, utf8 } from '../../bytes/hex.ts';
import { publicPart } from '../../crypto/ellipticKey.ts';
import type { Random } from '../../crypto/random.ts';
import { decodeRequest } from '../../pki/csr/csr.ts';
import { createRequest } from '../../pki/csr/request.ts';
import { type Certificate, parseCertificate } from '../../pki/x509/certificate.ts';
import type { Credential } from '../../tls/auth/credential.ts';
import type { Side } from '../../tls/events.ts';
import { honestPlan, type LeafPlan, type Plan, revocationOfFault } from '../plan/plan.ts';
import type { Recorder } from '../recording/recorder.ts';
import type { Anchor } from '../scenario/edits.ts';
import { RSA_KEYS } from '../scenario/keyKinds.ts';
import { derivedNames } from '../scenario/names.ts';
import { type Account, openAccounts } from './accounts.ts';
import {
  type Authority,
  type Issuer,
  issueLeaf,
  type KeyStore,
  leafSubject,
  makeAuthority,
  makeFormerIssuing,
  makeNamesake,
  type StatusAddress,
  serialNumber,
} from './authority.ts';
import { answerRequest, enter, type IssuedCertificates, type PublishedCrl, publishCrl, revoke } from './ca.ts';
import { recordIssued, recordPublished, recordRequest, recordRevoked } from './caRecord.ts';
import { detailsOfKey, secretOfKey } from './keyDetails.ts';

/** Everything that exists before the first byte of TLS. */
export interface World {
  readonly authority: Authority;
  readonly register: IssuedCertificates;
  /** What the CA published; null where it answers OCSP. */
  readonly list: PublishedCrl | null;
  /** The roots in the trust stores. */
  readonly clientRoots: readonly Certificate[];
  readonly serverRoots: readonly Certificate[];
  readonly server: Credential;
  readonly client: Credential | null;
  /** What the bank knows its customers by; empty where the recording does not tell it. */
  readonly accounts: readonly Account[];
}

export interface Materials {
  readonly keys: KeyStore;
  /** The CA's randomness: serial numbers. */
  readonly random: Random;
}

/** Makes the world of a plan. The recorder sees each step; null where nobody watches. */
export function makeWorld(plan: Plan, materials: Materials, recorder: Recorder | null): World {
  const { keys, random } = materials;
  const authority = makeAuthority('bank', plan.ca, keys, random);
  const { root, issuing } = authority;
  const names = authority.chain.map(({ subject }) => subject.text).reverse();
  recorder?.operation(
    'ca',
    'ca.create',
    { root: root.certificate.subject.text, issuing: names[0] ?? '', ...(names[1] ? { subordinate: names[1] } : {}) },
    { certificates: [...authority.chain, root.certificate].map(({ der }) => der) },
  );
  recorder?.secret('ca', 'ca.rootPrivateKey', secretOfKey(root.key), 'generated');
  recorder?.secret('ca', 'ca.issuingPrivateKey', secretOfKey(issuing.key), 'generated');
  recorder?.belief('ca', 'ca.ready', {});

  const context: IssuanceContext = { plan, keys, random, recorder, authority, register: new Map() };
  const server = equip(context, 'server', plan.server);
  const client = plan.client ? equipClient(context, plan.client, server) : null;
  const list = plan.ca.publishes === 'crl' ? publish(context) : null;
  const clientRoots = plan.clientTrusts.map((anchor) => rootOf(context, anchor));
  const serverRoots = plan.serverTrusts.map((anchor) => rootOf(context, anchor));
  for (const each of clientRoots) installRoot(context, 'client', each);
  if (plan.clientCertificate !== 'none') for (const each of serverRoots) installRoot(context, 'server', each);
  const accounts = plan.tellsAccount ? openAccounts(plan.names, notedCertificates(context)) : [];
  return { authority, register: context.register, list, clientRoots, serverRoots, server, client, accounts };
}

/** What everything that is issued before the handshake draws on. */
interface IssuanceContext {
  readonly plan: Plan;
  readonly keys: KeyStore;
  readonly random: Random;
  readonly recorder: Recorder | null;
  readonly authority: Authority;
  register: IssuedCertificates;
  /** What the bank's CA issued to the client at its first request. DER. */
  firstIssued?: Uint8Array;
}

function rootOf({ plan, keys, random, authority }: IssuanceContext, anchor: Anchor): Certificate {
  switch (anchor) {
    case 'bank':
      return authority.root.certificate;
    case 'namesake':
      return makeNamesake(plan.ca, keys, random);
    case 'rogue':
      return makeAuthority('rogue', plan.ca, keys, random).root.certificate;
    case 'issuing':
      return authority.issuing.certificate;
  }
}

/** Whether the bank's CA issued it, by whichever of its certificates. */
const byBank = ({ issuer }: LeafPlan): boolean => issuer === 'bank' || issuer === 'root';

function equip(context: IssuanceContext, side: Side, leaf: LeafPlan): Credential {
  const { recorder, keys } = context;
  const held = keys(leaf.heldKey);
  const stolen = leaf.heldKey !== leaf.key;
  recorder?.operation(side, 'key.generate', detailsOfKey(held));
  recorder?.secret(side, side === 'server' ? 'server.privateKey' : 'client.privateKey', secretOfKey(held), 'generated');
  if (side === 'client' && leaf.renews && byBank(leaf) && !stolen)
    enrol(context, side, { ...leaf, ...leaf.renews }, 'client.former');
  const chain = byBank(leaf) && !stolen ? enrol(context, side, leaf) : obtainElsewhere(context, side, leaf, stolen);
  const [own = new Uint8Array(), ...rest] = chain;
  const shown = leaf.altered ? alter(context, side, own, leaf.commonName) : own;
  if (leaf.revoked && byBank(leaf)) revokeLeaf(context, own);
  return { chain: [shown, ...inOrder(leaf, rest, context)], key: held };
}

/**
 * The certificates with which the accounts were opened: the one that the client got from the bank, where it is as the bank
 * issues them. Whoever comes with another one leaves the customer with a certificate of old.
 */
function notedCertificates({ plan, firstIssued, authority, keys, random }: IssuanceContext): Map<string, Uint8Array> {
  const { client, names } = plan;
  const noted = new Map<string, Uint8Array>();
  if (client && firstIssued && client.edit === undefined) noted.set(client.commonName, firstIssued);
  const sound = honestPlan('mutual', plan.now, plan.start, plan.ca.publishes, RSA_KEYS, names).client;
  if (sound && !noted.has(names.customer)) {
    const key = keys(sound.key);
    const serial = serialNumber(random, 'account');
    const { issuing, status } = authority;
    noted.set(names.customer, issueLeaf(sound, publicPart(key), issuing, key, serial, status));
  }
  return noted;
}

/** Somebody who edits the client's certificate by hand means one of its own. */
function equipClient(context: IssuanceContext, leaf: LeafPlan, server: Credential): Credential {
  if (!context.plan.clientHasServers || leaf.edit) return equip(context, 'client', leaf);
  const { recorder } = context;
  const [own = new Uint8Array()] = server.chain;
  const subject = context.plan.server.commonName;
  recorder?.operation('client', 'certificate.copy', { subject, withKey: true }, { certificates: [own] });
  recorder?.secret('client', 'client.privateKey', secretOfKey(server.key), 'received');
  return server;
}

/** What goes out behind the leaf. */
function inOrder(leaf: LeafPlan, above: readonly Uint8Array[], { authority }: IssuanceContext): Uint8Array[] {
  switch (leaf.sends) {
    case 'chain':
      return [...above];
    case 'leaf':
      return [];
    case 'reversed':
      return [...above, ...(byBank(leaf) ? [authority.root.certificate.der] : [])].reverse();
  }
}

/** The certification request goes to the CA, the certificate comes back. */
function enrol(
  context: IssuanceContext,
  side: Side,
  leaf: LeafPlan,
  which: Side | 'client.former' = side,
): Uint8Array[] {
  const { recorder, authority, keys, random } = context;
  const request = createRequest({
    subject: leafSubject(leaf),
    dnsNames: leaf.dnsNames,
    emails: leaf.emails,
    ...(leaf.uris && { uris: leaf.uris }),
    key: keys(leaf.key),
  });
  const decoded = decodeRequest(request);
  const subject = leaf.commonName;
  const spans = decoded.ok ? decoded.value.spans : [];
  if (recorder) recordRequest(recorder, side, { der: request, spans, subject });
  const { certificate, register } = answerRequest(authority, context.register, request, leaf, which, random);
  context.register = register;
  if (side === 'client') context.firstIssued ??= certificate.der;
  if (recorder) recordIssued(recorder, side, certificate, subject);
  return [certificate.der, ...issuerOf(context, leaf).above.map(({ der }) => der)];
}

/** A certificate that does not come from the CA by request: self-signed, from somebody else, or somebody else's. */
function obtainElsewhere(context: IssuanceContext, side: Side, leaf: LeafPlan, stolen: boolean): Uint8Array[] {
  const { recorder, keys, random } = context;
  const { issuer, above, status } = issuerOf(context, leaf);
  const key = keys(leaf.key);
  const der = issueLeaf(leaf, publicPart(key), issuer, key, serialNumber(random, side), status);
  const certificate = parseCertificate(der);
  if (byBank(leaf)) context.register = enter(context.register, certificate);
  const chain = [der, ...above.map((each) => each.der)];
  const details = {
    subject: leaf.commonName,
    issuer: certificate.issuer.text,
    selfSigned: issuer === null,
    byCustomer: leaf.issuer === 'customer',
  };
  if (!byBank(leaf)) recorder?.operation(side, 'certificate.obtain', details, { certificates: chain });
  if (stolen) recorder?.operation(side, 'certificate.copy', { subject: leaf.commonName }, { certificates: [der] });
  return chain;
}

interface IssuedBy {
  /** Null for the leaf's own key. */
  readonly issuer: Issuer | null;
  /** What goes out behind the leaf. */
  readonly above: readonly Certificate[];
  /** Where the leaf says that one learns of revocation. */
  readonly status: StatusAddress | null;
}

function issuerOf(context: IssuanceContext, leaf: LeafPlan): IssuedBy {
  const { authority, keys, random, plan } = context;
  switch (leaf.issuer) {
    case 'bank': {
      const { formerIssuing } = leaf;
      const above = formerIssuing
        ? [...authority.chain.slice(0, -1), makeFormerIssuing(plan.ca, formerIssuing, keys, random)]
        : authority.chain;
      return { issuer: authority.issuing, above, status: authority.status };
    }
    case 'root':
      return { issuer: authority.root, above: [], status: authority.status };
    case 'self':
      return { issuer: null, above: [], status: null };
    case 'rogue': {
      const { issuing, chain, root } = makeAuthority('rogue', plan.ca, keys, random);
      return { issuer: issuing, above: [...chain, root.certificate], status: null };
    }
    case 'customer': {
      const issuer = customerOf(context);
      return { issuer, above: [issuer.certificate, ...authority.chain], status: null };
    }
  }
}

/** Another customer of the bank's CA, with an ordinary certificate for a shop. */
function customerOf(context: IssuanceContext): Issuer {
  const { authority, keys, random, plan } = context;
  const key = keys('customer');
  const { outside } = derivedNames(plan.names);
  const leaf: LeafPlan = {
    ...honestPlan('one-way', plan.now, plan.start).server,
    commonName: outside,
    organization: 'Shop',
    dnsNames: [outside],
  };
  const serial = serialNumber(random, 'customer');
  const der = issueLeaf(leaf, publicPart(key), authority.issuing, authority.issuing.key, serial, authority.status);
  const certificate = parseCertificate(der);
  context.register = enter(context.register, certificate);
  return { certificate, key };
}

/** Changes one byte of what was signed; the signature stays as it is. */
function alter(context: IssuanceContext, side: Side, der: Uint8Array, commonName: string): Uint8Array {
  const altered = der.slice();
  const { offset, field } = alterable(parseCertificate(der), commonName);
  const from = altered[offset] ?? 0;
  altered[offset] = from + 1;
  context.recorder?.operation(
    side,
    'certificate.alter',
    { offset, from, to: altered[offset] ?? 0, field },
    { certificates: [altered] },
  );
  return altered;
}

/** The last byte of the name's first label; where the name has no letter there, the last one of the serial number. */
function alterable(
  certificate: Certificate,
  commonName: string,
): { offset: number; field: 'subject' | 'serialNumber' } {
  const name = utf8(commonName);
  const { der, subject, serial } = certificate;
  const label = name.indexOf(DOT);
  const length = label < 0 ? name.length : label;
  const last = name[length - 1] ?? 0;
  if (last < 0x20 || last >= 0x7e) {
    return { offset: indexOf(der, fromHex(serial), 0) + serial.length / 2 - 1, field: 'serialNumber' };
  }
  // The whole value, tag and length included: a short name may be a byte of the structure, too.
  const value = utf8String(commonName);
  const begins = indexOf(der, value, indexOf(der, subject.der, 0)) + value.length - name.length;
  return { offset: begins + length - 1, field: 'subject' };
}

function revokeLeaf(context: IssuanceContext, der: Uint8Array): void {
  const certificate = parseCertificate(der);
  const at = revocationOfFault(context.plan.now, certificate.notBefore);
  context.register = revoke(context.register, certificate.serial, at);
  if (context.recorder) recordRevoked(context.recorder, certificate, { reason: 'keyCompromise', at });
}

/** The list is made once and lies where certificates say, until the next one. */
function publish({ authority, register, plan, recorder }: IssuanceContext): PublishedCrl {
  const list = publishCrl(authority, register, plan.ca);
  if (recorder) recordPublished(recorder, list, plan.ca.crl);
  return list;
}

function installRoot({ recorder }: IssuanceContext, side: Side, root: Certificate): void {
  recorder?.operation(side, 'trust.install', { root: root.subject.text }, { subject: 'ca', certificates: [root.der] });
}

function indexOf(whole: Uint8Array, part: Uint8Array, from: number): number {
  for (let at = from; at + part.length <= whole.length; at++) {
    if (part.every((byte, i) => whole[at + i] === byte)) return at;
  }
  throw new Error('the part is not there');
}

const DOT = 0x2e;
