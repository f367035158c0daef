// Windows (SChannel, .NET, PowerShell) and Apple's SecureTransport: not measured, known by their documented numbers.
import type { AlertName } from '../../tls/alertCodes.ts';
import type { Meaning } from '../meaning.ts';
import { phrase, reading, type SignReader, type SignRule } from './rule.ts';

/** winerror.h. */
const RESULTS: readonly (readonly [string, string, Meaning, 'self' | 'peer' | 'unknown'])[] = [
  ['80090322', 'SEC_E_WRONG_PRINCIPAL', 'hostname', 'self'],
  ['80090325', 'SEC_E_UNTRUSTED_ROOT', 'unknownIssuer', 'self'],
  ['80090326', 'SEC_E_ILLEGAL_MESSAGE', 'refused', 'peer'],
  ['80090327', 'SEC_E_CERT_UNKNOWN', 'notAcceptable', 'unknown'],
  ['80090328', 'SEC_E_CERT_EXPIRED', 'dates', 'self'],
  ['80090349', 'SEC_E_CERT_WRONG_USAGE', 'purpose', 'self'],
  ['80090331', 'SEC_E_ALGORITHM_MISMATCH', 'cipher', 'self'],
  ['80090308', 'SEC_E_INVALID_TOKEN', 'decode', 'self'],
  ['8009030f', 'SEC_E_MESSAGE_ALTERED', 'record', 'self'],
  ['80090318', 'SEC_E_INCOMPLETE_MESSAGE', 'decode', 'self'],
  ['800b0101', 'CERT_E_EXPIRED', 'dates', 'self'],
  ['800b0109', 'CERT_E_UNTRUSTEDROOT', 'unknownIssuer', 'self'],
  ['800b010a', 'CERT_E_CHAINING', 'incomplete', 'self'],
  ['800b010c', 'CERT_E_REVOKED', 'revoked', 'self'],
  ['800b010f', 'CERT_E_CN_NO_MATCH', 'hostname', 'self'],
  ['800b0110', 'CERT_E_WRONG_USAGE', 'purpose', 'self'],
  ['800b0114', 'CERT_E_INVALID_NAME', 'nameConstraints', 'self'],
  ['80096004', 'TRUST_E_CERT_SIGNATURE', 'signature', 'self'],
  ['80096019', 'TRUST_E_BASIC_CONSTRAINTS', 'notCa', 'self'],
  ['80092010', 'CRYPT_E_REVOKED', 'revoked', 'self'],
  ['80092012', 'CRYPT_E_NO_REVOCATION_CHECK', 'noStatus', 'self'],
  ['80092013', 'CRYPT_E_REVOCATION_OFFLINE', 'noStatus', 'self'],
];

const WINDOWS = { program: 'schannel' } as const;
const DOTNET = { program: 'dotnet' } as const;

/** SecureTransport.h: from -9820 on the peer has sent an alert. */
const APPLE: Readonly<Record<number, readonly [Meaning, AlertName | null]>> = {
  9801: ['cipher', null],
  9807: ['badCertificate', null],
  9808: ['badCertificate', null],
  9812: ['unknownIssuer', null],
  9813: ['unknownIssuer', null],
  9814: ['expired', null],
  9815: ['notYet', null],
  9824: ['refused', 'handshake_failure'],
  9825: ['badCertificate', 'bad_certificate'],
  9826: ['purpose', 'unsupported_certificate'],
  9827: ['revoked', 'certificate_revoked'],
  9828: ['dates', 'certificate_expired'],
  9829: ['notAcceptable', 'certificate_unknown'],
  9830: ['parameter', 'illegal_parameter'],
  9831: ['unknownIssuer', 'unknown_ca'],
  9832: ['denied', 'access_denied'],
  9833: ['decode', 'decode_error'],
  9834: ['possession', 'decrypt_error'],
  9836: ['version', 'protocol_version'],
  9837: ['cipher', 'insufficient_security'],
  9838: ['internal', 'internal_error'],
  9843: ['hostname', null],
};
const apple: SignReader = ({ from, before }) => {
  const number = Number(/^\d{4}\b/.exec(from)?.[0] ?? Number.NaN);
  const found = APPLE[number];
  if (found === undefined || !before.endsWith('-')) return null;
  const [means, alert] = found;
  return {
    code: alert === null ? `apple:${number}` : `apple:${number}`,
    means,
    side: alert === null ? 'self' : 'peer',
    slot: alert === null ? 'check' : 'alert',
    alert,
  };
};

