// Names a certificate for OCSP by its issuer and serial number: CertID, RFC 6960 4.1.1.

import { integer, nul, octetString, oid, sequence } from '../../asn1/derWriter.ts';
import { OIDS } from '../../asn1/oids.ts';
import { equalBytes } from '../../bytes/hex.ts';
import { digest, type HashName } from '../../crypto/hash.ts';
import { keyBits } from '../x509/algorithm.ts';
import type { Certificate } from '../x509/certificate.ts';
import { type CertId, parseCertId } from './ocsp.ts';

/**
 * The CertID of `certificate`, which `issuer` issued. SHA-1 is customary (RFC 5019 2.1.1): it tells issuers apart, and
 * nothing rests on it that a collision could break.
 */
export function certIdOf(certificate: Certificate, issuer: Certificate): CertId {
  return parseCertId(
    sequence(
      sequence(oid(OIDS['id-sha1']), nul()),
      octetString(digest('sha1', certificate.issuer.der)),
      octetString(keyHash(issuer.spki)),
      integer(serialNumber(certificate.serial)),
    ),
  );
}

/** Whether a CertID, by whichever hash it was made, names `certificate`, which `issuer` issued. */
export function namesCertificate(certId: CertId, certificate: Certificate, issuer: Certificate): boolean {
  if (certId.serial !== certificate.serial) return false;
  const hash = HASHES.get(certId.hashAlgorithm.oid);
  return (
    hash !== undefined &&
    equalBytes(certId.issuerNameHash, digest(hash, certificate.issuer.der)) &&
    equalBytes(certId.issuerKeyHash, digest(hash, keyBits(issuer.spki)))
  );
}

const HASHES: ReadonlyMap<string, HashName> = new Map([
  [OIDS['id-sha1'], 'sha1'],
  [OIDS['id-sha256'], 'sha256'],
  [OIDS['id-sha384'], 'sha384'],
  [OIDS['id-sha512'], 'sha512'],
]);

/** SHA-1 of a public key, without the tag, length and unused bits of its BIT STRING; 20 bytes. */
export const keyHash = (spki: Uint8Array): Uint8Array => digest('sha1', keyBits(spki));

const serialNumber = (serial: string): bigint =>
  serial.startsWith('-') ? -BigInt(`0x${serial.slice(1)}`) : BigInt(`0x${serial}`);
