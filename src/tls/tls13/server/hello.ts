// The server waits for a ClientHello, and for a second one after a HelloRetryRequest (RFC 9846 4.2.2, 4.2.4).

import { equalBytes } from '../../../bytes/hex.ts';
import { EXTENSIONS } from '../../codePoints/extensions.ts';
import { GROUPS } from '../../codePoints/groups.ts';
import { TLS_1_3 } from '../../codePoints/versions.ts';
import type { ParameterProblem } from '../../error.ts';
import type { HandshakeContext } from '../../handshakeContext.ts';
import { MAX_SKIPPED_BYTES } from '../../limits.ts';
import { kept13, Refusal } from '../../machine.ts';
import { find } from '../../messages/find.ts';
import type { NextServer, ServerState } from '../../state.ts';
import { foldFirstHello, sendHandshake } from '../handshakeMessages.ts';
import { codeOf } from '../messages/extensionTypes.ts';
import type { ClientHello13 } from '../messages/types.ts';
import type { ServerOptions13 } from '../options13.ts';
import { changedField } from '../secondHello.ts';
import { type Choice, choose, cookieOf } from '../serverHello13.ts';
import { reportTicket } from '../ticketReport.ts';
import { answer, helloBody } from './flight.ts';
import type { Retry } from './states.ts';

/** `retry` is null for the first hello. */
export function onHello(
  state: ServerState,
  context: HandshakeContext,
  hello: ClientHello13,
  raw: Uint8Array,
  retry: Retry | null,
  options: ServerOptions13,
): NextServer {
  const { config } = state;
  const broken = (retry && brokenRetry(retry, hello)) ?? misplacedBinders(hello);
  if (broken) return illegal(...broken);
  const chosen = choose(hello, raw, context.connection.transcript, config, options);
  if (!chosen.ok) {
    if (chosen.offered) reportTicket(context, chosen.offered, config.now);
    return new Refusal(chosen.error);
  }
  const { choice } = chosen;
  context.addToTranscript(raw);
  // 4.3.10: early data is never accepted here. What comes of it is skipped, up to the client's next message.
  context.connection = { ...context.connection, skippable: announcesEarlyData(hello) ? MAX_SKIPPED_BYTES : null };
  if (!retry) context.recordSecret('clientRandom', hello.random, 'received');
  if (choice.kind === 'answer') return answer(state, context, hello, choice, retry !== null, options);
  // A second retry is not allowed: this hello had to bring the share.
  if (retry) return illegal('extension.key_share.group', 'notAsked');
  return askAgain(state, context, hello, choice);
}

function askAgain(state: ServerState, context: HandshakeContext, hello: ClientHello13, choice: Choice): ServerState {
  const cookie = cookieOf(state.config);
  foldFirstHello(context, choice.suite);
  const group = GROUPS[choice.group];
  sendHandshake(
    context,
    {
      type: 'HelloRetryRequest',
      ...helloBody(hello, choice),
      extensions: [
        { type: 'supported_versions', versions: [TLS_1_3] },
        { type: 'key_share', share: { kind: 'retry', group } },
        { type: 'cookie', cookie },
      ],
    },
    { details: { group: choice.group, suite: choice.suite.name } },
  );
  if (hello.sessionId.length > 0) context.sendChangeCipherSpec({ dummy: true });
  return { ...kept13(state), name: 'waitSecondClientHello', retry: { hello, choice, cookie } };
}

const announcesEarlyData = ({ extensions }: ClientHello13): boolean =>
  extensions.some((extension) => codeOf(extension) === EXTENSIONS.early_data);

/** 4.2.2: names the field in which the second hello is not what the retry asked for. */
function brokenRetry({ hello, cookie, choice }: Retry, second: ClientHello13): Broken | null {
  const echoed = find(second.extensions, 'cookie')?.cookie;
  if (!echoed || !equalBytes(echoed, cookie)) return ['extension.cookie.cookie', 'notEchoed'];
  const share = find(second.extensions, 'key_share')?.share;
  const [entry, ...more] = share?.kind === 'offers' ? share.entries : [];
  const asked = choice.kind === 'retry' ? GROUPS[choice.group] : null;
  if (more.length > 0 || entry?.group !== asked) return ['extension.key_share.group', 'notAsked'];
  const changed = changedField(hello, second);
  return changed === null ? null : [changed, 'changed'];
}

/** 4.3.11: the binders are the end of the hello, one for each ticket. */
function misplacedBinders({ extensions }: ClientHello13): Broken | null {
  const at = extensions.findIndex(({ type }) => type === 'pre_shared_key');
  const offered = extensions[at];
  if (offered?.type !== 'pre_shared_key') return null;
  if (at !== extensions.length - 1) return ['extension.pre_shared_key', 'notLast'];
  const { psk } = offered;
  return psk.kind === 'offer' && psk.identities.length !== psk.binders.length
    ? ['extension.pre_shared_key.binders', 'notOneEach']
    : null;
}

type Broken = readonly [field: string, problem: ParameterProblem];

const illegal = (field: string, problem: ParameterProblem): Refusal =>
  new Refusal({ kind: 'parameter', field, problem });
