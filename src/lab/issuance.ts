// Before the handshake: the CA is set up, keys are made, certificates requested and issued, roots installed.

import { utf8 } from '../bytes/hex.ts';
import { toBytes } from '../crypto/integer.ts';
import type { Random } from '../crypto/random.ts';
import { publicOf, type RsaPrivateKey } from '../crypto/rsa.ts';
import { type Certificate, parseCertificate } from '../pki/certificate.ts';
import { decodeRequest } from '../pki/csr.ts';
import { createRequest } from '../pki/request.ts';
import { isoTime } from '../pki/time.ts';
import type { Credential } from '../tls/credential.ts';
import type { Side } from '../tls/events.ts';
import {
  type Authority,
  type Issuer,
  issueLeaf,
  type Keys,
  makeAuthority,
  makeNamesake,
  type StatusAddress,
  serialNumber,
  subjectOf,
} from './authority.ts';
import { answerRequest, enter, type PublishedList, publishList, type Register, revoke } from './ca.ts';
import { honestPlan, type LeafPlan, type Plan, revocationOfFault } from './plan.ts';
import type { Recorder } from './recorder.ts';

/** Everything that exists before the first byte of TLS. */
export interface World {
  readonly authority: Authority;
  readonly register: Register;
  /** What the CA published; null where it answers OCSP. */
  readonly list: PublishedList | null;
  /** The roots in the trust stores. */
  readonly clientRoot: Certificate;
  readonly serverRoot: Certificate;
  readonly server: Credential;
  readonly client: Credential | null;
}

export interface Materials {
  readonly keys: Keys;
  /** The CA's randomness: serial numbers. */
  readonly random: Random;
}

/** Makes the world of a plan. The recorder sees each step; null where nobody watches. */
export function makeWorld(plan: Plan, { keys, random }: Materials, recorder: Recorder | null): World {
  const authority = makeAuthority('bank', plan.ca, keys, random);
  const { root, issuing } = authority;
  const names = authority.chain.map(({ subject }) => subject.text).reverse();
  recorder?.work(
    'ca',
    'ca.create',
    { root: root.certificate.subject.text, issuing: names[0] ?? '', ...(names[1] ? { subordinate: names[1] } : {}) },
    { certificates: [...authority.chain, root.certificate].map(({ der }) => der) },
  );
  recorder?.secret('ca', 'ca.rootPrivateKey', exponent(root.key), 'generated');
  recorder?.secret('ca', 'ca.issuingPrivateKey', exponent(issuing.key), 'generated');
  recorder?.belief('ca', 'ca.ready');

  const office: Office = { plan, keys, random, recorder, authority, register: new Map() };
  const server = equip(office, 'server', plan.server);
  const client = plan.client ? equip(office, 'client', plan.client) : null;
  const list = plan.ca.publishes === 'crl' ? publish(office) : null;
  const serverRoot = root.certificate;
  const clientRoot = plan.clientTrusts === 'bank' ? serverRoot : makeNamesake(plan.ca, keys, random);
  installRoot(office, 'client', clientRoot);
  if (plan.clientCertificate !== 'none') installRoot(office, 'server', serverRoot);
  return { authority, register: office.register, list, clientRoot, serverRoot, server, client };
}

/** Who walks from desk to desk while the world is made. */
interface Office {
  readonly plan: Plan;
  readonly keys: Keys;
  readonly random: Random;
  readonly recorder: Recorder | null;
  readonly authority: Authority;
  register: Register;
}

function equip(office: Office, side: Side, leaf: LeafPlan): Credential {
  const { recorder, keys } = office;
  const held = keys(leaf.heldKey);
  const stolen = leaf.heldKey !== leaf.key;
  recorder?.work(side, 'key.generate', { bits: held.bits, algorithm: 'RSA' });
  recorder?.secret(side, side === 'server' ? 'server.privateKey' : 'client.privateKey', exponent(held), 'generated');
  const chain = leaf.issuer === 'bank' && !stolen ? enrol(office, side, leaf) : bring(office, side, leaf, stolen);
  const [own = new Uint8Array(), ...rest] = chain;
  const shown = leaf.altered ? alter(office, side, own, leaf.commonName) : own;
  if (leaf.revoked && leaf.issuer === 'bank') revokeLeaf(office, own);
  return { chain: [shown, ...inOrder(leaf, rest, office)], key: held };
}

/** What goes out behind the leaf. */
function inOrder({ sends, issuer }: LeafPlan, above: readonly Uint8Array[], { authority }: Office): Uint8Array[] {
  switch (sends) {
    case 'chain':
      return [...above];
    case 'leaf':
      return [];
    case 'reversed':
      return [...above, ...(issuer === 'bank' ? [authority.root.certificate.der] : [])].reverse();
  }
}

/** The certification request goes to the CA, the certificate comes back. */
function enrol(office: Office, side: Side, leaf: LeafPlan): Uint8Array[] {
  const { recorder, authority, keys, random } = office;
  const request = createRequest({
    subject: subjectOf(leaf),
    dnsNames: leaf.dnsNames,
    emails: leaf.emails,
    key: keys(leaf.key),
  });
  const decoded = decodeRequest(request);
  const subject = leaf.commonName;
  const spans = decoded.ok ? decoded.value.spans : [];
  const sent = recorder?.caMessage({
    from: side,
    to: 'ca',
    channel: 'enrolment',
    type: 'CertificationRequest',
    wire: request,
    spans,
    facts: { subject },
  });
  if (sent !== undefined) recorder?.received('ca', sent);
  const { certificate, register } = answerRequest(authority, office.register, request, leaf, side, random);
  office.register = register;
  recorder?.work(
    'ca',
    'ca.checkRequest',
    { subject, serial: certificate.serial },
    { tone: 'pass', subject: side, certificates: [certificate.der] },
  );
  recorder?.belief('ca', 'ca.issued', { subject });
  const issued = recorder?.caMessage({
    from: 'ca',
    to: side,
    channel: 'enrolment',
    type: 'IssuedCertificate',
    wire: certificate.der,
    spans: certificate.spans,
    certificates: [certificate.der],
    facts: { subject, serial: certificate.serial },
  });
  if (issued !== undefined) recorder?.received(side, issued);
  return [certificate.der, ...authority.chain.map(({ der }) => der)];
}

