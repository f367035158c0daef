// What the server makes of a ClientHello: suite, group, scheme, ticket, or the request for another hello (RFC 9846 4.2.1).

import { digest } from '../../crypto/hash.ts';
import { accept, type GroupName } from '../../crypto/keyAgreement.ts';
import type { SignatureSchemeName } from '../../crypto/signingKey.ts';
import { GROUPS } from '../codePoints/groups.ts';
import { PSK_MODES } from '../codePoints/parameters.ts';
import { TLS_1_2 } from '../codePoints/versions.ts';
import type { ServerConfig } from '../config.ts';
import type { OwnError, ParameterProblem } from '../error.ts';
import { find } from '../messages/find.ts';
import { binderFor, withoutBinders } from './binder.ts';
import { proveResumption, type ResumptionProof } from './identity.ts';
import { type Extension13, misplaced } from './messages/extensionTypes.ts';
import type { ClientHello13 } from './messages/types.ts';
import type { ServerOptions13 } from './options13.ts';
import { openTicket, type TicketContent } from './session.ts';
import { schemeFor } from './signature13.ts';
import type { Suite13 } from './suites13.ts';
import { binderCheck, type OfferedTicket } from './ticketReport.ts';

export interface Resumption {
  /** Which of the client's tickets. */
  readonly index: number;
  readonly ticket: TicketContent;
  readonly offered: OfferedTicket;
  readonly proof: ResumptionProof;
}

export type Choice = {
  readonly suite: Suite13;
  readonly alpn: string | null;
  readonly serverName: string | null;
} & (
  | {
      readonly kind: 'answer';
      readonly group: GroupName;
      readonly share: Uint8Array;
      /** The private half of `share`: the curve's. */
      readonly scalar: Uint8Array;
      readonly shared: Uint8Array;
      /** With a ticket nobody shows a certificate again. */
      readonly by: Resumption | { readonly scheme: SignatureSchemeName };
    }
  | { readonly kind: 'retry'; readonly group: GroupName }
);

type Result =
  | { readonly ok: true; readonly choice: Choice }
  /** `offered`: a ticket whose binder is wrong. */
  | { readonly ok: false; readonly error: OwnError; readonly offered?: OfferedTicket };

/** `transcript`: what came before this hello; empty but for the second one. `raw`: the hello with its header. */
export function choose(
  hello: ClientHello13,
  raw: Uint8Array,
  transcript: Uint8Array,
  config: ServerConfig,
  options: ServerOptions13,
): Result {
  // 4.2.2: "MUST abort the handshake with a protocol_version alert", whatever supported_versions says.
  if (hello.version !== TLS_1_2) return { ok: false, error: { kind: 'hello.version', version: hello.version } };
  const wrong = misplaced(hello.extensions);
  if (wrong) return illegal(`extension.${wrong}`, 'misplaced');
  // 4.2.2: exactly the method null.
  if (hello.compression.length !== 1 || hello.compression[0] !== 0) {
    return { ok: false, error: { kind: 'hello.compression', method: hello.compression[0] ?? null } };
  }
  const missing = missingExtension(hello);
  if (missing) return { ok: false, error: { kind: 'hello.missing', extension: missing } };
  const suite = options.suites.find(({ code }) => hello.suites.includes(code));
  if (!suite) return { ok: false, error: { kind: 'hello.cipher', suite: null } };
  // RFC 6066 3: a server that does not recognize the name may abort, or go on.
  const serverName = find(hello.extensions, 'server_name')?.name ?? null;
  if (serverName !== null && config.servedNames && !config.servedNames.includes(serverName.toLowerCase()))
    return { ok: false, error: { kind: 'hello.sni', name: serverName } };
  const offered = find(hello.extensions, 'application_layer_protocol_negotiation')?.protocols;
  const alpn = offered ? (config.alpn.find((protocol) => offered.includes(protocol)) ?? null) : null;
  if (offered && alpn === null) return { ok: false, error: { kind: 'hello.alpn', offered: offered.join(', ') } };

  const groups = find(hello.extensions, 'supported_groups')?.groups ?? [];
  const share = find(hello.extensions, 'key_share')?.share;
  const entries = share?.kind === 'offers' ? share.entries : [];
  const common = { suite, alpn, serverName };
  // 4.3.8: shares only for groups that are supported, one each.
  if (entries.some(({ group }) => !groups.includes(group))) return illegal('extension.key_share.list', 'notListed');
  if (entries.some(({ group }, i) => entries.findIndex((e) => e.group === group) !== i))
    return illegal('extension.key_share.list', 'twice');
  const known = options.groups.filter((group) => groups.includes(GROUPS[group]));
  const [favourite] = known;
  if (!favourite) return { ok: false, error: { kind: 'hello.group' } };
  const brought = known.filter((name) => entries.some((entry) => entry.group === GROUPS[name]));
  const group = brought.find((name) => name === favourite || !options.requirePreferredGroup);
  if (!group) return { ok: true, choice: { ...common, kind: 'retry', group: favourite } };
  const entry = entries.find((one) => one.group === GROUPS[group]);
  const accepted = entry ? accept(group, entry.key, config.random) : null;
  if (!accepted) return illegal('extension.key_share.key', 'unusable');

  const resumption = resume(hello, raw, transcript, config, options, suite);
  if (resumption && 'received' in resumption)
    return { ok: false, error: { kind: 'check', check: binderCheck(resumption) }, offered: resumption };
  const scheme = schemeFor(config.credential.key, find(hello.extensions, 'signature_algorithms')?.schemes ?? []);
  const by = resumption ?? (scheme && { scheme });
  if (!by) return { ok: false, error: { kind: 'hello.scheme' } };
  const { share: own, secret: shared, scalar } = accepted;
  return { ok: true, choice: { ...common, kind: 'answer', group, share: own, scalar, shared, by } };
}