const chain = (name: string, means: Meaning): SignRule =>
  phrase(
    [`RemoteCertificateChainErrors because of errors in the certificate chain: ${name}`, `certificate chain: ${name}`],
    `dotnet:${name}`,
    means,
    DOTNET,
  );

export const WINDOWS_SIGNS: readonly SignRule[] = [
  ...RESULTS.map(([number, name, means, side]) =>
    phrase([`0x${number}`, name], `windows:${name}`, means, { ...WINDOWS, side }),
  ),
  phrase(['-2146893019'], 'windows:SEC_E_UNTRUSTED_ROOT', 'unknownIssuer', WINDOWS),
  phrase(['-2146893016'], 'windows:SEC_E_CERT_EXPIRED', 'dates', WINDOWS),
  phrase(['-2146893022'], 'windows:SEC_E_WRONG_PRINCIPAL', 'hostname', WINDOWS),
  reading(Object.keys(APPLE), apple, { program: 'apple' }),
  phrase('RemoteCertificateNameMismatch', 'dotnet:name', 'hostname', { ...DOTNET, role: 'client' }),
  phrase('RemoteCertificateNotAvailable', 'dotnet:none', 'noCertificate', DOTNET),
  phrase('RemoteCertificateChainErrors', 'dotnet:chain', 'badCertificate', { ...DOTNET, slot: 'outcome' }),
  chain('NotTimeValid', 'dates'),
  chain('UntrustedRoot', 'unknownIssuer'),
  chain('PartialChain', 'incomplete'),
  chain('Revoked', 'revoked'),
  chain('RevocationStatusUnknown', 'noStatus'),
  chain('OfflineRevocation', 'noStatus'),
  chain('NotSignatureValid', 'signature'),
  chain('NotValidForUsage', 'purpose'),
  chain('InvalidBasicConstraints', 'notCa'),
  chain('InvalidNameConstraints', 'nameConstraints'),
  phrase(
    [
      'The remote certificate is invalid according to the validation procedure',
      'The remote certificate was rejected by the provided RemoteCertificateValidationCallback',
      'The remote certificate is invalid because of errors',
    ],
    'dotnet:invalid',
    'badCertificate',
    { ...DOTNET, slot: 'outcome' },
  ),
  phrase(['Could not establish trust relationship for the SSL/TLS secure channel'], 'dotnet:trust', 'badCertificate', {
    ...DOTNET,
    role: 'client',
    slot: 'outcome',
  }),
  phrase(['The message received was unexpected or badly formatted'], 'dotnet:refused', 'refused', {
    ...DOTNET,
    side: 'peer',
  }),
  phrase(
    ['The certificate chain was issued by an authority that is not trusted'],
    'windows:SEC_E_UNTRUSTED_ROOT',
    'unknownIssuer',
    WINDOWS,
  ),
  phrase(['The target principal name is incorrect'], 'windows:SEC_E_WRONG_PRINCIPAL', 'hostname', {
    ...WINDOWS,
    role: 'client',
  }),
  phrase(['The received certificate has expired'], 'windows:SEC_E_CERT_EXPIRED', 'dates', WINDOWS),
  phrase(
    ['The SSL connection could not be established', 'Could not create SSL/TLS secure channel'],
    'dotnet:connection',
    'refused',
    { ...DOTNET, side: 'unknown', role: 'client', slot: 'outcome' },
  ),
  phrase(
    [
      'Authentication failed because the remote party has closed the transport stream',
      'Authentication failed because the remote party sent',
    ],
    'dotnet:closed',
    'closed',
    { ...DOTNET, side: 'peer', slot: 'transport' },
  ),
];
