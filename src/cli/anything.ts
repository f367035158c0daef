// A file of whatever form, read for `check`: what was recognised in it, part by part. Containers are opened with the
// password at hand, or with an empty one.
import { WRONG_PASSWORD } from '../crypto/pkcs12Read.ts';
import { placeText, problemText } from '../lessons/intake.ts';
import { type IntakeProblem, type Place, takeIn, takeInBag } from '../pki/intake.ts';
import { type ItemSummary, type Reading, summarise } from '../pki/intakeSummary.ts';

export interface Recognised {
  readonly kind: string;
  /** The file, and where in it. */
  readonly from: string;
  readonly subject?: string;
  readonly problem?: string;
}

export interface Anything {
  readonly reading: Reading;
  readonly recognised: readonly Recognised[];
}

/** `password`: null where none was given. */
export async function readAnything(name: string, bytes: Uint8Array, password: string | null): Promise<Anything> {
  const { items, problems } = summarise(takeIn(bytes));
  const all: ItemSummary[] = [];
  const found: IntakeProblem[] = [...problems];
  const recognised: Recognised[] = [];
  for (const item of items) {
    if (item.kind !== 'pkcs12') {
      all.push(item);
      recognised.push(recognisedOf(name, item));
      continue;
    }
    const opened = await open(item.bytes, [...(password === null ? [] : [password]), '']);
    if (opened === null) {
      const problem = password === null ? 'it wants a password: --password' : 'the password does not open it';
      recognised.push({ kind: 'pkcs12', from: whereOf(name, item.place), problem });
      continue;
    }
    recognised.push({ kind: 'pkcs12', from: whereOf(name, item.place) });
    for (const inside of opened.items) {
      all.push(inside);
      recognised.push(recognisedOf(`${name}, PKCS #12`, inside));
    }
    found.push(...opened.problems);
  }
  for (const problem of found) {
    const kind = problem.kind === 'unreadable' ? problem.what : 'unknown';
    recognised.push({ kind, from: name, problem: problemText(problem) });
  }
  return { reading: { items: all, problems: found }, recognised };
}

/** Null where no password opens it. */
async function open(bytes: Uint8Array, passwords: readonly string[]): Promise<Reading | null> {
  const { readPkcs12 } = await import('../crypto/pkcs12Read.ts');
  const place: Place = { line: null, byte: null };
  for (const password of new Set(passwords)) {
    const read = readPkcs12(bytes, password);
    if (!read.ok) {
      if (read.error.field === WRONG_PASSWORD) continue;
      return { items: [], problems: [{ kind: 'unreadable', what: 'pkcs12', problem: read.error.problem, place }] };
    }
    const { certificates, crls, privateKeys } = read.value;
    const { items, problems } = summarise(takeInBag(certificates, crls, place));
    const keys = Array.from({ length: privateKeys }, () => ({ kind: 'privateKey', place, encrypted: true }) as const);
    return { items: [...items, ...keys], problems };
  }
  return null;
}

function recognisedOf(name: string, item: ItemSummary): Recognised {
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
      return { kind: 'privateKey', from };
    case 'pkcs12':
      return { kind: 'pkcs12', from };
    case 'other':
      return { kind: item.what === 'label' ? item.label : item.what, from };
  }
}

const whereOf = (name: string, place: Place): string => [name, placeText(place)].filter(Boolean).join(', ');
