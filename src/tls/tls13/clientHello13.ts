// The client's two hellos, and what it must check in the server's answers (RFC 9846 4.2.2 to 4.2.4).

import { equalBytes } from '../../bytes/hex.ts';
import { agree, type GroupName, type KeyOffer, offer } from '../../crypto/keyAgreement.ts';
import { EXTENSIONS } from '../codePoints/extensions.ts';
import { GROUPS, groupOf } from '../codePoints/groups.ts';
import { PSK_MODES } from '../codePoints/parameters.ts';
import { TLS_1_2, TLS_1_3 } from '../codePoints/versions.ts';
import type { ClientConfig } from '../config.ts';
import type { OwnError, ParameterProblem } from '../error.ts';
import type { HandshakeContext } from '../handshakeContext.ts';
import { isHostName } from '../hello.ts';
import { find } from '../messages/find.ts';
import { withTicket } from './binder.ts';
import { codeOf, type Extension13, misplaced } from './messages/extensionTypes.ts';
import type { ClientHello13, HelloRetryRequest, ServerHello13 } from './messages/types.ts';
import type { ClientOptions13 } from './options13.ts';
import type { Session13 } from './session.ts';
import type { Suite13 } from './suites13.ts';

/** What the client has said so far and needs to remember. */
export interface Offer {
  readonly hello: ClientHello13;
  readonly keys: readonly KeyOffer[];
  /** The ticket in the hello; null where there is none. */
  readonly session: Session13 | null;
  /** After a HelloRetryRequest: what it asked for. */
  readonly retry: { readonly suite: Suite13; readonly group: number | null } | null;
}

/** With a ticket where there is one that counts, and shares of the groups that the options name. */
export function firstOffer(config: ClientConfig, options: ClientOptions13): Offer {
  const keys = options.shares.map((group) => offer(group, config.random));
  const session = options.session && isUsable(options.session, config, options) ? options.session : null;
  const bare: ClientHello13 = {
    type: 'ClientHello',
    version: TLS_1_2,
    random: config.random('client.random', 32),
    // Middleboxes are to see the resumption of a TLS 1.2 session.
    sessionId: config.random('client.sessionId', 32),
    suites: [
      ...(config.versions.includes('tls1.3') ? options.suites.map(({ code }) => code) : []),
      ...(config.versions.includes('tls1.2') ? config.suites.map(({ code }) => code) : []),
    ],
    compression: [0],
    extensions: extensionsOf(config, options, keys),
  };
  return { hello: offered(bare, session, config.now, NOTHING), keys, session, retry: null };
}

/** The answer to a HelloRetryRequest, which stands at the end of the transcript (4.2.2). */
export function secondOffer(
  context: HandshakeContext,
  config: ClientConfig,
  first: Offer,
  request: HelloRetryRequest,
  suite: Suite13,
): Offer {
  const asked = find(request.extensions, 'key_share')?.share;
  const group = asked?.kind === 'retry' ? asked.group : null;
  const name = group === null ? null : groupOf(group);
  const keys = name === null ? first.keys : [offer(name, config.random)];
  const cookie = find(request.extensions, 'cookie');
  const extensions = first.hello.extensions.flatMap((extension): Extension13[] => {
    if (extension.type === 'key_share') return [keyShare(keys), ...(cookie ? [cookie] : [])];
    return extension.type === 'pre_shared_key' ? [] : [extension];
  });
  // A ticket of another hash can't go with the suite that the server has chosen.
  const session = first.session?.suite.hash === suite.hash ? first.session : null;
  const hello = offered({ ...first.hello, extensions }, session, config.now, context.connection.transcript);
  return { hello, keys, session, retry: { suite, group } };
}

type Checked<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly error: OwnError };

/** 4.2.4: a retry must ask for something that the client can do and has not done. */
export function checkRetry(
  made: Offer,
  request: HelloRetryRequest,
  options: ClientOptions13,
): Checked<{ suite: Suite13 }> {
  const common = checkCommon(made, request, options);
  if (!common.ok) return common;
  const share = find(request.extensions, 'key_share')?.share;
  if (!share && !find(request.extensions, 'cookie')) return illegal('serverHello.extensions', 'asksForNothing');
  if (share?.kind === 'retry') {
    const isKnown = options.groups.some((group) => GROUPS[group] === share.group);
    if (!isKnown) return illegal('extension.key_share.group', 'notOffered');
    if (made.keys.some((key) => GROUPS[key.private.group] === share.group))
      return illegal('extension.key_share.group', 'alreadySent');
  }
  return common;
}

export interface Answer {
  readonly suite: Suite13;
  readonly shared: Uint8Array;
  readonly group: GroupName;
  readonly resumed: Session13 | null;
}

/** 4.2.3: everything in ServerHello must answer something that the client offered. */
export function checkAnswer(made: Offer, answer: ServerHello13, options: ClientOptions13): Checked<Answer> {
  const common = checkCommon(made, answer, options);
  if (!common.ok) return common;
  const { suite } = common;
  if (made.retry && made.retry.suite.code !== suite.code) return illegal('serverHello.cipherSuite', 'changed');
  const psk = find(answer.extensions, 'pre_shared_key')?.psk;
  if (psk && (psk.kind !== 'selected' || psk.index !== 0 || made.session?.suite.hash !== suite.hash)) {
    return illegal('extension.pre_shared_key.selected', 'notOffered');
  }
  // psk_dhe_ke is all that is offered, so a share must come in any case (4.3.9).
  const share = find(answer.extensions, 'key_share')?.share;
  if (share?.kind !== 'answer') return { ok: false, error: { kind: 'hello.missing', extension: 'key_share' } };
  const own = made.keys.find((key) => GROUPS[key.private.group] === share.entry.group);
  if (!own) return illegal('extension.key_share.group', 'notOffered');
  const shared = agree(own.private, share.entry.key);
  if (shared === null) return illegal('extension.key_share.key', 'unusable');
  return { ok: true, suite, shared, group: own.private.group, resumed: psk ? made.session : null };
}

