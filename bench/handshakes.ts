// Mutual handshakes of each protocol: ours, forge.tls (TLS 1.1, RSA) and node:tls, in turns in one process, with the
// same keys and certificates wherever the contestant can read them.
import { prepareProvider } from '../src/lab/run/provider.ts';
import type { Protocol } from '../src/lab/scenario/scenario.ts';
import { type Credentials, rsaAuthority } from './credentials.ts';
import { ellipticAuthority } from './ellipticCredentials.ts';
import { forgeContestant } from './forgeHandshake.ts';
import { labContestant } from './labHandshake.ts';
import { nodeContestant, type Offer } from './nodeHandshake.ts';
import { median, round, type Spread, spread, time, timeAsync } from './statistics.ts';

/** Enough for the compiler to have seen all contestants. */
const WARM_UP_ROUNDS = 12;
const ROUNDS = 15;
/** Handshakes of each contestant in a round, in turns; the quickest counts, since a machine only ever adds time. */
const REPEATS = 3;

/** What node:tls offers in the place of each protocol; the keys are RSA-2048 for the first and P-256 for the others. */
const OFFERS = {
  'tls1.2-rsa': { version: 'TLSv1.2', cipher: 'AES128-GCM-SHA256', group: null },
  'tls1.2-ecdhe': { version: 'TLSv1.2', cipher: 'ECDHE-ECDSA-AES128-GCM-SHA256', group: 'prime256v1' },
  'tls1.3': { version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256', group: 'prime256v1' },
} as const satisfies Record<Protocol, Offer>;
const PROTOCOLS = ['tls1.2-rsa', 'tls1.2-ecdhe', 'tls1.3'] as const satisfies readonly Protocol[];

export interface HandshakeReport {
  /** `… vs forge.tls`: how many times as long forge takes. `… vs node:tls`: how many times as long we take. */
  readonly ratios: Readonly<Record<string, number>>;
  readonly milliseconds: Readonly<Record<string, Spread>>;
}

export async function measureHandshakes(): Promise<HandshakeReport> {
  await prepareProvider('forge');
  const issue = { rsa: rsaAuthority(), p256: ellipticAuthority() };
  const rounds: ReadonlyMap<string, number>[] = [];
  for (let turn = 0; turn < WARM_UP_ROUNDS + ROUNDS; turn++) {
    const times = await measureRound(turn, { rsa: issue.rsa(), p256: issue.p256() });
    if (turn >= WARM_UP_ROUNDS) rounds.push(times);
  }
  const timesOf = (name: string) => rounds.map((times) => times.get(name) ?? Number.NaN);
  /** The median of the rounds' own ratios: both halves of a round meet the same state of the machine. */
  const ratio = (longer: string, shorter: string) => {
    const below = timesOf(shorter);
    return round(median(timesOf(longer).map((above, index) => above / (below[index] ?? Number.NaN))));
  };
  const ratios = PROTOCOLS.flatMap((protocol): [string, number][] => [
    [`${protocol} mutual vs forge.tls`, ratio('forge.tls', lab(protocol))],
    [`${protocol} mutual vs node:tls`, ratio(lab(protocol), node(protocol))],
  ]);
  ratios.push(['tls1.2-rsa mutual with node-forge vs forge.tls', ratio('forge.tls', LAB_WITH_FORGE)]);
  const names = [...(rounds[0]?.keys() ?? [])];
  return {
    ratios: Object.fromEntries(ratios),
    milliseconds: Object.fromEntries(names.map((name) => [name, spread(timesOf(name))])),
  };
}

/** The best time of each contestant. */
async function measureRound(
  turn: number,
  credentials: { readonly rsa: Credentials; readonly p256: Credentials },
): Promise<ReadonlyMap<string, number>> {
  const best = new Map<string, number>();
  const note = (name: string, taken: number) => best.set(name, Math.min(best.get(name) ?? taken, taken));
  const runForge = forgeContestant(credentials.rsa);
  const withForge = labContestant('tls1.2-rsa', credentials.rsa, 'forge');
  const contestants = PROTOCOLS.map((protocol) => {
    const own = protocol === 'tls1.2-rsa' ? credentials.rsa : credentials.p256;
    return { protocol, ours: labContestant(protocol, own), theirs: nodeContestant(own, OFFERS[protocol]) };
  });
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    note('forge.tls', time(runForge));
    note(
      LAB_WITH_FORGE,
      time(() => withForge(REPEATS * turn + repeat)),
    );
    for (const { protocol, ours, theirs } of contestants) {
      note(
        lab(protocol),
        time(() => ours(REPEATS * turn + repeat)),
      );
      note(node(protocol), await timeAsync(() => theirs.run()));
    }
  }
  for (const { theirs } of contestants) theirs.close();
  return best;
}

/** The lab's endpoints; without the provider's name it is noble. */
const LAB_WITH_FORGE = 'lab tls1.2-rsa, node-forge';
const lab = (protocol: Protocol): string => `lab ${protocol}`;
const node = (protocol: Protocol): string => `node:tls ${protocol}`;
