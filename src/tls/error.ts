// Why a handshake ended, as a value; and the one place that turns it into an alert (RFC 5246 7.2).

import type { DecodeError } from '../bytes/error.ts';
import type { CheckId, CheckResult, ProtocolCheckId } from '../pki/path/result.ts';
import type { AlertDescription, AlertLevel, AlertName } from './alertCodes.ts';
import type { Version } from './codePoints/versions.ts';

/** Why a parameter that can be read is refused. */
export const PARAMETER_PROBLEMS = [
  'alreadySent', // a retry that asks for a share which came already
  'asksForNothing', // a retry without anything to change
  'changed', // other than in the first hello
  'empty',
  'misplaced', // an extension in a message where it must not stand
  'noUncompressed', // point formats without the one that everybody must know
  'notAsked', // not the share that the retry asked for
  'notEchoed', // not what this side sent
  'notEmpty',
  'notLast', // an extension that must be the last one
  'notLegacy', // a legacy_version other than 0x0303
  'notListed', // a share of a group that supported_groups lacks
  'notOffered',
  'notOneEach', // binders that are more or fewer than the tickets
  'onlyOlder', // offered for TLS 1.2 alone
  'tooLong',
  'twice',
  'unusable', // no public key of its group
] as const;
export type ParameterProblem = (typeof PARAMETER_PROBLEMS)[number];

export type TlsError =
  | { readonly kind: 'check'; readonly check: CheckResult }
  /** A message that the state can't take. */
  | { readonly kind: 'order'; readonly expected: string; readonly got: string }
  /** Too many messages, the last one `got`, that bring the connection no further (limits.ts). */
  | { readonly kind: 'flood'; readonly got: string; readonly limit: number }
  | { readonly kind: 'decode'; readonly error: DecodeError }
  /** A list that must have an entry. */
  | { readonly kind: 'empty'; readonly field: string }
  /** A certificate in the peer's Certificate message that can't be read. */
  | { readonly kind: 'certificate'; readonly index: number; readonly error: DecodeError }
  | { readonly kind: 'record.overflow'; readonly length: number }
  | { readonly kind: 'hello.version'; readonly version: number }
  | { readonly kind: 'hello.cipher'; readonly suite: number | null }
  | { readonly kind: 'hello.compression'; readonly method: number | null }
  | { readonly kind: 'hello.extension'; readonly extension: string }
  | { readonly kind: 'hello.sni'; readonly name: string }
  | { readonly kind: 'hello.alpn'; readonly offered: string }
  | { readonly kind: 'hello.renegotiation' }
  /** The server could have spoken a newer version: somebody on the way changed the ClientHello (RFC 9846 4.2.3). */
  | { readonly kind: 'hello.downgrade' }
  /** An extension that must be there (RFC 9846 9.2). */
  | { readonly kind: 'hello.missing'; readonly extension: string }
  /** No group, or no signature scheme, that both sides know. */
  | { readonly kind: 'hello.group' }
  | { readonly kind: 'hello.scheme' }
  /** A parameter of a later message that contradicts the hellos. */
  | { readonly kind: 'parameter'; readonly field: string; readonly problem: ParameterProblem }
  /** The key in the peer's certificate can't be used with the suite. */
  | { readonly kind: 'key.type'; readonly algorithm: string }
  | { readonly kind: 'alert'; readonly level: AlertLevel; readonly alert: AlertDescription }
  /** The peer's side of the connection ended without a word (RFC 9846 6.1: truncation). */
  | { readonly kind: 'cut' };

/** One that this side has found itself. */
export type OwnError = Exclude<TlsError, { kind: 'alert' } | { kind: 'cut' }>;

/** What is expected where handshake messages must not go on across a change of keys (RFC 9846 5.1). */
export const END_OF_RECORD = 'the end of the record';

/** The id that names the failure outside: that of the check, or the kind. */
export function errorCode(error: OwnError): CheckId;
export function errorCode(error: TlsError): CheckId | 'alert' | 'cut';
export function errorCode(error: TlsError): CheckId | 'alert' | 'cut' {
  if (error.kind === 'check') return error.check.check;
  if (error.kind === 'certificate' || error.kind === 'empty') return 'decode';
  // A type that this protocol doesn't know is a message that may not come, rather than one that is ill-formed.
  return error.kind === 'decode' && NO_TYPE.includes(error.error.field) ? 'order' : error.kind;
}

