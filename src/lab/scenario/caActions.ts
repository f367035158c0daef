// What one has the CA do: a list of small values in the scenario, and the same as text for a link.
// Read strictly, since it comes from links and files: what can't be used is named, and nothing of it is kept.
import { ALL_KEY_KINDS } from './choices.ts';

/** RFC 5280 5.3.1, but for removeFromCRL, which is no reason to revoke: `release` lifts a hold. */
export const REVOCATION_REASONS = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
  'aACompromise',
] as const;
export type RevocationReason = (typeof REVOCATION_REASONS)[number];

/** `before`: after certificates were issued, before the handshake. `during`: when the ClientHello has reached the server. */
export const CA_MOMENTS = ['before', 'during'] as const;
export type CaMoment = (typeof CA_MOMENTS)[number];

/** Kinds of the key in a request that the lab makes. */
export const CSR_KEY_KINDS = ALL_KEY_KINDS;
export type CsrKeyKind = (typeof CSR_KEY_KINDS)[number];

export type CaAction = { readonly when: CaMoment } & (MadeRequest | OtherAction);

/** The lab makes a request for this name. */
interface MadeRequest {
  readonly act: 'request';
  readonly name: string;
  /** `other`: it is signed with another key than the one that it names. */
  readonly proof: 'own' | 'other';
  /** Absent for RSA. */
  readonly key?: Exclude<CsrKeyKind, 'rsa'>;
}

type OtherAction =
  /** A PKCS #10 request that somebody brings: its DER in base64url, without padding. */
  | { readonly act: 'sign'; readonly csr: string }
  | {
      readonly act: 'revoke';
      readonly whose: Whose;
      readonly reason: RevocationReason;
      /** How long before the action the certificate is said to be revoked. */
      readonly daysAgo: number;
    }
  /** Lifts a hold: the certificate counts again. */
  | { readonly act: 'release'; readonly whose: Whose }
  /** The whole list, or, with `delta`, what has changed since the last whole one (RFC 5280 5.2.4). */
  | { readonly act: 'publish'; readonly list?: 'delta' }
  /** Somebody asks the CA's responder by OCSP. */
  | { readonly act: 'ask'; readonly whose: Whose };
export type CaAct = CaAction['act'];

/** `server`, `client`: the certificate that the CA issued to it. Else a serial number in hexadecimal. */
export type Whose = string;

export const MAX_CA_ACTIONS = 24;
/** Of a request's DER; most have 500 to 1,500 bytes, one with a key of ML-DSA-87 some 7,500. */
export const MAX_CSR_BYTES = 8192;
export const MAX_NAME_LENGTH = 120;
const MAX_DAYS = 3650;
/** Of the whole text in a link. */
const MAX_TEXT = 32_768;

/** `problem`: what was wrong, to go behind "should be". */
export type CaWorkRead =
  | { readonly ok: true; readonly actions: readonly CaAction[] }
  | { readonly ok: false; readonly problem: string };

/**
 * `revoke:server:keyCompromise~publish~during:ask:server`: actions behind each other, fields behind colons. Defaults at
 * the end are left out.
 */
export const formatCaWork = (actions: readonly CaAction[]): string =>
  actions.map((action) => `${action.when === 'during' ? 'during:' : ''}${fieldsOf(action).join(':')}`).join('~');

function fieldsOf(action: CaAction): string[] {
  switch (action.act) {
    case 'request':
      return ['request', marked(action.name), ...withoutDefaults([action.proof, 'own'], [action.key ?? 'rsa', 'rsa'])];
    case 'sign':
      return ['sign', action.csr];
    case 'revoke':
      return ['revoke', action.whose, action.reason, ...(action.daysAgo === 0 ? [] : [String(action.daysAgo)])];
    case 'release':
    case 'ask':
      return [action.act, action.whose];
    case 'publish':
      return ['publish', ...(action.list ? [action.list] : [])];
  }
}

/** Fields with their defaults, those that say nothing new left out at the end. */
function withoutDefaults(...fields: readonly (readonly [string, string])[]): string[] {
  const last = fields.findLastIndex(([value, usual]) => value !== usual);
  return fields.slice(0, last + 1).map(([value]) => value);
}

export function parseCaWork(text: string): CaWorkRead {
  if (text.length > MAX_TEXT) return bad(`at most ${MAX_TEXT} characters`);
  return readCaWork(text.split('~').map(plainAction));
}

