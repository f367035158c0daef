// Issues certificate revocation lists, version 2, RFC 5280 5.1, with the two extensions that 5.2.1 and 5.2.3 require.
import { fromHex } from '../bytes/hex.ts';
import { publicKeyToSpki } from '../crypto/keyFormat.ts';
import { publicOf, type RsaPrivateKey, signPkcs1 } from '../crypto/rsa.ts';
import { rsaSignatureAlgorithm } from './algorithm.ts';
import { bitString, integer, octetString, oid, sequence, tagged, time, unsignedInteger } from './derWriter.ts';
import { encodeExtension } from './extensionSpec.ts';
import { keyIdentifier } from './fingerprint.ts';

export interface CrlSpec {
  /** DER of the issuer's name. */
  readonly issuer: Uint8Array;
  /** Milliseconds since 1970. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  readonly number: number;
  /** Serial numbers in hexadecimal. */
  readonly revoked: readonly { readonly serial: string; readonly at: number }[];
}

/** DER of a CertificateList, signed with SHA-256 and RSASSA-PKCS1-v1_5. */
export function issueCrl({ issuer, thisUpdate, nextUpdate, number, revoked }: CrlSpec, key: RsaPrivateKey): Uint8Array {
  const algorithm = rsaSignatureAlgorithm('sha256');
  const entries = revoked.map(({ serial, at }) => sequence(unsignedInteger(fromHex(serial)), time(at)));
  const keyId = keyIdentifier(publicKeyToSpki(publicOf(key)));
  const tbs = sequence(
    integer(1),
    algorithm,
    issuer,
    time(thisUpdate),
    time(nextUpdate),
    // 5.1.2.6: the list is absent, not empty, where nothing is revoked.
    ...(entries.length > 0 ? [sequence(...entries)] : []),
    tagged(
      0,
      sequence(
        encodeExtension({ type: 'authorityKeyIdentifier', critical: false, keyId }),
        sequence(oid(CRL_NUMBER), octetString(integer(number))),
      ),
    ),
  );
  return sequence(tbs, algorithm, bitString(signPkcs1(key, 'sha256', tbs)));
}

const CRL_NUMBER = '2.5.29.20';
