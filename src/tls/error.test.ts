// From what went wrong to the alert: every check has one, by the definitions of RFC 5246 7.2.2 and 7.4.
import { describe, expect, it } from 'vitest';
import { DecodeError } from '../bytes/error.ts';
import type { Evidence } from '../pki/path/evidence.ts';
import { CHECKS, type CheckId, type CheckResult, isProtocolCheck, type ProtocolCheckId } from '../pki/path/result.ts';
import { ALERT_CODES, type AlertName } from './alertCodes.ts';
import { alertFor, alertForCheck, errorCode, type TlsError } from './error.ts';

const failed = <Id extends CheckId>(check: Id, evidence: Evidence<Id>): CheckResult<Id> => ({
  certificate: 0,
  check,
  result: 'fail',
  reference: 'tls12.7.2.2',
  evidence,
});

/** The definition that decides, and where it leaves room, what OpenSSL sends for the same. */
const ALERTS: Readonly<Record<Exclude<CheckId, ProtocolCheckId>, readonly [AlertName, string]>> = {
  'client.required': ['handshake_failure', '7.4.6: "respond with a fatal handshake_failure alert"'],
  'cert.decode': ['bad_certificate', '7.2.2: "A certificate was corrupt"'],
  'chain.bound': ['certificate_unknown', '7.2.2: "some other (unspecified) issue"'],
  'chain.depth': ['unknown_ca', 'OpenSSL: path length constraint exceeded'],
  'bundle.order': ['internal_error', 'no handshake begins'],
  'bundle.key': ['internal_error', 'no handshake begins'],
  'chain.build': ['unknown_ca', '7.2.2: "the CA certificate could not be located"'],
  'chain.trustAnchor': ['unknown_ca', '7.2.2: "or couldn\'t be matched with a known, trusted CA"'],
  'chain.nameChaining': ['unknown_ca', '7.2.2: no CA of that name'],
  'signature.verify': ['bad_certificate', '7.2.2: "contained signatures that did not verify correctly"'],
  'validity.notBefore': ['certificate_expired', '7.2.2: "or is not currently valid"'],
  'validity.notAfter': ['certificate_expired', '7.2.2: "has expired"'],
  'ca.basicConstraints': ['unknown_ca', 'OpenSSL: invalid CA certificate'],
  'ca.keyCertSign': ['unknown_ca', 'OpenSSL: invalid CA certificate'],
  'ca.pathLen': ['unknown_ca', 'OpenSSL: path length constraint exceeded'],
  'aki.match': ['unknown_ca', 'the CA of that key was not found'],
  'ext.unknownCritical': ['certificate_unknown', '7.2.2: "some other (unspecified) issue"'],
  'nc.permitted': ['certificate_unknown', '7.2.2: "some other (unspecified) issue"'],
  'nc.excluded': ['certificate_unknown', '7.2.2: "some other (unspecified) issue"'],
  'policy.mappings': ['certificate_unknown', '7.2.2: "some other (unspecified) issue"'],
  'policy.explicit': ['certificate_unknown', '7.2.2: "some other (unspecified) issue"'],
  'crypto.keySize': ['bad_certificate', 'OpenSSL: key too small'],
  'crypto.signatureHash': ['bad_certificate', 'OpenSSL: signature hash too weak'],
  'identity.san': ['bad_certificate', 'OpenSSL: host name mismatch'],
  'identity.dns': ['bad_certificate', 'OpenSSL: host name mismatch'],
  'identity.ip': ['bad_certificate', 'OpenSSL: IP address mismatch'],
  'identity.email': ['bad_certificate', 'OpenSSL: email address mismatch'],
  'identity.uri': ['bad_certificate', 'as for the other kinds of names'],
  'eku.serverAuth': ['unsupported_certificate', 'OpenSSL: unsuitable certificate purpose'],
  'eku.clientAuth': ['unsupported_certificate', 'OpenSSL: unsuitable certificate purpose'],
  'leaf.keyUsage': ['unsupported_certificate', 'OpenSSL: unsuitable certificate purpose'],
  'leaf.notCA': ['unsupported_certificate', '7.2.2: "of an unsupported type"'],
  'profile.serialNumber': ['bad_certificate', 'no alert is defined for it; "A certificate was corrupt" comes nearest'],
  'profile.encoding': ['bad_certificate', 'no alert is defined for it; "A certificate was corrupt" comes nearest'],
  'profile.validity': ['bad_certificate', 'no alert is defined for it; "A certificate was corrupt" comes nearest'],
  'profile.names': ['bad_certificate', 'no alert is defined for it; "A certificate was corrupt" comes nearest'],
  'profile.keyIdentifiers': [
    'bad_certificate',
    'no alert is defined for it; "A certificate was corrupt" comes nearest',
  ],
  'profile.criticality': ['bad_certificate', 'no alert is defined for it; "A certificate was corrupt" comes nearest'],
  'profile.keyUsage': ['bad_certificate', 'no alert is defined for it; "A certificate was corrupt" comes nearest'],
  'profile.subjectAltName': [
    'bad_certificate',
    'no alert is defined for it; "A certificate was corrupt" comes nearest',
  ],
  'profile.nameConstraints': [
    'bad_certificate',
    'no alert is defined for it; "A certificate was corrupt" comes nearest',
  ],
  'profile.policies': ['bad_certificate', 'no alert is defined for it; "A certificate was corrupt" comes nearest'],
  'web.version': ['bad_certificate', 'no alert is defined for it; "A certificate was corrupt" comes nearest'],
  'web.lifetime': ['bad_certificate', 'no alert is defined for it; "A certificate was corrupt" comes nearest'],
  'web.subjectAltName': ['bad_certificate', 'no alert is defined for it; "A certificate was corrupt" comes nearest'],
  'web.commonName': ['bad_certificate', 'no alert is defined for it; "A certificate was corrupt" comes nearest'],
  'web.extKeyUsage': ['bad_certificate', 'no alert is defined for it; "A certificate was corrupt" comes nearest'],
  'web.authorityKeyId': ['bad_certificate', 'no alert is defined for it; "A certificate was corrupt" comes nearest'],
  'revocation.cRLSign': ['certificate_unknown', '7.2.2: "some other (unspecified) issue"'],
  'revocation.available': ['certificate_unknown', '7.2.2: "some other (unspecified) issue"'],
  'revocation.signature': ['certificate_unknown', '7.2.2: "some other (unspecified) issue"'],
  'revocation.fresh': ['certificate_unknown', '7.2.2: "some other (unspecified) issue"'],
  'revocation.status': ['certificate_unknown', 'the CA knows nothing of it, which is not the same as revoked'],
  possession: ['decrypt_error', '7.2.2: "unable to correctly verify a signature"'],
  'record.mac': ['bad_record_mac', '7.2.2: "a record is received with an incorrect MAC"'],
  'psk.binder': ['decrypt_error', 'RFC 9846 6.2: "or validate a Finished message or a PSK binder"'],
  'finished.verify': ['decrypt_error', '7.2.2: "or validate a Finished message"'],
};

