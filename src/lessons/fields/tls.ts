// The fields of TLS records and messages: RFC 5246 6.2 and 7, with the extensions of the hellos.
import type { TlsField } from '../../tls/fields.ts';
import type { FieldWords } from '../types.ts';

const field = (name: string, plain: string | null = null): FieldWords => ({ name, plain });

/** RFC 5246 7.4.1.4.1 and RFC 9846 4.3.3. */
const SCHEME =
  'In TLS 1.2 the first byte is the hash and the second the kind of signature, up to 08 00. From there on, and always in TLS 1.3, both bytes name one scheme: 04 03 is ECDSA on P-256 with SHA-256.';

type Named = Exclude<TlsField, `${string}.length`> | 'record.length' | 'handshake.length' | SealedField;

/** What ClientKeyExchange seals: the PKCS #1 block (RFC 8017 7.2) and the premaster secret in it. */
export type SealedField =
  | 'pkcs1.leadingZero'
  | 'pkcs1.blockType'
  | 'pkcs1.padding'
  | 'pkcs1.separator'
  | 'premaster'
  | 'premaster.clientVersion'
  | 'premaster.random';

export const TLS_WORDS: Record<Named, FieldWords> = {
  'record.type': field(
    'Record type',
    'What the record carries: 20 change_cipher_spec, 21 alert, 22 handshake, 23 application_data. In TLS 1.3 all that is encrypted says 23.',
  ),
  'record.version': field('Record version', 'Bytes 03 03 stand for TLS 1.2; TLS 1.3 writes the same.'),
  'record.length': field('Record length', 'How many bytes of this record follow.'),
  'record.fragment': field('Record content', null),
  'record.explicitNonce': field(
    'Explicit nonce',
    'The 8 bytes of the nonce that are sent; the other 4 are the secret write IV. A nonce must never be used twice.',
  ),
  'record.iv': field('Initialisation vector', '16 random bytes, new for each record, that CBC mode starts from.'),
  'record.ciphertext': field('Encrypted content', 'Nobody without the write key can read this.'),
  'record.tag': field(
    'Authentication tag',
    'Any change to the record, its header or its place in the sequence makes this tag wrong.',
  ),
  'changeCipherSpec.type': field(
    'ChangeCipherSpec',
    'Always 1. In TLS 1.2 the sender uses the new keys from the next record on; in TLS 1.3 it means nothing.',
  ),
  'alert.level': field(
    'Alert level',
    '1 warning, 2 fatal. A fatal alert ends the connection. In TLS 1.3 the description alone decides.',
  ),
  'alert.description': field('Alert description', 'The reason, as one number.'),
  'applicationData.data': field('Application data', 'What the application sent: here HTTP.'),
  handshake: field('Handshake message', null),
  'handshake.type': field('Message type', 'Which handshake message this is.'),
  'handshake.length': field('Message length', 'How many bytes of this message follow.'),
  'clientHello.version': field(
    'Client version',
    'The highest version that the client supports. In TLS 1.3 always 03 03: supported_versions counts.',
  ),
  'clientHello.random': field(
    'Client random',
    '32 bytes, new for each handshake. They go into the keys and are not secret.',
  ),
  'clientHello.sessionId': field(
    'Session ID',
    'Names an earlier session to be resumed, or is empty. In TLS 1.3 random bytes, for boxes on the way that expect some.',
  ),
  'clientHello.sessionId.bytes': field('Session ID', null),
  'clientHello.cipherSuites': field('Cipher suites', 'What the client can use, best first. The server picks one.'),
  'clientHello.cipherSuites.suite': field('Cipher suite', 'Key exchange, encryption and hash under one number.'),
  'clientHello.compressionMethods': field(
    'Compression methods',
    'Only “null” remains: compressing secrets helps to guess them.',
  ),
  'clientHello.compressionMethods.method': field('Compression method', null),
  'clientHello.extensions': field('Extensions', 'Further offers and wishes of the client.'),
  'serverHello.version': field(
    'Server version',
    'The version that both will use. In TLS 1.3 always 03 03: supported_versions counts.',
  ),
  'serverHello.random': field(
    'Server random',
    '32 bytes, new for each handshake. They go into the keys and are not secret.',
  ),
  'serverHello.random.bytes': field('Random bytes', null),
  'serverHello.random.downgrade': field(
    'Downgrade mark',
    'The server knows TLS 1.3 and was asked for TLS 1.2. A client that offered TLS 1.3 must stop here.',
  ),
  'serverHello.sessionId': field(
    'Session ID',
    'Empty: this session cannot be resumed by an ID. In TLS 1.3 the client’s own comes back.',
  ),
  'serverHello.sessionId.bytes': field('Session ID', null),
  'serverHello.cipherSuite': field('Cipher suite', 'The one that the server picked from the client’s list.'),
  'serverHello.compressionMethod': field('Compression method', 'None.'),
  'serverHello.extensions': field(
    'Extensions',
    'Answers to the client’s extensions; nothing that the client did not bring up.',
  ),
  'extension.type': field('Extension type', 'Which extension this is, as a number.'),
  'extension.data': field('Extension data', null),
  'extension.data.bytes': field('Extension data', null),
  'extension.server_name': field(
    'Extension server_name',
    'The name of the server that the client wants, so that a single address can serve many names. It is not encrypted.',
  ),
  'extension.server_name.list': field('List of names', null),
  'extension.server_name.nameType': field('Kind of name', '0 stands for a host name; there is no other kind.'),
  'extension.server_name.name': field('Host name', 'The name that the client asked for.'),
  'extension.server_name.name.bytes': field('Host name', 'In ASCII.'),
  'extension.status_request': field(
    'Extension status_request',
    'The client asks the server for an OCSP response about its certificate. In TLS 1.2 the answer here is empty, and the response follows in CertificateStatus; in TLS 1.3 it stands beside the certificate.',
  ),
  'extension.status_request.statusType': field('Kind of status', '1 stands for OCSP.'),
  'extension.status_request.responderIds': field(
    'Responders',
    'Whom the client would believe; none: any responder of the CA.',
  ),
  'extension.status_request.responderId': field('Responder', null),
  'extension.status_request.responderId.bytes': field('Responder', null),
  'extension.status_request.requestExtensions': field('Extensions of the request', 'Empty here.'),
  'extension.status_request.requestExtensions.bytes': field('Extensions of the request', null),
  'extension.supported_groups': field(
    'Extension supported_groups',
    'The curves and other groups in which the client can agree on a secret, best first (ECDHE).',
  ),
  'extension.supported_groups.list': field('Groups', null),
  'extension.supported_groups.group': field('Group', 'A curve, or another group for key agreement.'),
  'extension.ec_point_formats': field(
    'Extension ec_point_formats',
    'How points of a curve may be written. Only “uncompressed” is left: all sides write both coordinates.',
  ),
  'extension.ec_point_formats.list': field('Point formats', null),
  'extension.ec_point_formats.format': field('Point format', '0: uncompressed.'),
  'extension.supported_versions': field(
    'Extension supported_versions',
    'The versions of TLS that the client speaks; in ServerHello the chosen one. Where it is there, it counts, and the version before it does not.',
  ),
  'extension.supported_versions.list': field('Versions', null),
  'extension.supported_versions.version': field('Version', '03 03 stands for TLS 1.2, 03 04 for TLS 1.3.'),
  'extension.signature_algorithms': field(
    'Extension signature_algorithms',
    'Signatures that the sender can verify, each with its hash.',
  ),
  'extension.signature_algorithms.list': field('Signature algorithms', null),
  'extension.signature_algorithms.scheme': field('Signature algorithm', SCHEME),
  'extension.application_layer_protocol_negotiation': field(
    'Extension ALPN',
    'Which protocols the client speaks inside TLS.',
  ),
  'extension.application_layer_protocol_negotiation.list': field('Protocols', null),
  'extension.application_layer_protocol_negotiation.protocol': field('Protocol', null),
  'extension.application_layer_protocol_negotiation.protocol.bytes': field('Protocol name', 'In ASCII.'),
  'extension.extended_master_secret': field(
    'Extension extended_master_secret',
    'Ties the master secret to the whole handshake so far, not only to the randoms. It has no content.',
  ),
  'extension.renegotiation_info': field(
    'Extension renegotiation_info',
    'Guards against splicing two handshakes together. Empty in a first handshake.',
  ),
  'extension.renegotiation_info.renegotiatedConnection': field(
    'Renegotiated connection',
    'Empty: this is the first handshake of the connection.',
  ),
  'extension.renegotiation_info.renegotiatedConnection.bytes': field('Verify data of the earlier handshake', null),
  'extension.unknown': field('Other extension', null),
  'certificateStatus.statusType': field('Kind of status', '1 stands for OCSP.'),
  'certificateStatus.response': field('OCSP response', null),
  'certificateStatus.response.bytes': field('OCSP response', 'In DER, as the CA signed it.'),
  'certificate.list': field(
    'List of certificates',
    'The sender’s own first, then each one’s issuer. Empty if a client has none.',
  ),
  'certificate.list.entry': field('Certificate', null),
  'certificate.list.entry.bytes': field('Certificate', 'In DER, the binary form that is also signed.'),
  'certificateRequest.certificateTypes': field('Certificate types', 'Kinds of key that the server accepts.'),
  'certificateRequest.certificateTypes.type': field(
    'Certificate type',
    '1 is rsa_sign: a certificate for an RSA key that signs; 64 is ecdsa_sign: one for a key on an elliptic curve.',
  ),
  'certificateRequest.signatureAlgorithms': field(
    'Signature algorithms',
    'Pairs of hash and signature that the server can verify.',
  ),
  'certificateRequest.signatureAlgorithms.scheme': field('Signature algorithm', SCHEME),
  'certificateRequest.authorities': field(
    'Certificate authorities',
    'Names of the CAs that the server accepts. Names only, no certificates.',
  ),
  'certificateRequest.authorities.name': field('CA name', null),
  'certificateRequest.authorities.name.bytes': field('Distinguished name', 'In DER.'),
  'serverKeyExchange.curveType': field('Curve type', '3, named_curve: the curve follows by its number.'),
  'serverKeyExchange.namedCurve': field('Named curve', 'The group that the server chose from the client’s list.'),
  'serverKeyExchange.point': field('Server’s share', 'The public half of the server’s key pair for this handshake.'),
  'serverKeyExchange.point.bytes': field('Public point', '32 bytes on X25519; on P-256 04, then both coordinates.'),
  'serverKeyExchange.algorithm': field(
    'Signature algorithm',
    'One that the client offered and that fits the server’s key.',
  ),
  'serverKeyExchange.signature': field(
    'Signature',
    'Over the client random, the server random, and the curve and the share above.',
  ),
  'serverKeyExchange.signature.bytes': field(
    'Signature',
    'It must verify with the public key in the server’s certificate.',
  ),
  'clientKeyExchange.point': field('Client’s share', 'The public half of the client’s key pair for this handshake.'),
  'clientKeyExchange.point.bytes': field('Public point', '32 bytes on X25519; on P-256 04, then both coordinates.'),
  'clientKeyExchange.encryptedPremaster': field(
    'Encrypted premaster secret',
    'Sealed with the public key of the server’s certificate.',
  ),
  'clientKeyExchange.encryptedPremaster.bytes': field(
    'RSA ciphertext',
    'As long as the modulus of the server’s key: 256 bytes for RSA-2048.',
  ),
  'certificateVerify.algorithm': field('Signature algorithm', 'Hash and signature that the signer used.'),
  'certificateVerify.signature': field(
    'Signature',
    'Over all handshake messages before this one; in TLS 1.3 over a hash of them, with the signer’s role in front.',
  ),
  'certificateVerify.signature.bytes': field(
    'Signature',
    'By RSA as long as the modulus of the signer’s key, 256 bytes for RSA-2048; shorter with an elliptic curve.',
  ),
  'finished.verifyData': field(
    'Verify data',
    'From the hash of all handshake messages before this one: in TLS 1.2 12 bytes by the master secret, in TLS 1.3 an HMAC by the sender’s own secret of the handshake.',
  ),
  'pkcs1.leadingZero': field('Leading zero', 'Keeps the block, read as a number, smaller than the modulus.'),
  'pkcs1.blockType': field('Block type', '2 stands for encryption.'),
  'pkcs1.padding': field(
    'Padding',
    'Random bytes without a zero, so that the same secret never gives the same ciphertext.',
  ),
  'pkcs1.separator': field('Separator', 'A zero: the padding ends, the secret begins.'),
  premaster: field('Premaster secret', '48 bytes from which all keys follow.'),
  'premaster.clientVersion': field(
    'Client version',
    'As offered in ClientHello. If somebody forced an older version on the way, it shows here.',
  ),
  'premaster.random': field('Random', '46 bytes that only the client knows until the server opens them.'),
};
