// PKCS #7 and CMS as a bag of certificates and CRLs (RFC 5652 5.1, RFC 2315 9): "certs-only", or with signatures, which
// are passed over. What is in the bag is taken out as it stands and not read here, so one broken certificate loses no other.
import { attempt, type Decoded } from '../bytes/error.ts';
import { context, DerReader, TAG } from './der.ts';

export interface Pkcs7Bag {
  readonly certificates: readonly Embedded[];
  readonly crls: readonly Embedded[];
}

export interface Embedded {
  readonly der: Uint8Array;
  /** Where it stands in the whole, in bytes. */
  readonly offset: number;
}

const SIGNED_DATA = '1.2.840.113549.1.7.2';

/** More elements at the top level than any bag has: they are counted one for each certificate. */
const MAX_BAG = 1_000_000;

export const readPkcs7 = (der: Uint8Array): Decoded<Pkcs7Bag> =>
  attempt(() => DerReader.readAll(der, 'der.sequence', readContentInfo, MAX_BAG).value);

function readContentInfo(reader: DerReader): Pkcs7Bag {
  return reader.sequence('der.sequence', (info) => {
    const start = info.offset;
    const type = info.oid('der.oid');
    if (type !== SIGNED_DATA) info.fail('der.oid', `content of type ${type} holds no certificates`, start);
    return info.tagged(0, 'der.tagged', (content) => content.sequence('der.sequence', readSignedData));
  });
}

function readSignedData(reader: DerReader): Pkcs7Bag {
  reader.smallInteger('der.integer');
  skip(reader); // digestAlgorithms
  skip(reader); // encapContentInfo
  const certificates = reader.nextIs(context(0, 'constructed')) ? reader.tagged(0, 'der.tagged', readCertificates) : [];
  const crls = reader.nextIs(context(1, 'constructed')) ? reader.tagged(1, 'der.tagged', readCertificates) : [];
  while (reader.hasMore) skip(reader); // signerInfos
  return { certificates, crls };
}

/** CertificateSet and RevocationInfoChoices alike: X.509 is a SEQUENCE, all other kinds are tagged (10.2.1, 10.2.2). */
function readCertificates(set: DerReader): Embedded[] {
  const found: Embedded[] = [];
  while (set.hasMore) {
    const offset = set.offset;
    const isX509 = set.nextIs(TAG.sequence);
    const der = skip(set);
    if (isX509) found.push({ der, offset });
  }
  return found;
}

/** The next element in one piece, whatever is inside. */
const skip = (reader: DerReader): Uint8Array => reader.embedded('der.other', (der) => ({ spans: [], der })).der;
