// What checks compared, by name: one table for those who report it, those who write it down, and the reader of a
// recording's file. Dates as ISO 8601, lists of names as text with commas between them, byte strings in hexadecimal; a
// number or `absent` where a limit need not be set.

/** Of a rule of the protocol: the field that breaks it, where and by what. `byte` counts as shown: tls/protocolCheck.ts. */
export type ProtocolEvidence = {
  readonly message?: string;
  readonly field?: string;
  readonly value?: string | number;
  readonly byte?: number;
  /** Where the protected record that carried it begins in all that the peer has sent. */
  readonly record?: number;
  readonly problem?: string;
  readonly expected?: string;
  readonly limit?: number;
  /** 1 for the first in the message. */
  readonly certificate?: number;
  /** The extension that is not there. */
  readonly missing?: string;
  readonly unknown?: string;
};

/** Of a path and of what stands in its certificates. */
type PathEvidence = {
  /** A name; in `bundle.order` the place in the file, from 1, as `place` and `before` are. */
  readonly issuer?: string | number;
  readonly subject?: string;
  readonly place?: number;
  readonly before?: number;
  /** Where a key or a certificate that can't be read was handed over. */
  readonly key?: string;
  readonly from?: string;
  /** How many: in the path, sent by the client. */
  readonly certificates?: number;
  readonly unreadable?: number;
  readonly givenUpAfter?: number;
  readonly anchor?: string;
  readonly anchors?: number;
  readonly selfSigned?: string;
  readonly intermediates?: number;
  readonly maximum?: number | string;
  readonly minimum?: number | string;
  readonly issuerEncoding?: string;
  readonly subjectEncoding?: string;
  readonly algorithm?: string;
  readonly signer?: string;
  /** `valid`, or why not. */
  readonly signature?: string;
  readonly hash?: string;
  readonly maskHash?: string;
  readonly saltLength?: number;
  /** How many; of a bit string, what is wrong with it. */
  readonly bits?: number | string;
  readonly multipleOf?: number;
  readonly exponent?: string;
  readonly point?: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly now?: string;
  readonly lifetimeDays?: number;
  readonly version?: number;
  readonly serial?: string;
  readonly cA?: string;
  readonly keyCertSign?: string;
  readonly pathLenConstraint?: number | string;
  readonly below?: number;
  readonly keyUsage?: string;
  readonly extKeyUsage?: string;
  readonly nsCertType?: string;
  readonly critical?: string;
  readonly extension?: string;
  readonly offset?: number;
  readonly authorityKeyIdentifier?: string;
  readonly subjectKeyIdentifier?: string;
  readonly keyIdentifier?: string;
  readonly authorityCertIssuer?: string;
  readonly authorityCertSerialNumber?: string;
};

/** Of names that are wanted, and of what was found. */
type NameEvidence = {
  readonly wanted?: string;
  readonly found?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly names?: number;
  readonly constraint?: string;
  readonly subtrees?: number;
  readonly nameChecks?: number;
  readonly subjectAltName?: string;
  readonly commonName?: string;
  readonly attribute?: string;
  readonly characters?: number;
  readonly bound?: number;
  readonly issuerUniqueID?: string;
  readonly subjectUniqueID?: string;
  readonly format?: string;
  readonly mapped?: string;
  readonly policy?: string;
  readonly times?: number;
};

/** Of revocation: RFC 6960, RFC 5280 6.3. */
type RevocationEvidence = {
  readonly source?: string;
  readonly reason?: string;
  readonly status?: string;
  readonly revokedAt?: string;
  readonly answer?: string;
  readonly oid?: string;
  readonly responder?: string;
  readonly authority?: string;
  readonly thisUpdate?: string;
  readonly nextUpdate?: string;
  readonly producedAt?: string;
  readonly nonce?: string;
  readonly nonceSent?: string;
  readonly nonceReceived?: string;
  readonly crl?: string;
  readonly crls?: number;
  readonly delta?: string;
};

/** Of what a peer proves by a message. */
type ProofEvidence = {
  readonly shown?: string;
  readonly signedBytes?: number;
  readonly keyBits?: number;
  readonly scheme?: string;
  readonly received?: string;
  readonly got?: string;
  /** Of a record. */
  readonly type?: string;
  readonly length?: number;
};

export type Evidence = ProtocolEvidence & PathEvidence & NameEvidence & RevocationEvidence & ProofEvidence;
/** What stands under one of the names. */
export type EvidenceValue = Evidence[keyof Evidence];
