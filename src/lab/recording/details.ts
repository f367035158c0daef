// What a recording says of a message, an operation or a belief: the endpoints' tables (tls/details.ts) with what the lab
// adds. The reader of a recording's file is held to them, too: lab/files/detailValidators.ts.
import type { MlDsaSet } from '../../crypto/mlDsaKey.ts';
import type { AlertDescription } from '../../tls/alertCodes.ts';
import type {
  EndpointBeliefDetails,
  EndpointOperationDetails,
  OcspStatus,
  TlsMessageDetails,
} from '../../tls/details.ts';
import type { Side, TlsMessageType } from '../../tls/events.ts';
import type { RevocationReason } from '../scenario/caActions.ts';
import type { NamedBy } from '../scenario/choices.ts';

type None = Readonly<Record<never, never>>;

/** What became of bytes on their way over the attacker; `own`: made by the attacker. */
export type Passed = 'unchanged' | 'changed' | 'replayed' | 'own';

/** `hidden` from this observer, or `sealed`, with only the records' outside to see. */
export type Redaction = 'hidden' | 'sealed';

/**
 * In a view (view.ts), of what its observer does not get to know: then nothing else is there, so whoever reads details asks
 * for this first.
 */
interface Redactable {
  readonly veil?: Redaction;
}

/** Of what somebody else than client and server asked for: `action` is the place of the wish in `scenario.caWork`. */
interface ByRequest {
  readonly outsider?: boolean;
  readonly action?: number;
}

export interface CaMessageDetails {
  readonly CertificationRequest: ByRequest & { readonly subject: string };
  readonly IssuedCertificate: ByRequest & { readonly subject: string; readonly serial: string };
  /** `about`: whose certificate; `any`: somebody asks on their own account. */
  readonly OCSPRequest: { readonly serial: string; readonly about?: Side | 'any'; readonly action?: number };
  readonly OCSPResponse: {
    readonly status: OcspStatus;
    readonly serial: string;
    readonly about?: 'any';
    readonly action?: number;
  };
  readonly CRLRequest: { readonly url: string };
  /** `revoked`: how many. */
  readonly CRL: { readonly revoked: number; readonly nextUpdate: string };
}

/** Inside the bank, where a proxy ends TLS; `line`: the first of the HTTP text. */
export interface InsideMessageDetails {
  readonly InsideRequest: { readonly line: string; readonly headers: number };
  readonly InsideResponse: { readonly line: string };
}

interface ByLab {
  /** `line`: the first of the HTTP text. */
  readonly ApplicationData: { readonly line: string };
}

type AsideDetails = CaMessageDetails & InsideMessageDetails;

export type MessageDetails = {
  readonly [Type in TlsMessageType]: TlsMessageDetails[Type] &
    (Type extends keyof ByLab ? ByLab[Type] : None) &
    Redactable & { readonly passed?: Passed };
} & { readonly [Type in keyof AsideDetails]: AsideDetails[Type] & Redactable & { readonly passed?: Passed } };

export type RequestProblem = 'unreadable' | 'key' | 'noKey' | 'algorithm' | 'signature' | 'name';

/** What is changed on the way: by hand, suites or TLS 1.3 taken out of the hello, a length that lies, one bit. */
export type EditKind = 'hand' | 'suites' | 'version' | 'length' | 'bit';

export interface KeyDetails {
  readonly bits: number;
  readonly algorithm: 'RSA' | 'EC' | 'Ed25519' | MlDsaSet;
  readonly curve?: string;
}

