// Opens the sealed records of a conversation: which keys a direction has, where in their sequence a record stands, and which
// of several secrets is the right one.
import { TLS_1_3 } from '../../tls/codePoints/versions.ts';
import type { SecretStore } from '../secrets/secrets.ts';
import type { FlowSide } from '../tcp/flows.ts';
import type { Epoch, TlsDirection } from './direction.ts';
import { type HandshakeFacts, noFacts, openers12, openers13 } from './openers.ts';
import { type OpenedRecord, Opener13, type OpenTagged, type RecordOpener } from './recordOpener.ts';
import type { SplitRecord } from './recordSplitter.ts';
import { TRIAL, type TrialBudget } from './trialBudget.ts';

/** What the conversation has agreed on so far. */
export interface AgreedFacts {
  readonly handshakes: readonly HandshakeFacts[];
  /** ProtocolVersion; null before a ServerHello. */
  readonly version: number | null;
  readonly clientSide: FlowSide;
}

export interface UnsealerOptions {
  readonly secrets: SecretStore;
  /** Something faster than the libraries that run everywhere. */
  readonly openTagged: OpenTagged | undefined;
  /** Of the capture: what may be tried in vain. */
  readonly budget: TrialBudget;
}

export class Unsealer {
  readonly #options: UnsealerOptions;
  readonly #agreed: AgreedFacts;

  constructor(options: UnsealerOptions, agreed: AgreedFacts) {
    this.#options = options;
    this.#agreed = agreed;
  }

  /** The handshake whose keys this direction uses. */
  facts12({ changes }: TlsDirection): HandshakeFacts | null {
    return this.#agreed.handshakes[Math.max(changes, 1) - 1] ?? null;
  }

  /** A sealed record passed that nobody could read. */
  unseen(direction: TlsDirection, fragment: Uint8Array | null): void {
    if (direction.opener === null) direction.uncertain++;
    else if (direction.opener instanceof Opener13) direction.opener.skip();
    else direction.opener.skip(fragment);
  }

  /** The content of a sealed record; null where no secret opens it. */
  open(direction: TlsDirection, record: SplitRecord, fragment: Uint8Array): OpenedRecord | null {
    if (this.#options.secrets.isEmpty) return null;
    if (this.#agreed.version !== null && this.#agreed.version < TLS_1_3)
      return this.#open12(direction, record, fragment);
    return this.#open13(direction, record, fragment);
  }

  #open12(direction: TlsDirection, record: SplitRecord, fragment: Uint8Array): OpenedRecord | null {
    const { opener } = direction;
    if (opener !== null) {
      const opened = this.#tryAround(direction, opener, record, fragment);
      if (opened === null) this.unseen(direction, fragment);
      return opened;
    }
    const facts = this.facts12(direction);
    if (facts === null || direction.failures >= MOST_FAILURES) return null;
    const side = direction.side === this.#agreed.clientSide ? 'client' : 'server';
    for (const { opener: next, secret, clientRandom } of openers12(
      this.#options.secrets,
      facts,
      side,
      this.#options.budget,
      this.#options.openTagged,
    )) {
      const opened = this.#tryAround(direction, next, record, fragment);
      if (opened === null) continue;
      direction.opener = next;
      if (facts.master === null) this.#learn(facts, secret, clientRandom);
      return opened;
    }
    direction.failures++;
    direction.uncertain++;
    return null;
  }

  /** What is right also opens what resumes the session. */
  #learn(facts: HandshakeFacts, secret: Uint8Array, clientRandom: Uint8Array): void {
    facts.master = { secret, clientRandom };
    const { secrets } = this.#options;
    if (facts.server !== null) secrets.learn(facts.server.sessionId, secret);
    for (const ticket of facts.tickets) secrets.learn(ticket, secret);
  }

  #open13(direction: TlsDirection, record: SplitRecord, fragment: Uint8Array): OpenedRecord | null {
    const { opener } = direction;
    if (opener !== null) {
      const opened = this.#tryAround(direction, opener, record, fragment);
      if (opened !== null) return opened;
    }
    for (let epoch = opener === null ? direction.epoch : direction.epoch + 1; epoch < 3; epoch++) {
      for (const next of this.#candidates(direction, epoch as Epoch)) {
        const opened = this.#tryAround(direction, next, record, fragment);
        if (opened === null) continue;
        if (epoch !== direction.epoch) direction.assembler.reset();
        direction.opener = next;
        direction.epoch = epoch as Epoch;
        return opened;
      }
    }
    // A KeyUpdate may have passed unseen.
    if (opener instanceof Opener13 && direction.epoch === 2 && direction.uncertain > 0) {
      const next = opener.next();
      const opened = this.#tryAround(direction, next, record, fragment);
      if (opened !== null) {
        direction.opener = next;
        return opened;
      }
    }
    // Early data that is rejected is not counted by the keys behind it.
    if (opener !== null && direction.epoch > 0) direction.uncertain++;
    return null;
  }

  /** Openers of an epoch, made once; they have numbers of their own, which a wrong trial does not move. */
  #candidates(direction: TlsDirection, epoch: Epoch): readonly Opener13[] {
    const known = direction.candidates[epoch];
    if (known !== null && known !== undefined) return known;
    const facts = this.#agreed.handshakes[0] ?? noFacts();
    const role = direction.side === this.#agreed.clientSide ? 'CLIENT' : 'SERVER';
    const labels = LABELS[epoch].map((label) => `${role}_${label}`);
    const made =
      role === 'SERVER' && epoch === 0
        ? []
        : openers13(this.#options.secrets, labels, facts, epoch === 0, this.#options.budget, this.#options.openTagged);
    direction.candidates[epoch] = made;
    return made;
  }

  /** With the number that is next, and, where records may have passed unseen, with those behind it. */
  #tryAround(
    direction: TlsDirection,
    opener: RecordOpener,
    { type, version }: SplitRecord,
    fragment: Uint8Array,
  ): OpenedRecord | null {
    const { sequence } = opener;
    const most = Math.min(direction.uncertain, MOST_UNSEEN);
    // Without a ClientHello every secret is tried.
    const isBlind = (this.#agreed.handshakes[0]?.client ?? null) === null;
    for (let ahead = 0; ahead <= most; ahead++) {
      const isCertain = ahead === 0 && (opener === direction.opener || !isBlind);
      if (!isCertain && !this.#options.budget.take(TRIAL + fragment.length)) break;
      opener.sequence = sequence + ahead;
      const opened = opener.open(type, version, fragment);
      if (opened === null) continue;
      direction.uncertain = 0;
      return opened;
    }
    opener.sequence = sequence;
    return null;
  }
}

/** By epoch, without `CLIENT_` or `SERVER_`. */
const LABELS: readonly (readonly string[])[] & Readonly<Record<Epoch, readonly string[]>> = [
  ['EARLY_TRAFFIC_SECRET'],
  ['HANDSHAKE_TRAFFIC_SECRET'],
  ['TRAFFIC_SECRET_0', 'TRAFFIC_SECRET_1', 'TRAFFIC_SECRET_N'],
];

const MOST_FAILURES = 8;
/** Numbers of records that are tried ahead. */
export const MOST_UNSEEN = 1024;
