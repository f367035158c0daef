// One line of `validate`: a request in JSON, read with care and turned into what path validation asks for.
import { attempt } from '../bytes/error.ts';
import { fromPem } from '../pki/intake/pem.ts';
import type { PolicyInputs } from '../pki/path/policyGraph.ts';
import {
  type PathRequest,
  type PeerName,
  PROFILES,
  profilePolicy,
  type RevocationInputs,
} from '../pki/path/request.ts';
import { decodeCrl } from '../pki/revocation/crl.ts';
import {
  type Certificate,
  inspectCertificate,
  type UnreadableCertificate,
  unreadableCertificate,
} from '../pki/x509/certificate.ts';
import { KEY_USAGES, type KeyUsage } from '../pki/x509/extension.ts';

/** What is wrong with a request; the message says where. */
export class RequestError extends Error {}

export interface ValidationRequest {
  readonly id: string;
  /** DER. */
  readonly leaf: Uint8Array;
  /** Null where the leaf is no certificate at all; the problem then says why. */
  readonly path: PathRequest | null;
  readonly problem: Readonly<Record<string, string | number>>;
}

type Fields = Readonly<Record<string, unknown>>;

export function readRequest(fields: Fields): ValidationRequest {
  const id = text(fields, 'id');
  const leaf = derOf(text(fields, 'leaf'), 'CERTIFICATE', 'leaf');
  const decoded = attempt(() => inspectCertificate(leaf));
  if (!decoded.ok) {
    const { field, offset, problem } = decoded.error;
    return { id, leaf, path: null, problem: { field, offset, problem } };
  }
  return { id, leaf, path: pathRequest(fields, decoded.value), problem: {} };
}

function pathRequest(fields: Fields, leaf: Certificate): PathRequest {
  const profile = oneOf(fields, 'profile', PROFILES);
  const peerName = nameOf(fields['peerName'], 'peerName');
  const morePeerNames = optionalList(fields, 'peerNames').flatMap((name, i) => nameOf(name, `peerNames[${i}]`) ?? []);
  const names =
    peerName === null ? morePeerNames : [peerName, ...morePeerNames.filter((name) => !same(name, peerName))];
  const [first = null, ...others] = names;
  const intermediates = certificates(fields, 'intermediates');
  const anchors = certificates(fields, 'trustAnchors');
  const revocation = oneOf(fields, 'revocation', ['off', 'crl'] as const);
  return {
    presented: [leaf, ...intermediates.readable],
    anchors: anchors.readable,
    unreadable: [...intermediates.unreadable, ...anchors.unreadable],
    now: timeOf(text(fields, 'time')),
    purpose: oneOf(fields, 'purpose', ['server', 'client', 'any'] as const),
    peerName: first,
    morePeerNames: others,
    leafKeyUsage: null,
    requiredKeyUsage: keyUsages(fields),
    ...profilePolicy(profile, first),
    maxIntermediates: limitOf(fields),
    ...policyOf(fields),
    ...(revocation === 'crl' ? { revocation: revocationOf(fields) } : {}),
  };
}

interface Handed {
  readonly readable: readonly Certificate[];
  readonly unreadable: readonly UnreadableCertificate[];
}

function certificates(fields: Fields, key: string): Handed {
  const readable: Certificate[] = [];
  const unreadable: UnreadableCertificate[] = [];
  list(fields, key).forEach((pem, i) => {
    const der = derOf(asText(pem, `${key}[${i}]`), 'CERTIFICATE', `${key}[${i}]`);
    const decoded = attempt(() => inspectCertificate(der));
    if (decoded.ok) readable.push(decoded.value);
    else unreadable.push(unreadableCertificate(der, decoded.error));
  });
  return { readable, unreadable };
}

function revocationOf(fields: Fields): RevocationInputs {
  const decoded = list(fields, 'crls').map((pem, i) =>
    decodeCrl(derOf(asText(pem, `crls[${i}]`), 'X509 CRL', `crls[${i}]`)),
  );
  const crls = decoded.flatMap((one) => (one.ok ? [one.value] : []));
  return { crls, unreadable: decoded.length - crls.length, failure: 'hard' };
}