/** Those about certificates and proofs; the others have the alert of their error, below. */
const OF_PROOFS = CHECKS.filter((check) => !isProtocolCheck(check)) as (keyof typeof ALERTS)[];

describe('the alert for a failed check', () => {
  it.each(OF_PROOFS)('%s', (check) => {
    expect(alertForCheck(failed(check, {}))).toBe(ALERTS[check][0]);
  });

  it('is certificate_revoked only where the CA said so (7.2.2: "was revoked by its signer")', () => {
    expect(alertForCheck(failed('revocation.status', { status: 'revoked' }))).toBe('certificate_revoked');
    expect(alertForCheck(failed('revocation.status', { status: 'unknown' }))).toBe('certificate_unknown');
  });

  it('is bad_certificate_status_response for a stapled response that will not do (RFC 6066 8), and for nothing else', () => {
    const stapled = { source: 'stapled' };
    expect(alertForCheck(failed('revocation.signature', stapled))).toBe('bad_certificate_status_response');
    expect(alertForCheck(failed('revocation.fresh', stapled))).toBe('bad_certificate_status_response');
    expect(alertForCheck(failed('revocation.available', { ...stapled, answer: 'none' }))).toBe('certificate_unknown');
    expect(alertForCheck(failed('revocation.status', { ...stapled, status: 'revoked' }))).toBe('certificate_revoked');
  });

  it('is certificate_expired for a list that is out of date (OpenSSL: CRL has expired)', () => {
    expect(alertForCheck(failed('revocation.fresh', { source: 'CRL' }))).toBe('certificate_expired');
    expect(alertForCheck(failed('revocation.available', { source: 'CRL' }))).toBe('certificate_unknown');
  });

  it('is one that RFC 5246 defines, and none that it reserves', () => {
    for (const check of OF_PROOFS) {
      const alert = alertForCheck(failed(check, {}));
      expect(alert).not.toMatch(/RESERVED/);
      expect(ALERT_CODES[alert]).toBeLessThanOrEqual(110);
    }
  });
});

