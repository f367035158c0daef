// What is asked about the certificates that were handed over: which one is judged, by which name, against whom.
import { parseIp } from '../pki/ipAddress.ts';
import type { Question } from '../pki/judgement.ts';
import type { PeerName } from '../pki/path/request.ts';
import type { CertificateEntry, Entry, JudgeState } from './judgeState.ts';

const certificatesOf = (entries: readonly Entry[]): CertificateEntry[] =>
  entries.filter((entry): entry is CertificateEntry => entry.kind === 'certificate');

/** Of no use but to say which certificates are revoked. */
export const isAboutRevocation = ({ kind }: Entry): boolean => kind !== 'certificate';

/** The certificate to be judged: the chosen one; else an end entity that issued no other; else who issued nobody; else the first. */
export function leafOf({ entries, chosen }: Pick<JudgeState, 'entries' | 'chosen'>): CertificateEntry | null {
  const all = certificatesOf(entries);
  const picked = all.find(({ id }) => id === chosen);
  if (picked !== undefined) return picked;
  const issuers = new Set(
    all.filter(({ subjectKey, issuerKey }) => subjectKey !== issuerKey).map((one) => one.issuerKey),
  );
  const ends = all.filter(({ subjectKey }) => !issuers.has(subjectKey));
  return ends.find(({ role }) => role === 'leaf') ?? ends.find(({ trusted }) => !trusted) ?? ends[0] ?? all[0] ?? null;
}

/**
 * What a typed name is: with an @ a mailbox, an address if it reads as one, else a DNS name. As in a browser's address
 * line, a whole URI stands for its host, letters beyond ASCII for their A-labels (RFC 9525 4.1), and a dot at the end for
 * the root that every name has.
 */
export function peerNameOf(typed: string): PeerName | null {
  const text = typed.trim();
  if (text === '') return null;
  const isUri = text.includes('://');
  if (text.includes('@') && !isUri) return { email: text };
  const host = (isUri || /[^!-~]/.test(text) ? hostOf(isUri ? text : `https://${text}`) : null) ?? text;
  const address = host.replace(/^\[(.*)\]$/, '$1');
  if (parseIp(address) !== null) return { ip: address };
  return { dns: host.length > 1 ? host.replace(/\.$/, '') : host };
}

/** Null where it is no URI, or has no host. */
function hostOf(uri: string): string | null {
  try {
    return new URL(uri).hostname || null;
  } catch {
    return null;
  }
}

/** Null where there is no certificate to be judged. `now`: milliseconds since 1970. */
export function questionOf(state: JudgeState, now: number, labRoot: Uint8Array | null): Question | null {
  const leaf = leafOf(state);
  if (leaf === null) return null;
  const { purpose, name, at, profile, revocation, trustSelfSigned, trustLab } = state.options;
  const all = certificatesOf(state.entries);
  const isAnchor = (one: CertificateEntry) => one.trusted || (trustSelfSigned && one.subjectKey === one.issuerKey);
  const dersOf = (wanted: Entry['kind']) => state.entries.filter(({ kind }) => kind === wanted).map(({ der }) => der);
  return {
    certificates: [leaf, ...all.filter((one) => one !== leaf)].map(({ der }) => der),
    anchors: [...all.filter(isAnchor).map(({ der }) => der), ...(trustLab && labRoot !== null ? [labRoot] : [])],
    crls: dersOf('crl'),
    ocsp: dersOf('ocsp'),
    now: at ?? now,
    purpose,
    name: peerNameOf(name),
    profile,
    revocation: state.entries.some(isAboutRevocation) ? revocation : 'off',
  };
}