/** The alert that the endpoint which found `error` sends; null for an alert from the peer, which is not answered. */
export function alertFor(error: TlsError, version: Version = 'tls1.2'): AlertName | null {
  switch (error.kind) {
    case 'check':
      return alertForCheck(error.check, version);
    case 'order':
    case 'flood': // no alert is defined for it; unexpected_message, as in OpenSSL and BoringSSL
      return 'unexpected_message';
    case 'decode':
      return (
        (version === 'tls1.3' ? DECODE_ALERTS_13[error.error.field] : undefined) ??
        DECODE_ALERTS[error.error.field] ??
        'decode_error'
      );
    case 'empty': // RFC 9846 4.5.1: "decode_error"
      return 'decode_error';
    case 'certificate': // 7.2.2 bad_certificate: "a certificate was corrupt"
      return 'bad_certificate';
    case 'record.overflow':
      return 'record_overflow';
    case 'hello.version':
      return 'protocol_version';
    case 'hello.cipher': // a server that finds no suite: 7.4.1.3; a client that gets one it did not offer: 7.2.2
      return error.suite === null ? 'handshake_failure' : 'illegal_parameter';
    case 'hello.compression':
    case 'hello.downgrade':
    case 'parameter':
      return 'illegal_parameter';
    case 'hello.extension': // 7.4.1.4: an extension in ServerHello that was not asked for
      return 'unsupported_extension';
    case 'hello.sni': // RFC 6066 3
      return 'unrecognized_name';
    case 'hello.alpn': // RFC 7301 3.2
      return 'no_application_protocol';
    case 'hello.renegotiation': // RFC 5746 3.4
    case 'hello.group': // RFC 9846 4.2.1: "handshake_failure"
    case 'hello.scheme':
      return 'handshake_failure';
    case 'hello.missing':
      return 'missing_extension';
    case 'key.type':
      return 'unsupported_certificate';
    case 'alert':
    case 'cut':
      return null;
  }
}

const NO_TYPE: readonly string[] = ['record.type', 'handshake.type'];

/** Bytes that can be read as far as to see what is wrong with them have alerts of their own. */
const DECODE_ALERTS: Readonly<Record<string, AlertName>> = {
  'record.type': 'unexpected_message', // 6: "MUST send an unexpected_message alert"
  'handshake.type': 'unexpected_message',
  'record.version': 'protocol_version',
  'record.length': 'record_overflow', // 6.2.1, 6.2.3: longer than 2^14 (+ 2048) bytes
  'changeCipherSpec.type': 'unexpected_message', // 7.1: the byte 1 and nothing else; RFC 9846 5, and OpenSSL for 1.2
};

/** RFC 9846 5 and 4.7.3. */
const DECODE_ALERTS_13: Readonly<Record<string, AlertName>> = {
  'record.fragment': 'unexpected_message',
  'keyUpdate.requested': 'illegal_parameter',
};

/**
 * The definitions of RFC 5246 7.2.2 decide; where they leave room, what OpenSSL sends. Names and sections stand
 * beside each group.
 */
