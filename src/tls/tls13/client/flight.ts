// The server's Finished, and with it all that the client still owes: [Certificate, CertificateVerify,] Finished (RFC 9846
// 4.5).

import type { ClientConfig } from '../../config.ts';
import type { HandshakeContext } from '../../handshakeContext.ts';
import { kept13, Refusal } from '../../machine.ts';
import { find } from '../../messages/find.ts';
import type { Client13In, NextClient } from '../../state.ts';
import { refuseCrossingKeyChange, sendHandshake } from '../handshakeMessages.ts';
import type { CertificateRequest13 } from '../messages/types.ts';
import type { ClientOptions13 } from '../options13.ts';
import { sendCertificate, sendCertificateVerify } from '../proofOfKey.ts';
import {
  checkFinished,
  deriveApplicationKeys,
  deriveResumptionSecret,
  type HandshakeKeys,
  verifyData13,
} from '../secrets13.ts';
import { chooseSigner13 } from '../signature13.ts';

export function onFinished(
  state: Client13In<'waitFinished'>,
  context: HandshakeContext,
  received: Uint8Array,
  raw: Uint8Array,
  options: ClientOptions13,
): NextClient {
  const { agreed, request, identity, config } = state;
  const name = config.serverName;
  const details = agreed.resumed ? { name, resumed: true } : { name };
  const finished = checkFinished(context, agreed.keys, 'server', received, details);
  if (finished instanceof Refusal) return finished;
  const crossing = refuseCrossingKeyChange(context, raw);
  if (crossing) return crossing;
  const keys = deriveApplicationKeys(context, agreed.keys);
  context.connection = { ...context.connection, read: keys.server };
  // A dummy for middleboxes; the one before the second hello was it already.
  if (!agreed.offer.retry) context.sendChangeCipherSpec({ dummy: true });
  if (request) sendProof(context, config, agreed.keys, request, options);
  const own = { type: 'Finished', verifyData: verifyData13(context, agreed.keys, 'client') } as const;
  sendHandshake(context, own, agreed.resumed ? { details: { resumed: true } } : {});
  context.connection = { ...context.connection, write: keys.client };
  if (identity.kind === 'refused') return new Refusal({ kind: 'check', check: identity.check });
  const resumption = deriveResumptionSecret(context, keys);
  context.recordBelief('client.connected', details, 'pass');
  context.emit({ kind: 'established' });
  return { ...kept13(state), name: 'connected', keys, identity, finished, resumption };
}

/** Certificate, empty where there is none to show, and CertificateVerify behind one. */
function sendProof(
  context: HandshakeContext,
  config: ClientConfig,
  { suite }: HandshakeKeys,
  request: CertificateRequest13,
  options: ClientOptions13,
): void {
  const signer = chooseSigner13(config, request);
  const wanted = find(request.extensions, 'status_request') !== undefined;
  sendCertificate(context, request.context, signer?.credential.chain ?? [], wanted ? options.staple : null);
  if (signer) sendCertificateVerify(context, 'client', signer, suite);
}