/** What holds for ServerHello and HelloRetryRequest alike. */
function checkCommon(
  { hello }: Offer,
  answer: ServerHello13 | HelloRetryRequest,
  { suites }: ClientOptions13,
): Checked<{ suite: Suite13 }> {
  if (answer.version !== TLS_1_2) return illegal('serverHello.version', 'notLegacy');
  if (find(answer.extensions, 'supported_versions')?.versions[0] !== TLS_1_3) {
    return illegal('extension.supported_versions.version', 'notOffered');
  }
  if (!equalBytes(answer.sessionId, hello.sessionId)) return illegal('serverHello.sessionId', 'notEchoed');
  const suite = suites.find(({ code }) => code === answer.suite);
  if (!suite) return { ok: false, error: { kind: 'hello.cipher', suite: answer.suite } };
  if (answer.compression !== 0) return { ok: false, error: { kind: 'hello.compression', method: answer.compression } };
  const refused = checkReply(hello, answer.extensions, ['cookie']);
  return refused ? { ok: false, error: refused } : { ok: true, suite };
}

/** 4.3: no extension in a reply that wasn't in the request, but for `unasked`; and none where it must not stand. */
export function checkReply(
  hello: Pick<ClientHello13, 'extensions'>,
  reply: readonly Extension13[],
  unasked: readonly Extension13['type'][] = [],
): OwnError | null {
  const wrong = misplaced(reply);
  if (wrong) return { kind: 'parameter', field: `extension.${wrong}`, problem: 'misplaced' };
  const codes = hello.extensions.map(codeOf);
  const stranger = reply.find((extension) => !codes.includes(codeOf(extension)) && !unasked.includes(extension.type));
  if (stranger) return { kind: 'hello.extension', extension: String(codeOf(stranger)) };
  // One that the client offered for TLS 1.2 alone.
  return reply.some(({ type }) => type === 'unknown')
    ? { kind: 'parameter', field: 'extension.unknown', problem: 'onlyOlder' }
    : null;
}

function extensionsOf(config: ClientConfig, options: ClientOptions13, keys: readonly KeyOffer[]): Extension13[] {
  const both = config.versions.includes('tls1.2');
  const extensions: Extension13[] = [];
  // RFC 6066 3: literal IP addresses are not permitted in server_name.
  if (isHostName(config.serverName)) extensions.push({ type: 'server_name', name: config.serverName });
  if (config.revocation === 'stapled') {
    const request = { type: 'ocsp', responders: [], extensions: NOTHING } as const;
    extensions.push({ type: 'status_request', status: { kind: 'request', request } });
  }
  if (both) extensions.push(...ONLY_IN_1_2);
  extensions.push(
    { type: 'supported_groups', groups: options.groups.map((group) => GROUPS[group]) },
    { type: 'signature_algorithms', schemes: config.schemes },
  );
  if (config.alpn.length > 0) {
    extensions.push({ type: 'application_layer_protocol_negotiation', protocols: config.alpn });
  }
  extensions.push(
    { type: 'supported_versions', versions: config.versions.map((v) => (v === 'tls1.3' ? TLS_1_3 : TLS_1_2)) },
    { type: 'psk_key_exchange_modes', modes: [PSK_MODES.psk_dhe_ke] },
    keyShare(keys),
  );
  return extensions;
}

const keyShare = (keys: readonly KeyOffer[]): Extension13 => ({
  type: 'key_share',
  share: { kind: 'offers', entries: keys.map((key) => ({ group: GROUPS[key.private.group], key: key.share })) },
});

const offered = (
  hello: ClientHello13,
  session: Session13 | null,
  now: number,
  transcript: Uint8Array,
): ClientHello13 => (session ? withTicket(hello, session, now, transcript) : hello);

/** 4.7.1, 4.3.11: for the same server, not too old, and with a suite that is offered. */
function isUsable(session: Session13, config: ClientConfig, options: ClientOptions13): boolean {
  return (
    session.serverName === config.serverName &&
    config.now - session.receivedAt < session.lifetimeSeconds * 1000 &&
    options.suites.some(({ hash }) => hash === session.suite.hash)
  );
}

const illegal = (field: string, problem: ParameterProblem): { readonly ok: false; readonly error: OwnError } => ({
  ok: false,
  error: { kind: 'parameter', field, problem },
});

const NOTHING = new Uint8Array();

/** What a server of 1.2 wants to know: ec_point_formats, extended_master_secret, renegotiation_info. */
const ONLY_IN_1_2: readonly Extension13[] = [
  { type: 'unknown', code: EXTENSIONS.ec_point_formats, data: Uint8Array.of(1, 0) },
  { type: 'unknown', code: EXTENSIONS.extended_master_secret, data: NOTHING },
  { type: 'unknown', code: EXTENSIONS.renegotiation_info, data: Uint8Array.of(0) },
];
