// PKCS #7 and CMS as a bag of certificates and CRLs (RFC 5652 5.1, RFC 2315 9): "certs-only", or with signatures, which
// are passed over. CMS is BER (RFC 5652 1), so the frame may have indefinite lengths. What is in the bag is taken out as
// it stands and not read here, so one broken certificate loses no other.

import { type BerElement, berChildren, berElement, berOid } from '../../asn1/ber.ts';
import { context, TAG } from '../../asn1/derTags.ts';
import { attempt, type Decoded, DecodeError } from '../../bytes/error.ts';

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
const [FIRST, SECOND] = [context(0, 'constructed'), context(1, 'constructed')];

/** More elements than any bag has: they are counted one for each certificate. */
const MAX_BAG = 1_000_000;

export const readPkcs7 = (bytes: Uint8Array): Decoded<Pkcs7Bag> =>
  attempt(() => {
    const [type, content] = berChildren(bytes, sequenceAt(bytes, 0, bytes.length), 'pkcs7');
    const oid = berOid(bytes, type, 'pkcs7.contentType');
    if (oid !== SIGNED_DATA) {
      throw new DecodeError('pkcs7.contentType', type?.start ?? 0, `content of type ${oid} holds no certificates`);
    }
    if (content?.tag !== FIRST) throw new DecodeError('pkcs7.content', content?.start ?? 0, 'the content is missing');
    const signedData = sequenceAt(bytes, content.content, content.contentEnd);
    const [version, , , ...rest] = berChildren(bytes, signedData, 'pkcs7.signedData');
    if (version?.tag !== TAG.integer) throw new DecodeError('pkcs7.signedData', signedData.start, 'no version');
    // digestAlgorithms and encapContentInfo were passed over; signerInfos are.
    return { certificates: embedded(bytes, rest, FIRST), crls: embedded(bytes, rest, SECOND) };
  });

function sequenceAt(bytes: Uint8Array, at: number, until: number): BerElement {
  const element = berElement(bytes, at, until, 'pkcs7');
  if (element.tag !== TAG.sequence) throw new DecodeError('pkcs7', at, 'a SEQUENCE is missing');
  return element;
}

/** CertificateSet and RevocationInfoChoices alike: X.509 is a SEQUENCE, all other kinds are tagged (10.2.1, 10.2.2). */
function embedded(bytes: Uint8Array, parts: readonly BerElement[], tag: number): Embedded[] {
  return parts
    .filter((part) => part.tag === tag)
    .flatMap((part) => berChildren(bytes, part, 'pkcs7.set', MAX_BAG))
    .filter((each) => each.tag === TAG.sequence)
    .map(({ start, end }) => ({ der: bytes.subarray(start, end), offset: start }));
}
