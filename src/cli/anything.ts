// A file of whatever form, read for `check`: what was recognised in it, part by part. Containers are opened with the
// password at hand, or with an empty one.
import { equalBytes } from '../bytes/hex.ts';
import { javaStoreText, keyFormatText, otherText, placeText, problemText } from '../lessons/intake.ts';
import type { InputPosition, IntakeProblem, OtherKind } from '../pki/intake/intake.ts';
import type { InputSummary, ItemSummary } from '../pki/intake/intakeSummary.ts';
import { isIntact, keyStoreType } from '../pki/intake/keyStore.ts';
import { openInput, readInput } from '../pki/intake/readInput.ts';

export interface RecognisedInput {
  readonly kind: string;
  /** The file, and where in it. */
  readonly from: string;
  readonly subject?: string;
  readonly problem?: string;
}

export interface Anything {
  readonly reading: InputSummary;
  readonly recognised: readonly RecognisedInput[];
  /** Why a container of certificates stayed closed, or null. */
  readonly locked: string | null;
}

/** `password`: null where none was given. Containers with an empty one are open already. */
export async function readAnything(name: string, bytes: Uint8Array, password: string | null): Promise<Anything> {
  const { items, problems } = await readInput(bytes, { openEmpty: false });
  const all: ItemSummary[] = [];
  const found: IntakeProblem[] = [...problems];
  const recognised: RecognisedInput[] = [];
  const stores: Uint8Array[] = [];
  let locked: string | null = null;
  for (const item of items) {
    if (item.kind === 'other' && item.what === 'javaStore') {
      const isFile = keyStoreType(bytes) !== null;
      const digest = password === null || !isFile ? 'unchecked' : isIntact(bytes, password) ? 'fits' : 'differs';
      recognised.push({
        kind: 'keyStore',
        from: whereOf(name, item.place),
        problem: javaStoreText(item.label, digest),
      });
      continue;
    }
    const sealed = item.kind === 'pkcs12' ? item.bytes : item.kind === 'privateKey' ? item.sealed : null;
    // A key store of Java is opened as a whole, for all keys in it.
    if (sealed !== null && stores.some((store) => equalBytes(store, sealed))) continue;
    const opened =
      sealed === null ? null : await openWith(item.kind === 'pkcs12' ? ['', password] : [password], sealed);
    if (opened === null) {
      all.push(item);
      const problem = password === null ? 'it wants a password: --password' : 'the password does not open it';
      if (item.kind === 'pkcs12') locked ??= `the PKCS #12 file is locked: ${problem}`;
      recognised.push({ ...recognisedOf(name, item), ...(sealed === null ? {} : { problem }) });
      continue;
    }
    if (sealed !== null && keyStoreType(sealed) !== null) stores.push(sealed);
    const isRead = opened.items.some(({ kind }) => kind !== 'unreadable');
    if (item.kind === 'pkcs12' && isRead) recognised.push({ kind: 'pkcs12', from: whereOf(name, item.place) });
    for (const inside of opened.items) {
      // Its digest was told with the store.
      if (inside.kind === 'other' && inside.what === 'javaStore') continue;
      all.push(inside);
      recognised.push(recognisedOf(item.kind === 'pkcs12' ? `${name}, PKCS #12` : name, inside));
    }
    found.push(...opened.problems);
  }
  // Those that have no place among the items.
  const told = new Set(all.flatMap((item) => (item.kind === 'unreadable' ? [item.problem] : [])));
  for (const problem of found) {
    if (told.has(problem)) continue;
    const isBeside = problem.kind === 'trailing' || problem.kind === 'leading';
    const from = 'place' in problem ? whereOf(name, problem.place) : name;
    recognised.push({ kind: isBeside ? problem.kind : 'unknown', from, problem: problemText(problem) });
  }
  return { reading: { items: all, problems: found }, recognised, locked };
}

/** By the first password that opens it; null where none does. */
async function openWith(passwords: readonly (string | null)[], sealed: Uint8Array): Promise<InputSummary | null> {
  for (const password of passwords) {
    const opened = password === null ? null : await openInput(sealed, password);
    if (opened !== null) return opened;
  }
  return null;
}

function recognisedOf(name: string, item: ItemSummary): RecognisedInput {
  const from = whereOf(name, item.place);
  switch (item.kind) {
    case 'certificate':
      return {
        kind: 'certificate',
        from,
        subject: item.subject,
        ...(item.flaw === null ? {} : { problem: item.flaw }),
      };
    case 'crl':
      return { kind: 'crl', from, subject: item.issuer };
    case 'ocsp':
      return { kind: 'ocsp', from, subject: item.responder };
    case 'privateKey':
      return withProblem({ kind: 'privateKey', from }, item.problem ?? keyFormatText(item.format));
    case 'pkcs12':
      return { kind: 'pkcs12', from };
    case 'other':
      return withProblem(
        { kind: item.what === 'label' ? item.label : item.what === 'javaStore' ? 'keyStore' : item.what, from },
        isTold(item.what, item.label) ? otherText(item.what, item.label) : null,
      );
    case 'unreadable':
      return { kind: item.what, from, problem: problemText(item.problem) };
  }
}

const withProblem = (recognised: RecognisedInput, problem: string | null): RecognisedInput =>
  problem === null ? recognised : { ...recognised, problem };

/** Of the others the name says enough. */
const isTold = (what: OtherKind, label: string): boolean =>
  what === 'publicKey' ? /^(?:jwk|ssh)/.test(label) : !['csr', 'secretKey', 'label'].includes(what);

const whereOf = (name: string, place: InputPosition): string => [name, placeText(place)].filter(Boolean).join(', ');
