// Which keys may open what comes: from the secrets at hand, for the handshake that was agreed on. Where several secrets may
// be meant each is tried; what opens is right.
import { concat, equalBytes } from '../../bytes/hex.ts';
import { digest } from '../../crypto/hash.ts';
import { digestMd5 } from '../../crypto/md5.ts';
import { decryptPkcs1 } from '../../crypto/rsaPkcs1.ts';
import { TLS_1_2 } from '../../tls/codePoints/versions.ts';
import { MASTER_SECRET_LENGTH } from '../../tls/tls12/prf.ts';
import { u16 } from '../packet/packet.ts';
import type { SecretStore } from '../secrets/secrets.ts';
import type { ClientHelloFacts, ServerHelloFacts } from './hello.ts';
import { masterOf, writeKeys } from './keys12.ts';
import { Opener12, Opener13, type OpenTagged } from './recordOpener.ts';
import { type SealingSuite, sealingSuite, suites13For } from './sealingSuites.ts';
import { KEYS, type TrialBudget } from './trialBudget.ts';

/** What one handshake has agreed on; TLS 1.2 may have several in a connection. */
export interface HandshakeFacts {
  client: ClientHelloFacts | null;
  server: ServerHelloFacts | null;
  /** Body of the ClientKeyExchange. */
  exchange: Uint8Array | null;
  /** Messages up to the ClientKeyExchange, where a session hash may be asked for (RFC 7627 3). */
  readonly clientMessages: Uint8Array[];
  readonly serverMessages: Uint8Array[];
  /** Tickets that the server gave in it (RFC 5077). */
  readonly tickets: Uint8Array[];
  /** What has opened something. */
  master: { readonly secret: Uint8Array; readonly clientRandom: Uint8Array } | null;
}

export const noFacts = (): HandshakeFacts => ({
  client: null,
  server: null,
  exchange: null,
  clientMessages: [],
  serverMessages: [],
  tickets: [],
  master: null,
});

/** The session id that the server echoes: the handshake is short (RFC 5246 7.3), and has no ClientKeyExchange. */
export const isResumed12 = ({ client, server }: HandshakeFacts): boolean =>
  client !== null && server !== null && server.sessionId.length > 0 && equalBytes(client.sessionId, server.sessionId);

/** TLS 1.3: `labels` of the key log; without a ClientHello every secret of the labels is tried. */
export function openers13(
  secrets: SecretStore,
  labels: readonly string[],
  { client, server }: HandshakeFacts,
  isEarly: boolean,
  budget: TrialBudget,
  open?: OpenTagged,
): Opener13[] {
  const agreed = server === null ? null : sealingSuite(server.suite);
  if (server !== null && agreed === null) return [];
  const found: Opener13[] = [];
  const add = (secret: Uint8Array): void => {
    const others = suites13For(secret.length);
    const fits = agreed !== null && others.includes(agreed) ? [agreed] : [];
    // Early data that is rejected may have been sealed under another suite.
    const suites = agreed === null ? others : isEarly ? [...fits, ...others.filter((each) => each !== agreed)] : fits;
    for (const suite of suites) found.push(new Opener13(suite, secret, open));
  };
  for (const label of labels) {
    if (client !== null) for (const secret of secrets.of(label, client.random)) add(secret);
    else for (const { secret } of secrets.all(label)) if (budget.take(KEYS)) add(secret);
  }
  return found;
}

/** TLS 1.2 and before: openers of what a side writes, with what they were made of. */
export function* openers12(
  secrets: SecretStore,
  facts: HandshakeFacts,
  side: 'client' | 'server',
  budget: TrialBudget,
  open?: OpenTagged,
): Generator<{ readonly opener: Opener12; readonly secret: Uint8Array; readonly clientRandom: Uint8Array }> {
  const { server } = facts;
  const suite = server === null ? null : sealingSuite(server.suite);
  if (server === null || suite === null || suite.is13) return;
  for (const { secret, clientRandom } of masters(secrets, facts, suite, budget)) {
    const keys = writeKeys(suite, server.version, secret, clientRandom, server.random)[side];
    const isBlock = suite.blockLength > 0;
    const opener = new Opener12(suite, keys, server.version, isBlock && server.encryptThenMac, open);
    yield { opener, secret, clientRandom };
  }
}

function* masters(
  secrets: SecretStore,
  facts: HandshakeFacts,
  suite: SealingSuite,
  budget: TrialBudget,
): Generator<{ readonly secret: Uint8Array; readonly clientRandom: Uint8Array }> {
  const { client, server, master } = facts;
  if (master !== null) {
    yield master;
    return;
  }
  if (server === null) return;
  if (client === null) {
    for (const { of, secret } of secrets.all('CLIENT_RANDOM')) {
      if (!budget.take(KEYS)) return;
      if (secret.length === MASTER_SECRET_LENGTH) yield { secret, clientRandom: of };
    }
    return;
  }
  const clientRandom = client.random;
  for (const secret of secrets.of('CLIENT_RANDOM', clientRandom)) yield { secret, clientRandom };
  for (const session of [server.sessionId, client.ticket, client.sessionId]) {
    const secret = secrets.master(session);
    if (secret !== null) yield { secret, clientRandom };
  }
  for (const premaster of premasters(secrets, facts)) {
    const sessionHash = server.extendedMaster ? sessionHashOf(facts, suite) : null;
    yield {
      secret: masterOf(suite, server.version, premaster, clientRandom, server.random, sessionHash),
      clientRandom,
    };
  }
}

function* premasters(secrets: SecretStore, { client, exchange }: HandshakeFacts): Generator<Uint8Array> {
  if (client !== null) yield* secrets.of('PMS_CLIENT_RANDOM', client.random);
  if (exchange === null || exchange.length < 10) return;
  // RFC 5246 7.4.7.1: the length stands before it.
  const encrypted = exchange.subarray(2, 2 + u16(exchange, 0));
  yield* secrets.of('RSA', encrypted.subarray(0, 8));
  for (const key of secrets.rsaKeys) {
    const premaster = decryptPkcs1(key, encrypted);
    if (premaster !== null && premaster.length === MASTER_SECRET_LENGTH) yield premaster;
  }
}

/** RFC 7627 3: all messages up to the ClientKeyExchange. */
function sessionHashOf({ clientMessages, serverMessages, server }: HandshakeFacts, suite: SealingSuite): Uint8Array {
  const [hello = new Uint8Array(), ...rest] = clientMessages;
  const all = [hello, ...serverMessages, ...rest];
  if ((server?.version ?? 0) >= TLS_1_2) return digest(suite.hash, ...all);
  return concat(digestMd5(...all), digest('sha1', ...all));
}
