// What an endpoint says of a message, an operation or a belief: a few values by name, for labels and lessons. One table
// each; whoever writes them and whoever reads them is held to it. Numbers as they are, dates as ISO 8601.
import type { HashName } from '../crypto/hash.ts';
import type { GroupName } from '../crypto/keyAgreement.ts';
import type { SignatureSchemeName } from '../crypto/signingKey.ts';
import type { CheckId, ProtocolCheckId } from '../pki/path/result.ts';
import type { AlertDescription, AlertLevel } from './alertCodes.ts';
import type { Version } from './codePoints/versions.ts';

type None = Readonly<Record<never, never>>;

/** What an OCSP response says of the certificate; another status of the response itself, such as `malformedRequest`. */
export type OcspStatus = 'good' | 'revoked' | 'unknown' | 'malformedRequest';

/** Of the first certificate that an OCSP response is about; nothing where it can't be read. */
export interface StatusDetails {
  readonly status?: OcspStatus;
  readonly serial?: string;
}

export interface TlsMessageDetails {
  readonly ClientHello: {
    /** How many cipher suites are offered. */
    readonly suites: number;
    readonly serverName: string;
    /** TLS 1.3: of the key shares. */
    readonly groups?: string;
    /** The second hello, behind HelloRetryRequest. */
    readonly retried?: boolean;
    /** A ticket is offered. */
    readonly resumes?: boolean;
  };
  readonly ServerHello: {
    /** That the server chooses. */
    readonly version: Version;
    /** A name as IANA has it; of what nobody knows, the code. */
    readonly suite: string;
    /** TLS 1.3. */
    readonly group?: GroupName;
    /** The ticket is taken. */
    readonly resumes?: boolean;
  };
  readonly HelloRetryRequest: { readonly group: GroupName; readonly suite: string };
  readonly EncryptedExtensions: { readonly alpn?: string };
  /** How many certificates; in TLS 1.3, what is stapled to the first. */
  readonly Certificate: StatusDetails & { readonly count: number };
  readonly CertificateStatus: StatusDetails;
  readonly CertificateRequest: {
    /** How many CAs are named. */
    readonly authorities: number;
    /** Where only signatures of one kind of key are asked for, which kind. */
    readonly keys?: 'rsa' | 'elliptic';
    /** Common name of the first. */
    readonly authority: string;
  };
  readonly ServerKeyExchange: { readonly group: GroupName; readonly scheme: SignatureSchemeName };
  readonly ServerHelloDone: None;
  /** `bits`: of the RSA key that it is encrypted with. `group`: of the share. */
  readonly ClientKeyExchange: { readonly bits?: number; readonly group?: GroupName };
  readonly CertificateVerify: SignatureDetails;
  /** `dummy`: one that only middleboxes look at (RFC 9846 5). */
  readonly ChangeCipherSpec: { readonly dummy?: boolean };
  readonly Finished: { readonly resumed?: boolean };
  readonly NewSessionTicket: { readonly lifetimeHours: number };
  /** `requested`: the peer is to update its keys, too. */
  readonly KeyUpdate: { readonly requested: boolean };
  readonly ApplicationData: None;
  readonly Alert: { readonly level: AlertLevel; readonly description: AlertDescription; readonly code: number };
}

/** TLS 1.2 names the hash of a PKCS #1 signature, everything else the scheme. */
interface SignatureDetails {
  readonly scheme?: SignatureSchemeName;
  readonly hash?: HashName;
}

/** `bytes`: how many are signed. `otherKey`: not by the key in the signer's certificate. */
interface SignerDetails {
  readonly bytes: number;
  readonly otherKey?: boolean;
}