const decode = (field: string): TlsError => ({ kind: 'decode', error: new DecodeError(field, 0, 'x') });

describe('the alert for a failure of the protocol', () => {
  it.each<readonly [string, TlsError, AlertName, string]>([
    ['an unexpected message', { kind: 'order', expected: 'a', got: 'b' }, 'unexpected_message', 'order'],
    ['an unknown content type (6)', decode('record.type'), 'unexpected_message', 'order'],
    ['an unknown handshake type', decode('handshake.type'), 'unexpected_message', 'order'],
    ['a record of another major version', decode('record.version'), 'protocol_version', 'decode'],
    ['a record over the limit (6.2.3)', decode('record.length'), 'record_overflow', 'decode'],
    ['a message that can not be decoded', decode('serverHello.random'), 'decode_error', 'decode'],
    [
      'a certificate that can not be decoded (bad_certificate: "was corrupt")',
      { kind: 'certificate', index: 0, error: new DecodeError('certificate', 0, 'x') },
      'bad_certificate',
      'decode',
    ],
    [
      'a plaintext over 2^14 bytes (6.2.1)',
      { kind: 'record.overflow', length: 1 },
      'record_overflow',
      'record.overflow',
    ],
    ['a version that is not spoken', { kind: 'hello.version', version: 1 }, 'protocol_version', 'hello.version'],
    ['no suite in common (7.4.1.3)', { kind: 'hello.cipher', suite: null }, 'handshake_failure', 'hello.cipher'],
    ['a suite that was not offered', { kind: 'hello.cipher', suite: 1 }, 'illegal_parameter', 'hello.cipher'],
    ['no null compression', { kind: 'hello.compression', method: null }, 'illegal_parameter', 'hello.compression'],
    [
      'an unasked extension (7.4.1.4)',
      { kind: 'hello.extension', extension: '5' },
      'unsupported_extension',
      'hello.extension',
    ],
    [
      'no protocol in common (RFC 7301 3.2)',
      { kind: 'hello.alpn', offered: 'h2' },
      'no_application_protocol',
      'hello.alpn',
    ],
    [
      'a spliced renegotiation (RFC 5746 3.4)',
      { kind: 'hello.renegotiation' },
      'handshake_failure',
      'hello.renegotiation',
    ],
    [
      'a contradicting parameter',
      { kind: 'parameter', field: 'x', problem: 'notOffered' },
      'illegal_parameter',
      'parameter',
    ],
    [
      'a key that the suite can not use',
      { kind: 'key.type', algorithm: 'other' },
      'unsupported_certificate',
      'key.type',
    ],
  ])('%s', (_name, error, alert, code) => {
    expect(alertFor(error)).toBe(alert);
    expect(errorCode(error)).toBe(code);
  });

  it('is none where the peer has sent a fatal alert, which nobody answers (7.2.2)', () => {
    expect(alertFor({ kind: 'alert', level: 'fatal', alert: 'unknown_ca' })).toBeNull();
  });
});
