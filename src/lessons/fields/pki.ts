// The fields of certificates (RFC 5280 4), requests (RFC 2986 4), OCSP (RFC 6960 4) and the HTTP around it.
import type { PkiField } from '../../pki/fields.ts';
import type { FieldWords } from '../types.ts';
import { CERTIFICATE_WORDS, type CertificateField } from './certificate.ts';
import { CRL_WORDS, type CrlField } from './crl.ts';

const field = (name: string, plain: string | null = null): FieldWords => ({ name, plain });

type Rest = Exclude<PkiField, CertificateField | CrlField>;

const REST_WORDS: Record<Rest, FieldWords> = {
  'der.sequence': field('Sequence', 'Elements in a fixed order.'),
  'der.set': field('Set', 'Elements whose order means nothing; DER sorts them.'),
  'der.boolean': field('Boolean', 'FF is true, 00 is false.'),
  'der.integer': field('Integer', null),
  'der.bitString': field('Bit string', 'The first byte says how many bits of the last byte do not count.'),
  'der.octetString': field('Octet string', 'A string of bytes.'),
  'der.null': field('Null', 'NULL: no value.'),
  'der.oid': field('Object identifier', 'A number that is registered for one meaning, worldwide.'),
  'der.enumerated': field('Enumerated value', null),
  'der.string': field('Text', null),
  'der.time': field('Time', null),
  'der.tagged': field('Tagged element', 'Its number says which of several possible elements this is.'),
  'der.other': field('Element', null),

  csr: field(
    'Certificate signing request',
    'PKCS #10: the name and the key to be certified, signed with the private key that belongs to it.',
  ),
  'csr.info': field('What is signed', 'Name, public key and wishes. The signature below covers exactly these bytes.'),
  'csr.info.version': field('Version', 'Always 0, for version 1.'),
  'csr.info.subject': field('Subject', 'The name that is asked for.'),
  'csr.info.subjectPublicKeyInfo': field('Public key', 'The key to be certified.'),
  'csr.info.attributes': field('Attributes', 'Wishes for the certificate.'),
  'csr.attribute': field('Attribute', null),
  'csr.attribute.type': field('Attribute type', 'extensionRequest: the extensions that the certificate should get.'),
  'csr.attribute.values': field('Attribute values', null),
  'csr.signatureAlgorithm': field('Signature algorithm', null),
  'csr.signature': field(
    'Signature',
    'Made with the requester’s private key. It shows the CA that the requester has it.',
  ),

  certId: field('Which certificate', 'Names a certificate by its issuer and its serial number.'),
  'certId.hashAlgorithm': field(
    'Hash algorithm',
    'For the two hashes that follow. They only name the issuer; security does not depend on them.',
  ),
  'certId.issuerNameHash': field('Hash of the issuer’s name', null),
  'certId.issuerKeyHash': field('Hash of the issuer’s key', null),
  'certId.serialNumber': field('Serial number', 'Of the certificate that is asked about.'),
  ocspRequest: field('OCSP request', null),
  'ocspRequest.tbs': field('Content of the request', null),
  'ocspRequest.version': field('Version', null),
  'ocspRequest.version.number': field('Version number', null),
  'ocspRequest.requestorName': field('Name of the requester', null),
  'ocspRequest.requestList': field('Questions', null),
  'ocspRequest.request': field('Question', 'About one certificate.'),
  'ocspRequest.singleExtensions': field('Extensions of the question', null),
  'ocspRequest.extensions': field('Extensions of the request', null),
  'ocspRequest.signature': field('Signature of the requester', 'Optional, and hardly ever used.'),
  'ocsp.nonce': field('Nonce', 'Random bytes that the answer should repeat, so that an old one cannot be replayed.'),
  'ocsp.noCheck': field('No check', 'The responder’s own certificate need not be asked about.'),
  ocspResponse: field('OCSP response', null),
  'ocspResponse.responseStatus': field(
    'Response status',
    '0, successful: there is an answer. It does not mean that the certificate is good.',
  ),
  'ocspResponse.responseBytes': field('The answer', null),
  'ocspResponse.responseBytes.content': field('The answer', null),
  'ocspResponse.responseType': field('Kind of answer', null),
  'ocspResponse.response': field('Answer in DER', null),
  basicOcsp: field('Basic OCSP response', null),
  'basicOcsp.tbs': field('What is signed', 'The signature below covers exactly these bytes.'),
  'basicOcsp.version': field('Version', null),
  'basicOcsp.version.number': field('Version number', null),
  'basicOcsp.responderByName': field('Responder, by name', null),
  'basicOcsp.responderByKey': field('Responder, by key', 'The hash of the public key that verifies the signature.'),
  'basicOcsp.responderByKey.hash': field('Hash of the responder’s key', null),
  'basicOcsp.producedAt': field('Produced at', 'When the responder signed this answer.'),
  'basicOcsp.responses': field('Answers', null),
  'basicOcsp.extensions': field('Extensions of the response', null),
  'basicOcsp.signatureAlgorithm': field('Signature algorithm', null),
  'basicOcsp.signature': field('Signature', 'By the CA, or by a responder that the CA has appointed.'),
  'basicOcsp.certs': field('Certificates', 'For verifying the signature, where the responder is not the CA itself.'),
  'basicOcsp.certs.list': field('List of certificates', null),
  singleResponse: field('Answer about one certificate', null),
  'singleResponse.good': field('Status: good', 'Not revoked. It says no more than that.'),
  'singleResponse.revoked': field('Status: revoked', 'The CA has withdrawn the certificate.'),
  'singleResponse.revocationTime': field('Revoked at', null),
  'singleResponse.revocationReason': field('Reason', null),
  'singleResponse.revocationReason.code': field(
    'Reason code',
    '1 is keyCompromise: the private key is or may be in other hands.',
  ),
  'singleResponse.unknown': field('Status: unknown', 'The responder knows nothing about this certificate.'),
  'singleResponse.thisUpdate': field('This update', 'The status was known to be correct at this time.'),
  'singleResponse.nextUpdate': field(
    'Next update',
    'By this time there will be a newer answer; after it, this one should not be used.',
  ),
  'singleResponse.nextUpdate.time': field('Time of the next update', null),
  'singleResponse.extensions': field('Extensions of the answer', null),

  'http.requestLine': field('HTTP request line', 'The question travels as an ordinary web request, without TLS.'),
  'http.statusLine': field('HTTP status line', null),
  'http.header': field('HTTP header', null),
  'http.headersEnd': field('Empty line', 'The headers end here.'),
  'http.body': field('HTTP body', 'The OCSP message or the list, in DER.'),
};

export const PKI_WORDS: Record<PkiField, FieldWords> = { ...CERTIFICATE_WORDS, ...CRL_WORDS, ...REST_WORDS };