export interface EndpointOperationDetails {
  /** Certificates of the peer are checked: carries check events. `subject`: of the leaf; `passed`, `failed`: how many. */
  readonly 'path.validate': {
    readonly subject: string;
    readonly anchored: boolean;
    readonly passed: number;
    readonly failed: number;
    /** It is not valid, and the verifier does not insist. */
    readonly enforced?: boolean;
  };
  /**
   * The peer's certificate is accepted or refused: carries revocation checks and the verdict. `check`: why not. `enforced`:
   * the verifier goes on all the same.
   */
  readonly 'certificate.decide': {
    readonly subject: string;
    readonly check: CheckId | '';
    readonly asked: boolean;
    readonly enforced?: boolean;
  };
  /** The peer sent an empty Certificate: carries client.required. */
  readonly 'certificate.missing': { readonly required: boolean };
  /** Client: 46 random bytes behind the version. */
  readonly 'premaster.generate': { readonly bytes: number };
  /** Server: opens ClientKeyExchange with its private key. */
  readonly 'premaster.open': { readonly opened: boolean; readonly bits: number };
  /** Client and server: a key pair for this handshake only. */
  readonly 'ecdhe.generate': { readonly group: GroupName };
  /** Server: signs its share and both randoms. */
  readonly 'parameters.sign': SignerDetails & { readonly group: GroupName; readonly scheme: SignatureSchemeName };
  /** Client and server: own private key and the peer's share give the premaster secret. */
  readonly 'ecdhe.agree': { readonly group: GroupName };
  /** Client and server: master secret and key block. `extended`: RFC 7627. */
  readonly 'keys.derive': { readonly extended: boolean; readonly suite: string; readonly hash: HashName };
  /** Client and server, TLS 1.3: the secrets of the handshake. */
  readonly 'keys.handshake': {
    readonly suite: string;
    readonly hash: HashName;
    readonly group: GroupName;
    readonly resumed: boolean;
  };
  /** Client and server, TLS 1.3: the secrets of the data. */
  readonly 'keys.application': { readonly suite: string; readonly hash: HashName };
  /** TLS 1.3: the next traffic secret of one direction. */
  readonly 'keys.update': { readonly direction: 'client' | 'server' };
  /** Client, TLS 1.3: makes the binder that goes with its ticket. */
  readonly 'ticket.offer': { readonly ageSeconds: number; readonly hash: HashName };
  /** Server, TLS 1.3: its own ticket comes back: carries psk.binder. `subject`: '' of an anonymous client. */
  readonly 'ticket.open': { readonly ageSeconds: number; readonly subject: string };
  /** Client, in TLS 1.3 both: signs all handshake messages so far. */
  readonly 'transcript.sign': SignerDetails & SignatureDetails;
  /** A signature of the peer: CertificateVerify, or ServerKeyExchange; with `alert`, the server's Finished never came. */
  readonly 'possession.verify': {
    readonly subject?: string;
    readonly bytes?: number;
    readonly shown?: 'ServerKeyExchange';
    readonly scheme?: SignatureSchemeName;
    readonly alert?: AlertDescription;
  };
  /** Client and server: the peer's Finished. `name`: the server's, of a client. */
  readonly 'finished.verify': { readonly name?: string; readonly resumed?: boolean };
  /**
   * A message breaks a rule of the protocol: carries the check of that rule. `at`: where the byte stands in what the peer
   * has sent.
   */
  readonly 'message.refuse': {
    readonly check: ProtocolCheckId;
    readonly message?: string;
    readonly field?: string;
    readonly at?: number;
  };
  /** A protected record could not be opened: carries record.mac. */
  readonly 'record.open': None;
}

export interface EndpointBeliefDetails {
  readonly 'client.offered': { readonly serverName: string };
  /** Somebody showed a certificate for `subject`; nothing is proven. */
  readonly 'client.shownCertificate': { readonly subject: string };
  /** Valid for `name`; the key is not proven yet. */
  readonly 'client.certificateValid': { readonly name: string; readonly subject: string };
  /** The server signed. */
  readonly 'client.possessionProven': { readonly name: string; readonly subject?: string };
  readonly 'client.connected': { readonly name: string; readonly resumed?: boolean };
  readonly 'client.refused': { readonly check: CheckId };
  readonly 'client.told': { readonly alert: AlertDescription };
  /** The connection ended, and nobody said why. */
  readonly 'client.cutOff': None;
  /** It refuses the certificate, and goes on with the handshake before it says so. */
  readonly 'client.putOff': { readonly check: CheckId };
  readonly 'client.closed': None;
  /** Negotiating with nobody in particular; `subject`: of a ticket. */
  readonly 'server.anonymous': { readonly subject?: string };
  readonly 'server.shownCertificate': { readonly subject: string };
  readonly 'server.certificateValid': { readonly subject: string };
  readonly 'server.possessionProven': { readonly subject: string };
  readonly 'server.connectedAnonymous': { readonly resumed?: boolean };
  /** The client holds the key of a certificate that is not valid, and the server does not insist. */
  readonly 'server.connectedUnverified': { readonly subject: string };
  readonly 'server.connected': { readonly subject: string; readonly resumed?: boolean };
  readonly 'server.refused': { readonly check: CheckId };
  readonly 'server.told': { readonly alert: AlertDescription };
  readonly 'server.cutOff': None;
  readonly 'server.putOff': { readonly check: CheckId };
  readonly 'server.closed': None;
}

/** Details with nothing that must be said may be left out. */
export type MaybeOmitted<Details> = None extends Details ? readonly [details?: Details] : readonly [details: Details];