/** 9.2; and 4.3.11: pre_shared_key stands last, which its caller checks by the binders' place. */
function missingExtension({ extensions }: ClientHello13): string | null {
  const has = (type: Extension13['type']): boolean => find(extensions, type) !== undefined;
  if (has('pre_shared_key') && !has('psk_key_exchange_modes')) return 'psk_key_exchange_modes';
  if (!has('pre_shared_key') && !has('signature_algorithms')) return 'signature_algorithms';
  if (!has('supported_groups')) return 'supported_groups';
  return has('key_share') ? null : 'key_share';
}

/** The first ticket of our own that still counts, and what came with it where the binder is wrong; null where there is none. */
function resume(
  hello: ClientHello13,
  raw: Uint8Array,
  transcript: Uint8Array,
  config: ServerConfig,
  { tickets, suites }: ServerOptions13,
  suite: Suite13,
): Resumption | OfferedTicket | null {
  const offer = find(hello.extensions, 'pre_shared_key')?.psk;
  const modes = find(hello.extensions, 'psk_key_exchange_modes')?.modes ?? [];
  if (!tickets || offer?.kind !== 'offer' || !modes.includes(PSK_MODES.psk_dhe_ke)) return null;
  for (const [index, { identity }] of offer.identities.entries()) {
    const ticket = openTicket(tickets.key, identity);
    const hash = suites.find(({ name }) => name === ticket?.suite)?.hash;
    const age = ticket ? config.now - ticket.issuedAt : 0;
    const counts = ticket && hash === suite.hash && age >= 0 && age <= ticket.lifetimeSeconds * 1000;
    const sameName = ticket?.serverName === (find(hello.extensions, 'server_name')?.name ?? null);
    // A ticket of an anonymous client is of no use where a certificate is required.
    const enough = ticket?.client || config.clientCertificate !== 'require';
    if (!counts || !sameName || !enough) continue;
    const expected = binderFor(suite, ticket.psk, transcript, withoutBinders(raw, offer.binders));
    const received = offer.binders[index] ?? new Uint8Array();
    const proof = proveResumption(expected, received);
    const offered: OfferedTicket = { ticket, suite, expected, received };
    return proof ? { index, ticket, offered, proof } : offered;
  }
  return null;
}

/** 4.3.2: as the client has nothing to do with its content, any bytes do. */
export const cookieOf = (config: ServerConfig): Uint8Array =>
  digest('sha256', config.random('server.cookie', 32)).subarray(0, 16);

const illegal = (field: string, problem: ParameterProblem): Result => ({
  ok: false,
  error: { kind: 'parameter', field, problem },
});
