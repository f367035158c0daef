// What is handed over becomes plain values that can cross threads: pieces are recognised (intake.ts), containers that
// have no password are opened, and of each private key its public half is computed. The key itself goes no further.
import { TAG } from '../../asn1/derTags.ts';
import type { DecodeError } from '../../bytes/error.ts';
import { identifyDer } from './identifyDer.ts';
import {
  type InputPosition,
  type Intake,
  type IntakeProblem,
  type Item,
  type Readable,
  takeIn,
  takeInBag,
} from './intake.ts';
import { type InputSummary, type ItemSummary, type KeySummary, summaryOf } from './intakeSummary.ts';
import { isIntact, keyStoreType, readKeyStore } from './keyStore.ts';

/** Containers with an empty password are opened without a question, unless `openEmpty` is false. */
export async function readInput(bytes: Uint8Array, { openEmpty = true } = {}): Promise<InputSummary> {
  const { items, problems } = takeIn(bytes);
  const all: ItemSummary[] = [];
  const found = [...problems];
  for (const item of items) {
    const reading = openEmpty && item.kind === 'pkcs12' ? await openPkcs12(item.bytes, '', item.place) : null;
    found.push(...(reading?.problems ?? []));
    all.push(...(reading?.items ?? [await summarised(item)]));
  }
  return { items: all, problems: found };
}

/**
 * What the password opens: PKCS #12, a private key, or the private keys of a key store of Java, as `pkcs12.bytes` or
 * `privateKey.sealed` have them. Null where the password is wrong.
 */
export async function openInput(bytes: Uint8Array, password: string): Promise<InputSummary | null> {
  const place = { line: null, byte: null };
  if (keyStoreType(bytes) !== null) return await openKeyStore(bytes, password, place);
  const shape = identifyDer(bytes);
  if (bytes[0] !== TAG.sequence || shape === 'privateKey' || shape === 'encryptedPrivateKey') {
    const key = await keySummary(bytes, true, place, password);
    return key === null ? null : { items: [key], problems: [] };
  }
  return await openPkcs12(bytes, password, place);
}

/** Loads what is needed once something is handed over. */
export const warmInput = async (): Promise<void> => void (await Promise.all([pkcs12(), halves()]));

export async function summariseIntake({ items, problems }: Intake): Promise<InputSummary> {
  const all: ItemSummary[] = [];
  for (const item of items) all.push(await summarised(item));
  return { items: all, problems };
}

async function summarised(item: Item): Promise<ItemSummary> {
  if (item.kind !== 'privateKey') return summaryOf(item);
  const { place, encrypted, secret, format } = item;
  // Of an encrypted key nothing but the public half of OpenSSH's and PuTTY's can be told.
  const summary = (await keySummary(secret, encrypted, place, null)) ?? sealedKey(secret, place);
  return { ...summary, format };
}

const sealedKey = (sealed: Uint8Array, place: InputPosition): KeySummary => {
  return {
    kind: 'privateKey',
    place,
    encrypted: true,
    spki: null,
    sealed: sealed.slice(),
    problem: null,
    format: 'pki',
  };
};

/** Null where the password is wrong. */
async function keySummary(
  secret: Uint8Array,
  encrypted: boolean,
  place: InputPosition,
  password: string | null,
): Promise<KeySummary | null> {
  if (keyStoreType(secret) !== null) return sealedKey(secret, place);
  const { ENCRYPTED, publicHalf, UNSUPPORTED, WRONG_PASSWORD } = await halves();
  const half = await publicHalf(secret, password);
  const head = { kind: 'privateKey', place, encrypted, format: 'pki' } as const;
  if (half.ok) return { ...head, spki: half.value, sealed: null, problem: null };
  if (half.error.field === WRONG_PASSWORD) return null;
  if (half.error.field === ENCRYPTED) return sealedKey(secret, place);
  const isUnsupported = half.error.field === UNSUPPORTED;
  const problem = isUnsupported
    ? `it is of a kind that can’t be judged here, ${half.error.problem}`
    : half.error.problem;
  return { ...head, spki: null, sealed: null, problem };
}

async function openPkcs12(bytes: Uint8Array, password: string, place: InputPosition): Promise<InputSummary | null> {
  const { readPkcs12, WRONG_PASSWORD, UNSUPPORTED } = await pkcs12();
  const read = await readPkcs12(bytes, password);
  if (!read.ok) {
    if (read.error.field === WRONG_PASSWORD) return null;
    return failed('pkcs12', read.error, place, UNSUPPORTED);
  }
  const { certificates, crls, keys } = read.value;
  const { items, problems } = await summariseIntake(takeInBag(certificates, crls, place));
  const opened: ItemSummary[] = [];
  for (const key of keys) {
    opened.push((await keySummary(key, true, place, password)) ?? sealedKey(key, place));
  }
  return { items: [...items, ...opened], problems };
}

/**
 * The keys, and what became of the digest: the certificates were there without a password. Null where nothing shows that
 * the password is right.
 */
async function openKeyStore(bytes: Uint8Array, password: string, place: InputPosition): Promise<InputSummary | null> {
  const items: ItemSummary[] = [];
  const isRight = isIntact(bytes, password);
  for (const entry of readKeyStore(bytes).entries) {
    if (entry.kind !== 'privateKey') continue;
    const where = { ...place, byte: entry.offset };
    const key = await keySummary(entry.der, true, where, password);
    if (key === null && !isRight) return null;
    const problem = 'the password of the store does not open it, it has one of its own';
    items.push(
      key ?? { kind: 'privateKey', place: where, encrypted: true, spki: null, sealed: null, problem, format: 'pki' },
    );
  }
  const label = `${keyStoreType(bytes) ?? ''} ${isRight ? 'fits' : 'differs'}`;
  items.push({ kind: 'other', place, what: 'javaStore', label });
  return { items, problems: [] };
}

function failed(what: Readable, error: DecodeError, place: InputPosition, unsupported: string): InputSummary {
  const problem: IntakeProblem =
    error.field === unsupported
      ? { kind: 'unsupported', what, algorithm: error.problem, place }
      : { kind: 'unreadable', what, problem: error.problem, place };
  return { items: [{ kind: 'unreadable', place, what, problem }], problems: [problem] };
}

/** Ciphers and curves, in chunks of their own. */
const pkcs12 = () => import('../../crypto/pkcs12Read.ts');
const halves = () => import('../../crypto/publicHalf.ts');
