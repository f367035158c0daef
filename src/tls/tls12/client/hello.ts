// The client says hello and waits for ServerHello (RFC 5246 7.4.1).

import type { HandshakeContext } from '../../handshakeContext.ts';
import { kept12, Refusal } from '../../machine.ts';
import type { ServerHello } from '../../messages/types.ts';
import type { Client12In, ClientState, NextClient } from '../../state.ts';
import { checkServerHello, clientHello } from '../hello.ts';

export function start(state: ClientState, context: HandshakeContext): ClientState {
  const { config } = state;
  const { serverName } = config;
  const hello = clientHello({ ...config, staple: config.revocation === 'stapled' });
  context.sendHandshake(hello, { details: { suites: hello.suites.length, serverName } });
  context.recordSecret('clientRandom', hello.random, 'generated');
  context.recordBelief('client.offered', { serverName });
  return { ...kept12(state), name: 'waitServerHello', hello };
}

export function onServerHello(
  state: Client12In<'waitServerHello'>,
  context: HandshakeContext,
  message: ServerHello,
): NextClient {
  const checked = checkServerHello(state.hello, message, state.config);
  if (!checked.ok) return new Refusal(checked.error);
  context.recordSecret('serverRandom', message.random, 'received');
  const { agreed } = checked;
  context.emit({ kind: 'agreed', version: 'tls1.2', suite: agreed.suite.name });
  if (agreed.alpn !== null) context.emit({ kind: 'alpn', protocol: agreed.alpn });
  return { ...kept12(state), name: 'waitCertificate', agreed };
}