/** The object that the fields stand for, unchecked. */
function plainAction(text: string): unknown {
  const all = text.split(':');
  const when = all[0] === 'during' ? 'during' : 'before';
  const [act, first, second, third, ...more] = when === 'during' ? all.slice(1) : all;
  const defined = (fields: Record<string, unknown>, ...rest: readonly unknown[]) =>
    [...rest, ...more].some((each) => each !== undefined) ? null : { act, when, ...fields };
  switch (act) {
    case 'request':
      return defined({
        name: unmarked(first),
        ...(second === undefined ? {} : { proof: second }),
        ...(third === undefined ? {} : { key: third }),
      });
    case 'sign':
      return defined({ csr: first }, second, third);
    case 'revoke': {
      const days = third === undefined ? {} : { daysAgo: /^\d{1,4}$/.test(third) ? Number(third) : third };
      return defined({ whose: first, reason: second, ...days });
    }
    case 'release':
    case 'ask':
      return defined({ whose: first }, second, third);
    case 'publish':
      return defined(first === undefined ? {} : { list: first }, second, third);
    default:
      return { act, when };
  }
}

/** A list of actions as JSON has it. `when`, `proof`, `key` and `daysAgo` may be left out. */
export function readCaWork(value: unknown): CaWorkRead {
  if (!Array.isArray(value)) return bad('a list of actions');
  if (value.length > MAX_CA_ACTIONS) return bad(`at most ${MAX_CA_ACTIONS} actions`);
  const actions: CaAction[] = [];
  for (const [index, each] of value.entries()) {
    const read = readAction(each);
    if (typeof read === 'string') return bad(`${read} (action ${index + 1})`);
    actions.push(read);
  }
  return { ok: true, actions };
}

/** The action, or what is wanted in its place. */
function readAction(value: unknown): CaAction | string {
  if (!isObject(value)) return 'an action of the CA with all its fields';
  const when = CA_MOMENTS.find((each) => each === (value.when ?? 'before'));
  if (when === undefined) return `when: ${CA_MOMENTS.join(' or ')}`;
  const act = ACTS.find((each) => each === value.act);
  const stray = act && Object.keys(value).find((name) => !['act', 'when', ...FIELDS[act]].includes(name));
  if (stray !== undefined) return `without ${stray}`;
  switch (act) {
    case 'request': {
      const { name, proof = 'own' } = value;
      if (!isName(name)) return `request: a name of at most ${MAX_NAME_LENGTH} characters`;
      const key = CSR_KEY_KINDS.find((each) => each === (value.key ?? 'rsa'));
      if (key === undefined) return `key: ${CSR_KEY_KINDS.join(', ')}`;
      if (proof !== 'own' && proof !== 'other') return 'proof: own or other';
      return { when, act, name, proof, ...(key !== 'rsa' && { key }) };
    }
    case 'sign': {
      const { csr } = value;
      return isCsr(csr) ? { when, act, csr } : `sign: base64url of at most ${MAX_CSR_BYTES} bytes`;
    }
    case 'revoke': {
      const { whose, daysAgo = 0 } = value;
      const reason = REVOCATION_REASONS.find((each) => each === value.reason);
      if (!isWhose(whose)) return WHOSE;
      if (reason === undefined) return `a reason: ${REVOCATION_REASONS.join(', ')}`;
      return isDays(daysAgo) ? { when, act, whose, reason, daysAgo } : `daysAgo: a whole number from 0 to ${MAX_DAYS}`;
    }
    case 'release':
    case 'ask':
      return isWhose(value.whose) ? { when, act, whose: value.whose } : WHOSE;
    case 'publish': {
      const { list = 'complete' } = value;
      if (list === 'complete') return { when, act };
      return list === 'delta' ? { when, act, list } : 'list: complete or delta';
    }
    case undefined:
      return `one of ${ACTS.join(', ')}`;
  }
}

const ACTS = ['request', 'sign', 'revoke', 'release', 'publish', 'ask'] as const satisfies readonly CaAct[];
const FIELDS: Readonly<Record<CaAct, readonly string[]>> = {
  request: ['name', 'proof', 'key'],
  sign: ['csr'],
  revoke: ['whose', 'reason', 'daysAgo'],
  release: ['whose'],
  publish: ['list'],
  ask: ['whose'],
};
const WHOSE = 'whose: server, client or a serial number in hexadecimal';

const bad = (problem: string): CaWorkRead => ({ ok: false, problem });
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isDays = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_DAYS;
/** RFC 5280 4.1.2.2: a serial number has at most 20 octets. */
const isWhose = (value: unknown): value is Whose =>
  typeof value === 'string' && /^(server|client|[0-9a-f]{1,40})$/.test(value);
const isCsr = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w-]+$/.test(value) && value.length <= (MAX_CSR_BYTES * 4) / 3;
/** No control characters, and nothing that is white space alone. */
const isName = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length <= MAX_NAME_LENGTH &&
  value.trim() === value &&
  value !== '' &&
  !/\p{C}/u.test(value);

/** What sets fields and actions apart may stand in a name. */
const marked = (name: string): string =>
  name.replace(/[%:~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
const unmarked = (text: string | undefined): string | undefined =>
  text?.replace(/%(25|3A|7E)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
/** An action whose moment the CA console still has to choose. */
export type Wish = CaAction extends infer A ? (A extends CaAction ? Omit<A, 'when'> : never) : never;