/** A certificate that does not come from the CA by request: self-signed, from somebody else, or somebody else's. */
function bring(office: Office, side: Side, leaf: LeafPlan, stolen: boolean): Uint8Array[] {
  const { recorder, keys, random } = office;
  const { issuer, above, status } = issuerOf(office, leaf);
  const key = keys(leaf.key);
  const der = issueLeaf(leaf, publicOf(key), issuer, key, serialNumber(random, side), status);
  const certificate = parseCertificate(der);
  if (leaf.issuer === 'bank') office.register = enter(office.register, certificate);
  const chain = [der, ...above.map((each) => each.der)];
  const facts = {
    subject: leaf.commonName,
    issuer: certificate.issuer.text,
    selfSigned: issuer === null,
    byCustomer: leaf.issuer === 'customer',
  };
  if (leaf.issuer !== 'bank') recorder?.work(side, 'certificate.obtain', facts, { certificates: chain });
  if (stolen) recorder?.work(side, 'certificate.copy', { subject: leaf.commonName }, { certificates: [der] });
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

function issuerOf(office: Office, leaf: LeafPlan): IssuedBy {
  const { authority, keys, random, plan } = office;
  switch (leaf.issuer) {
    case 'bank':
      return { issuer: authority.issuing, above: authority.chain, status: authority.status };
    case 'self':
      return { issuer: null, above: [], status: null };
    case 'rogue': {
      const { issuing, chain, root } = makeAuthority('rogue', plan.ca, keys, random);
      return { issuer: issuing, above: [...chain, root.certificate], status: null };
    }
    case 'customer': {
      const issuer = customerOf(office);
      return { issuer, above: [issuer.certificate, ...authority.chain], status: null };
    }
  }
}

/** Another customer of the bank's CA, with an ordinary certificate for shop.test. */
function customerOf(office: Office): Issuer {
  const { authority, keys, random, plan } = office;
  const key = keys('customer');
  const leaf: LeafPlan = {
    ...honestPlan('one-way', plan.now, 'past').server,
    commonName: 'shop.test',
    organization: 'Shop',
    dnsNames: ['shop.test'],
  };
  const serial = serialNumber(random, 'customer');
  const der = issueLeaf(leaf, publicOf(key), authority.issuing, authority.issuing.key, serial, authority.status);
  const certificate = parseCertificate(der);
  office.register = enter(office.register, certificate);
  return { certificate, key };
}

/** Changes one byte of the subject's common name; the signature stays as it is. */
function alter(office: Office, side: Side, der: Uint8Array, commonName: string): Uint8Array {
  const altered = der.slice();
  const offset = subjectOffset(parseCertificate(der), utf8(commonName));
  const from = altered[offset] ?? 0;
  altered[offset] = from + 1;
  office.recorder?.work(
    side,
    'certificate.alter',
    { offset, from, to: from + 1, field: 'subject' },
    { certificates: [altered] },
  );
  return altered;
}

/** Where the last byte of the name's first label lies in the certificate. */
function subjectOffset(certificate: Certificate, name: Uint8Array): number {
  const { der, subject } = certificate;
  const start = indexOf(der, subject.der, 0);
  const label = name.indexOf(DOT);
  return indexOf(der, name, start) + (label < 0 ? name.length : label) - 1;
}

function revokeLeaf(office: Office, der: Uint8Array): void {
  const { serial, subject, notBefore } = parseCertificate(der);
  office.register = revoke(office.register, serial, revocationOfFault(office.plan.now, notBefore));
  office.recorder?.work(
    'ca',
    'ca.revoke',
    { serial, subject: subject.text, reason: 'keyCompromise' },
    { certificates: [der] },
  );
}

/** The list is made once and lies where certificates say, until the next one. */
function publish({ authority, register, plan, recorder }: Office): PublishedList {
  const list = publishList(authority, register, plan.ca);
  const { thisUpdate, nextUpdate } = plan.ca.crl;
  recorder?.work('ca', 'ca.publishCrl', {
    number: list.number,
    revoked: list.revoked,
    thisUpdate: isoTime(thisUpdate),
    nextUpdate: isoTime(nextUpdate),
  });
  return list;
}

function installRoot({ recorder }: Office, side: Side, root: Certificate): void {
  recorder?.work(side, 'trust.install', { root: root.subject.text }, { subject: 'ca', certificates: [root.der] });
}

/** The private exponent d, as big as the modulus: what "the private key" stands for in the table of secrets. */
const exponent = (key: RsaPrivateKey): Uint8Array => toBytes(key.d, key.bits / 8);

function indexOf(whole: Uint8Array, part: Uint8Array, from: number): number {
  for (let at = from; at + part.length <= whole.length; at++) {
    if (part.every((byte, i) => whole[at + i] === byte)) return at;
  }
  throw new Error('the part is not there');
}

const DOT = 0x2e;
