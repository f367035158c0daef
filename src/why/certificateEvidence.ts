// What certificates in the pasted text, and the dates that tools print of them, say for or against a cause. The validator
// judges them whole; here a look at each is enough. Whose they are stays open: what one sees at the first that is no CA's
// is held against the faults of both sides.
import { OIDS } from '../asn1/oids.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import { fromPem } from '../pki/intake/pem.ts';
import { type Certificate, commonName, decodeCertificate, extensionOf, isSelfIssued } from '../pki/x509/certificate.ts';
import { sameName } from '../pki/x509/name.ts';
import type { CauseEvidence, EvidenceId, PastedCertificate } from './answer.ts';

/** Of what speaks for or against it in a text's certificates and dates. */
export interface CertificatesInText {
  readonly leaf: Certificate | null;
  readonly others: readonly Certificate[];
  /** Dates that a tool printed, milliseconds since 1970. */
  readonly notBefore: number | null;
  readonly notAfter: number | null;
  /** When the paste was read, milliseconds since 1970; null where nobody says. */
  readonly now: number | null;
}

const MOST_READ = 10;
/** Dates are looked for in so many characters. */
const MOST_TEXT = 200_000;

export function certificatesInText(
  pasted: readonly PastedCertificate[],
  text: string,
  now: number | null,
): CertificatesInText {
  const certificates = pasted.slice(0, MOST_READ).flatMap(({ pem }) => {
    const blocks = fromPem(pem, 'CERTIFICATE');
    const decoded = blocks.ok && blocks.value[0] !== undefined ? decodeCertificate(blocks.value[0].der) : null;
    return decoded?.ok === true ? [decoded.value] : [];
  });
  const leaf = certificates.find((each) => !isCa(each)) ?? certificates[0] ?? null;
  return {
    leaf,
    others: certificates.filter((each) => each !== leaf),
    notBefore: leaf?.notBefore ?? dateBehind(text, NOT_BEFORE),
    notAfter: leaf?.notAfter ?? dateBehind(text, NOT_AFTER),
    now,
  };
}

const isCa = (certificate: Certificate): boolean => extensionOf(certificate, 'basicConstraints')?.ca === true;

type Side = 'server' | 'client' | 'ca';

/** RFC 5280 4.1.2.5 (dates), 4.2.1.6 (names), 4.2.1.12 (purposes); the rest as the lab's checks have it. */
export function certificateEvidence(fault: FaultId, seen: CertificatesInText): CauseEvidence[] {
  const [side, what] = fault.split('/') as [Side, string];
  if (side === 'ca') return what === 'intermediate-expired' ? expiredIssuer(seen) : [];
  if (side !== 'server' && side !== 'client') return [];
  const { leaf, others, notBefore, notAfter, now } = seen;
  const found = (id: EvidenceId, isSo: boolean, value: string | null = null): CauseEvidence[] => [
    { id, speaks: isSo ? 'for' : 'against', value },
  ];
  if (what === 'expired' || what === 'long-expired')
    return now === null || notAfter === null
      ? []
      : found(notAfter < now ? 'not-after' : 'still-valid', notAfter < now, day(notAfter));
  if (what === 'not-yet-valid')
    return now === null || notBefore === null
      ? []
      : found(notBefore > now ? 'not-before' : 'valid-already', notBefore > now, day(notBefore));
  if (leaf === null) return [];
  const isOwn = isSelfIssued(leaf);
  const hasIssuer = others.some(({ subject }) => sameName(subject, leaf.issuer));
  switch (what) {
    case 'self-signed':
      return found(isOwn ? 'same-names' : 'other-names', isOwn, leaf.issuer.text);
    case 'untrusted-root':
      return isOwn ? found('same-names', false, leaf.issuer.text) : [];
    case 'missing-intermediate':
      return isOwn || hasIssuer
        ? found(isOwn ? 'same-names' : 'issuer-there', false, leaf.issuer.text)
        : found('issuer-missing', true, leaf.issuer.text);
    case 'no-san':
      return side === 'client' ? [] : found(named(leaf) ? 'has-names' : 'no-names', !named(leaf), commonName(leaf));
    case 'wrong-eku':
      return purposeOf(leaf, side, found);
    case 'server-certificate':
      return [];
    case 'weak-key': {
      const { publicKey } = leaf;
      if (publicKey.algorithm !== 'rsa') return found('strong-key', false, publicKey.algorithm);
      const isWeak = publicKey.bits < LEAST_RSA_BITS;
      return found(isWeak ? 'short-key' : 'strong-key', isWeak, `RSA ${publicKey.bits}`);
    }
    case 'weak-signature': {
      const { hash, name } = leaf.signatureAlgorithm;
      const isWeak = hash === 'sha1';
      return found(isWeak ? 'weak-hash' : 'strong-hash', isWeak, name);
    }
    default:
      return [];
  }
}