function derOf(pem: string, label: string, where: string): Uint8Array {
  const blocks = fromPem(pem, label);
  if (!blocks.ok) throw new RequestError(`${where}: ${blocks.error.problem}`);
  const [block, more] = blocks.value;
  if (block === undefined || more !== undefined) throw new RequestError(`${where}: one ${label} is wanted`);
  return block.der;
}

function nameOf(value: unknown, where: string): PeerName | null {
  if (value === null) return null;
  const fields = asObject(value, where);
  const [[kind, name] = [], more] = Object.entries(fields);
  if (typeof name !== 'string' || more !== undefined)
    throw new RequestError(`${where}: one of dns, ip, email, uri is wanted`);
  switch (kind) {
    case 'dns':
      return { dns: name };
    case 'ip':
      return { ip: name };
    case 'email':
      return { email: name };
    case 'uri':
      return { uri: name };
    default:
      throw new RequestError(`${where}: one of dns, ip, email, uri is wanted`);
  }
}

const same = (a: PeerName, b: PeerName): boolean => JSON.stringify(a) === JSON.stringify(b);

function policyOf(fields: Fields): { policy: PolicyInputs } | Record<string, never> {
  const value = fields['policy'];
  if (value === null || value === undefined) return {};
  const policy = asObject(value, 'policy');
  const flag = (key: string): boolean => {
    const found = policy[key];
    if (typeof found !== 'boolean') throw new RequestError(`policy.${key}: true or false is wanted`);
    return found;
  };
  return {
    policy: {
      initial: list(policy, 'initial', 'policy.initial').map((oid, i) => asOid(oid, `policy.initial[${i}]`)),
      requireExplicit: flag('requireExplicit'),
      inhibitMapping: flag('inhibitMapping'),
      inhibitAny: flag('inhibitAny'),
    },
  };
}

/** limbo spells the bits in its own way: `digital_signature`, `key_cert_sign`, `crl_sign`. */
function keyUsages(fields: Fields): KeyUsage[] {
  return optionalList(fields, 'requiredKeyUsage').map((value, i) => {
    const wanted = asText(value, `requiredKeyUsage[${i}]`).replaceAll('_', '').toLowerCase();
    const found = KEY_USAGES.find((usage) => usage.toLowerCase() === wanted);
    if (found !== undefined) return found;
    if (wanted === 'contentcommitment') return 'nonRepudiation';
    throw new RequestError(`requiredKeyUsage[${i}]: unknown`);
  });
}

function limitOf(fields: Fields): number | null {
  const limit = fields['maxIntermediates'] ?? null;
  if (limit === null) return null;
  if (typeof limit === 'number' && Number.isInteger(limit) && limit >= 0) return limit;
  throw new RequestError('maxIntermediates: null or a whole number is wanted');
}

function timeOf(text: string): number {
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  // A day or an hour that the calendar lacks rolls over into the next: then the text comes back changed.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19) !== text.slice(0, 19))
    throw new RequestError('time: ISO 8601 in UTC is wanted');
  return ms;
}

const text = (fields: Fields, key: string): string => asText(fields[key], key);

function asText(value: unknown, where: string): string {
  if (typeof value !== 'string') throw new RequestError(`${where}: a text is wanted`);
  return value;
}

export function asObject(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RequestError(`${where}: an object is wanted`);
  return value as Fields;
}

function asOid(value: unknown, where: string): string {
  const text = asText(value, where);
  if (!/^[0-2](\.(0|[1-9]\d*))+$/.test(text)) throw new RequestError(`${where}: an object identifier is wanted`);
  return text;
}

function list(fields: Fields, key: string, where = key): readonly unknown[] {
  const value = fields[key];
  if (!Array.isArray(value)) throw new RequestError(`${where}: a list is wanted`);
  return value;
}

const optionalList = (fields: Fields, key: string): readonly unknown[] =>
  fields[key] == null ? [] : list(fields, key);

function oneOf<T extends string>(fields: Fields, key: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === fields[key]);
  if (found === undefined) throw new RequestError(`${key}: one of ${allowed.join(', ')} is wanted`);
  return found;
}
