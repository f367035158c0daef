// The judge’s work, in a worker or without one: input comes in, what was recognised in it goes out; a question comes in, a
// judgement goes out.
import { registerEllipticKeys } from '../crypto/ellipticVerifiers.ts';
import { takeIn, takeInBag } from '../pki/intake.ts';
import { type ItemSummary, type Reading, summarise } from '../pki/intakeSummary.ts';
import { judge } from '../pki/judgement.ts';
import type { DeskReply, DeskRequest } from './judgeDesk.ts';

// Anybody's certificates come here, not only the lab's.
registerEllipticKeys();

/** Never rejects. */
export function replyTo(request: DeskRequest): Promise<DeskReply> {
  return answer(request).then(
    (reply): DeskReply => ({ id: request.id, ...reply }),
    (error: unknown) => ({ id: request.id, problem: error instanceof Error ? error.message : String(error) }),
  );
}

type Answer = DeskReply extends infer R ? (R extends unknown ? Omit<R, 'id'> : never) : never;

async function answer(request: DeskRequest): Promise<Answer> {
  switch (request.kind) {
    case 'warm':
      await pkcs12();
      return { reading: null };
    case 'read':
      return { reading: await withOpenContainers(summarise(takeIn(request.bytes))) };
    case 'open':
      return { reading: await open(request.bytes, request.password) };
    case 'judge':
      // A long list, which only the web's rules need.
      if (request.question.profile === 'web')
        (await import('../pki/registerPublicSuffixes.ts')).registerPublicSuffixes();
      return { judgement: judge(request.question) };
  }
}

/** Containers with an empty password are opened without a question. */
async function withOpenContainers({ items, problems }: Reading): Promise<Reading> {
  const all: ItemSummary[] = [];
  const found = [...problems];
  for (const item of items) {
    const reading = item.kind === 'pkcs12' ? await open(item.bytes, '') : null;
    all.push(...(reading?.items ?? [item]));
    found.push(...(reading?.problems ?? []));
  }
  return { items: all, problems: found };
}

async function open(bytes: Uint8Array, password: string): Promise<Reading | null> {
  const { readPkcs12, WRONG_PASSWORD } = await pkcs12();
  const read = readPkcs12(bytes, password);
  const place = { line: null, byte: null };
  if (!read.ok) {
    if (read.error.field === WRONG_PASSWORD) return null;
    return { items: [], problems: [{ kind: 'unreadable', what: 'pkcs12', problem: read.error.problem, place }] };
  }
  const { certificates, crls, privateKeys } = read.value;
  const { items, problems } = summarise(takeInBag(certificates, crls, place));
  const keys = Array.from({ length: privateKeys }, () => ({ kind: 'privateKey', place, encrypted: true }) as const);
  return { items: [...items, ...keys], problems };
}

/** Loaded when the page is at rest: then nothing is left to load once something is handed over. */
const pkcs12 = () => import('../crypto/pkcs12Read.ts');