const LEAST_RSA_BITS = 2048;

function expiredIssuer({ others, now }: CertificatesInText): CauseEvidence[] {
  const late = now === null ? undefined : others.find(({ notAfter }) => notAfter < now);
  if (late !== undefined)
    return [{ id: 'issuer-not-after', speaks: 'for', value: `${commonName(late)}, ${day(late.notAfter)}` }];
  return [];
}

const named = (leaf: Certificate): boolean =>
  (extensionOf(leaf, 'subjectAltName')?.names ?? []).some(({ type }) => type === 'dns' || type === 'ip');

const PURPOSES = { server: OIDS.serverAuth, client: OIDS.clientAuth } as const;
const ANY_PURPOSE = OIDS.anyExtendedKeyUsage;

function purposeOf(
  leaf: Certificate,
  side: 'server' | 'client',
  found: (id: EvidenceId, isSo: boolean, value?: string) => CauseEvidence[],
): CauseEvidence[] {
  const purposes = extensionOf(leaf, 'extKeyUsage')?.purposes;
  const isFit = purposes === undefined || purposes.includes(PURPOSES[side]) || purposes.includes(ANY_PURPOSE);
  return found(isFit ? 'right-purpose' : 'wrong-purpose', !isFit, `${side}Auth`);
}

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** How curl, `openssl x509`, `s_client` and GnuTLS call them, in small letters. */
const NOT_AFTER = ['expire date:', 'notafter:', 'notafter=', 'not after :', 'not after:', 'expires `', 'valid until:'];
const NOT_BEFORE = [
  'start date:',
  'notbefore:',
  'notbefore=',
  'not before:',
  'not before :',
  'activated `',
  'valid from:',
];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The first date behind one of these words: `Nov 29 12:00:00 2025 GMT`, `2025-11-29 12:00:00 UTC`, `Sat Nov 29 …`. */
function dateBehind(text: string, words: readonly string[]): number | null {
  const small = text.slice(0, MOST_TEXT).toLowerCase();
  for (const word of words) {
    const at = small.indexOf(word);
    if (at < 0) continue;
    const date = readDate(small.slice(at + word.length, at + word.length + 48));
    if (date !== null) return date;
  }
  return null;
}

const WRITTEN = /^\s*(?:[a-z]{3},? )?([a-z]{3}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d) (?:[a-z]{3,4} )?(\d{4})/;
const NUMBERS = /^\s*(\d{4})-(\d\d)-(\d\d)[t ](\d\d):(\d\d):(\d\d)/;

function readDate(said: string): number | null {
  const numbers = NUMBERS.exec(said)?.slice(1).map(Number);
  if (numbers !== undefined) {
    const [year = 0, month = 1, date = 1, hour = 0, minute = 0, second = 0] = numbers;
    return Date.UTC(year, month - 1, date, hour, minute, second);
  }
  const written = WRITTEN.exec(said);
  const month = MONTHS.indexOf(written?.[1] ?? '');
  if (written === null || month < 0) return null;
  const [date = 1, hour = 0, minute = 0, second = 0, year = 0] = written.slice(2).map(Number);
  return Date.UTC(year, month, date, hour, minute, second);
}