export function alertForCheck(check: CheckResult, version: Version = 'tls1.2'): AlertName {
  const id: CheckId = check.check;
  switch (id) {
    case 'client.required': // 7.4.6: "fatal handshake_failure alert"; 1.3 has one of its own (RFC 9846 6.2)
      return version === 'tls1.3' ? 'certificate_required' : 'handshake_failure';
    case 'cert.decode': // bad_certificate: "a certificate was corrupt"
      return 'bad_certificate';
    case 'chain.bound': // nothing is said of the certificates, only of the work with them
      return 'certificate_unknown';
    case 'chain.build':
    case 'chain.trustAnchor':
    case 'chain.nameChaining':
    case 'aki.match': // unknown_ca: the CA "could not be located or couldn't be matched with a known, trusted CA"
      return 'unknown_ca';
    case 'ca.basicConstraints':
    case 'ca.keyCertSign':
    case 'ca.pathLen':
    case 'chain.depth': // the issuer is no CA for this: as unknown_ca, like OpenSSL
      return 'unknown_ca';
    case 'bundle.order':
    case 'bundle.key': // a program with such files does not come as far as a handshake
      return 'internal_error';
    case 'signature.verify': // unsupported_certificate: "of an unsupported type"
      if (check.evidence.signature === 'unsupported-algorithm' || check.evidence.signature === 'unsupported-key')
        return 'unsupported_certificate';
      // bad_certificate: "contained signatures that did not verify correctly"
      return 'bad_certificate';
    case 'validity.notBefore':
    case 'validity.notAfter': // certificate_expired: "has expired or is not currently valid"
      return 'certificate_expired';
    case 'nc.permitted':
    case 'nc.excluded':
    case 'policy.mappings':
    case 'policy.explicit':
    case 'ext.unknownCritical': // certificate_unknown: "some other (unspecified) issue", like OpenSSL
      return 'certificate_unknown';
    case 'crypto.keySize':
    case 'crypto.signatureHash':
    case 'identity.san':
    case 'identity.dns':
    case 'identity.ip':
    case 'identity.email':
    case 'identity.uri': // no alert is defined for these; bad_certificate, like OpenSSL
      return 'bad_certificate';
    case 'eku.serverAuth':
    case 'eku.clientAuth':
    case 'leaf.keyUsage':
    case 'leaf.notCA': // unsupported_certificate: "of an unsupported type", like OpenSSL
      return 'unsupported_certificate';
    case 'profile.serialNumber':
    case 'profile.encoding':
    case 'profile.validity':
    case 'profile.names':
    case 'profile.keyIdentifiers':
    case 'profile.criticality':
    case 'profile.keyUsage':
    case 'profile.subjectAltName':
    case 'profile.nameConstraints':
    case 'profile.policies':
    case 'web.version':
    case 'web.lifetime':
    case 'web.subjectAltName':
    case 'web.commonName':
    case 'web.extKeyUsage':
    case 'web.authorityKeyId': // bad_certificate: what its CA should not have made
      return 'bad_certificate';
    case 'revocation.cRLSign':
    case 'revocation.available':
    case 'revocation.signature':
    case 'revocation.fresh':
      return statusAlert(check);
    case 'revocation.status': // certificate_revoked only where the CA said so; "unknown" is another issue
      return check.evidence.status === 'revoked' ? 'certificate_revoked' : 'certificate_unknown';
    case 'order':
    case 'flood':
    case 'decode':
    case 'parameter':
    case 'record.overflow':
    case 'hello.version':
    case 'hello.downgrade':
    case 'hello.cipher':
    case 'hello.compression':
    case 'hello.extension':
    case 'hello.missing':
    case 'hello.group':
    case 'hello.scheme':
    case 'hello.sni':
    case 'hello.alpn':
    case 'hello.renegotiation':
    case 'key.type':
      return PROTOCOL_ALERTS[id];
    case 'possession':
    case 'psk.binder': // RFC 9846 6.2 decrypt_error: "unable to ... validate ... a PSK binder"
    case 'finished.verify': // decrypt_error: "unable to correctly verify a signature or validate a Finished message"
      return 'decrypt_error';
    case 'record.mac':
      return 'bad_record_mac';
  }
}

/** Of a check that stands for an error of the protocol; where the error leaves a choice, `alertFor` makes it. */
const PROTOCOL_ALERTS: Readonly<Record<ProtocolCheckId, AlertName>> = {
  order: 'unexpected_message',
  flood: 'unexpected_message',
  decode: 'decode_error',
  parameter: 'illegal_parameter',
  'record.overflow': 'record_overflow',
  'hello.version': 'protocol_version',
  'hello.downgrade': 'illegal_parameter',
  'hello.cipher': 'handshake_failure',
  'hello.compression': 'illegal_parameter',
  'hello.extension': 'unsupported_extension',
  'hello.missing': 'missing_extension',
  'hello.group': 'handshake_failure',
  'hello.scheme': 'handshake_failure',
  'hello.sni': 'unrecognized_name',
  'hello.alpn': 'no_application_protocol',
  'hello.renegotiation': 'handshake_failure',
  'key.type': 'unsupported_certificate',
};

/** Why nobody can say whether a certificate is revoked. */
function statusAlert({ check, evidence }: CheckResult): AlertName {
  // RFC 6066 8: a client whose stapled response is not satisfactory MUST abort with this alert. None is another matter.
  if (evidence.source === 'stapled' && evidence.answer !== 'none') return 'bad_certificate_status_response';
  // A list that is out of date: like OpenSSL. For the rest certificate_unknown: "some other (unspecified) issue".
  return check === 'revocation.fresh' && evidence.source === 'CRL' ? 'certificate_expired' : 'certificate_unknown';
}