interface LabOperationDetails {
  /** The CA makes its root and its issuing certificates: their subjects. */
  readonly 'ca.create': { readonly root: string; readonly issuing: string; readonly subordinate?: string };
  /** An endpoint's key pair is made. */
  readonly 'key.generate': KeyDetails;
  /**
   * The CA checks a certification request: its signature proves possession. Where it is refused, `problem`, and what shows
   * it.
   */
  readonly 'ca.checkRequest': ByRequest & {
    readonly subject: string;
    readonly serial?: string;
    readonly problem?: RequestProblem;
    readonly field?: string;
    readonly offset?: number;
    readonly detail?: string;
  };
  /** An endpoint gets its certificate elsewhere: signed by its own key or by another CA. */
  readonly 'certificate.obtain': {
    readonly subject: string;
    readonly issuer: string;
    readonly selfSigned: boolean;
    readonly byCustomer: boolean;
  };
  /** A byte of an issued certificate is changed afterwards. */
  readonly 'certificate.alter': {
    readonly offset: number;
    readonly from: number;
    readonly to: number;
    readonly field: 'subject' | 'serialNumber';
  };
  /** An endpoint shows a copied certificate; it holds another private key, or the true one where that was copied as well. */
  readonly 'certificate.copy': { readonly subject: string; readonly withKey?: boolean };
  /** The CA revokes a certificate, as of `at`. Where it does not, `problem`. `action`: at a student's wish. */
  readonly 'ca.revoke': {
    readonly serial: string;
    readonly reason: RevocationReason;
    readonly subject?: string;
    readonly at?: string;
    readonly action?: number;
    readonly problem?: 'unknown' | 'revoked';
  };
  /** The CA lifts a hold. Where it does not, `problem`. */
  readonly 'ca.release': {
    readonly serial: string;
    readonly subject?: string;
    readonly action?: number;
    readonly problem?: 'unknown' | 'notHeld';
  };
  /** The CA signs its list of revoked certificates, or what has changed since (`delta`); without a list there is no delta. */
  readonly 'ca.publishCrl': {
    readonly number?: number;
    readonly revoked?: number;
    readonly thisUpdate?: string;
    readonly nextUpdate?: string;
    readonly delta?: boolean;
    readonly base?: number;
    readonly removed?: number;
    readonly action?: number;
    readonly problem?: 'noBase';
  };
  /** A root goes into an endpoint's trust store, out of band; `attacker`: that of a machine in the middle. */
  readonly 'trust.install': { readonly root: string; readonly attacker?: boolean };
  /** The CA looks the serial number up in its database. */
  readonly 'ca.lookUp': {
    readonly serial?: string;
    readonly status?: OcspStatus;
    readonly problem?: 'noCertificate';
    readonly action?: number;
  };
  /** The question never reaches the CA: somebody on the way answers. */
  readonly 'ca.impersonate': { readonly how: 'forged' | 'replayed' };
  /** The client connects once more, with its ticket. */
  readonly 'connection.again': { readonly name: string; readonly afterMinutes: number };
  /**
   * Server: the proxy hands the request on inside the bank. `certificates`: how many it puts into headers; `removed`: headers
   * of that name that the client had sent and the proxy took out; `passedOn`: those that it left.
   */
  readonly 'proxy.handOn': {
    readonly line: string;
    readonly certificates: number;
    readonly removed: number;
    readonly passedOn: number;
    readonly secret: boolean;
  };
  /** Server: the application asks whether a request comes from the proxy, by the secret that both have. */
  readonly 'application.origin': { readonly given: boolean };
  /**
   * Server: whose account the client's certificate names. `value`: of the field, with its place in the certificate, absent
   * where there is none; `of`: how many such fields there are. `account`: '' where it is nobody's. `noted`: what the bank
   * has noted of that customer, else of `holder`, whose account is asked for. `otherIssuer`: where the account is found
   * although the certificate comes from another CA than the one with which the account was opened.
   */
  readonly 'account.find': {
    readonly by: NamedBy;
    readonly value?: string;
    readonly offset?: number;
    readonly bytes?: number;
    readonly of?: number;
    readonly account: string;
    readonly noted: string;
    readonly holder: string;
    readonly otherIssuer?: string;
    /** The certificate was read from a header. */
    readonly fromHeader?: boolean;
    /** In truth nobody has proven to TLS to hold its key. */
    readonly unproven?: boolean;
  };
  /**
   * Server: what the authenticated peer may do. `customer`: '' where TLS names nobody. `unverified`: the certificate is not
   * valid, and the application asks. `name`: it is not, and the application does not ask.
   */
  readonly 'application.decide': {
    readonly customer: string;
    readonly by: 'password' | 'certificate' | 'ticket' | 'unverified' | 'name' | 'header';
    readonly status: string;
  };
  /** The attacker's own CA certifies its key for the server's name. */
  readonly 'attacker.equip': { readonly root: string; readonly subject: string };
  /** A message is changed on its way; `offset`, `from` and `to` of one byte. */
  readonly 'attacker.edit': {
    readonly message: MessageType;
    readonly how: EditKind;
    readonly offset?: number;
    readonly from?: number;
    readonly to?: number;
    readonly suites?: number;
    readonly extensions?: number;
  };
  /** A message is kept back. */
  readonly 'attacker.drop': { readonly message: MessageType };
  /** A recorded message takes the place of one. */
  readonly 'attacker.replay': { readonly message: MessageType; readonly bytes: number };
  /** The attacker reads what a side sent it. */
  readonly 'attacker.read': { readonly from: Side; readonly line: string; readonly bytes: number };
  /** The day after: the server's private key comes into the attacker's hands. */
  readonly 'key.steal': KeyDetails;
  /** The attacker tries the stolen key on what it recorded. `records`: how many it opens; `reason`: why none. */
  readonly 'attacker.decrypt': {
    readonly opened: boolean;
    readonly records?: number;
    readonly reason?: 'keyExchange' | 'unsealed' | 'silent';
    readonly suite?: string;
  };
}

type AllOperations = EndpointOperationDetails & LabOperationDetails;
export type OperationDetails = { readonly [Id in keyof AllOperations]: AllOperations[Id] & Redactable };

interface LabBeliefDetails {
  readonly 'client.idle': { readonly serverName: string };
  readonly 'server.listening': None;
  readonly 'ca.ready': None;
  readonly 'ca.issued': { readonly subject: string };
  readonly 'ca.answered': { readonly serial: string; readonly status: OcspStatus };
  readonly 'ca.revoked': { readonly subject: string; readonly reason: RevocationReason };
  readonly 'ca.released': { readonly subject: string };
  readonly 'ca.published': {
    readonly number: number;
    readonly revoked: number;
    readonly base?: number;
    readonly delta?: boolean;
  };
  readonly 'ca.declined': {
    readonly problem: 'request' | 'unknown' | 'revoked' | 'notHeld' | 'noBase' | 'noCertificate';
  };
  readonly 'attacker.relays': None;
  readonly 'attacker.records': None;
  readonly 'attacker.changed': { readonly message: MessageType };
  readonly 'attacker.dropped': { readonly message: MessageType };
  readonly 'attacker.replayed': { readonly message: MessageType };
  readonly 'attacker.pretends': { readonly name: string };
  readonly 'attacker.refused': { readonly by: Side; readonly alert: AlertDescription };
  /** The attacker has read application data. */
  readonly 'attacker.reads': None;
  /** It asks the application past the proxy, as a customer. */
  readonly 'attacker.asks': { readonly customer: string; readonly served: boolean };
  /** The stolen key opens nothing. */
  readonly 'attacker.readsNothing': None;
}

export type BeliefDetails = EndpointBeliefDetails & LabBeliefDetails;

export type CaMessageType = keyof CaMessageDetails;
export type InsideMessageType = keyof InsideMessageDetails;
export type MessageType = TlsMessageType | CaMessageType | InsideMessageType;
export type OperationId = keyof OperationDetails;
export type BeliefId = keyof BeliefDetails;
