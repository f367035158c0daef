// The server waits for ClientHello, and answers with its whole flight: ServerHello, Certificate, [CertificateStatus,
// ServerKeyExchange, CertificateRequest,] ServerHelloDone (RFC 5246 7.4.1 to 7.4.5).

import { commonName } from '../../../pki/x509/certificate.ts';
import { keysAskedFor, requestForm, schemesOfClients } from '../../auth/clientSignatures.ts';
import { certificateTypesOf } from '../../auth/credential.ts';
import { statusDetails } from '../../auth/revocation.ts';
import type { ServerConfig } from '../../config.ts';
import type { HandshakeContext } from '../../handshakeContext.ts';
import { kept12, Refusal } from '../../machine.ts';
import type { ClientHello } from '../../messages/types.ts';
import type { NextServer, ServerState } from '../../state.ts';
import { answerClientHello } from '../hello.ts';
import { sendShare } from '../keyExchange.ts';

export function onClientHello(
  state: ServerState,
  context: HandshakeContext,
  hello: ClientHello,
  raw: Uint8Array,
): NextServer {
  const { config } = state;
  context.addToTranscript(raw);
  const answer = answerClientHello(hello, config);
  if (!answer.ok) return new Refusal(answer.error);
  const { agreed, serverHello, ecdhe } = answer;
  context.recordSecret('clientRandom', hello.random, 'received');
  context.sendHandshake(serverHello, { details: { version: 'tls1.2', suite: agreed.suite.name } });
  context.recordSecret('serverRandom', serverHello.random, 'generated');
  context.recordBelief('server.anonymous', {});
  const { chain } = config.credential;
  context.sendHandshake({ type: 'Certificate', chain }, { certificates: chain, details: { count: chain.length } });
  if (config.staple && agreed.stapled) {
    context.sendHandshake(
      { type: 'CertificateStatus', response: config.staple },
      { details: statusDetails(config.staple) },
    );
  }
  const kept = ecdhe ? sendShare(context, agreed, ecdhe, config.credential) : null;
  const negotiated = { hello, agreed, kept };
  if (config.clientCertificate === 'none') {
    context.sendHandshake({ type: 'ServerHelloDone' });
    return { ...kept12(state), name: 'waitClientKeyExchange', negotiated, path: { missing: null } };
  }
  sendRequest(context, config);
  context.sendHandshake({ type: 'ServerHelloDone' });
  return { ...kept12(state), name: 'waitCertificate', negotiated };
}

function sendRequest(context: HandshakeContext, config: ServerConfig): void {
  const { anchors } = config;
  const form = requestForm(config);
  const schemes = form?.schemes12 ?? schemesOfClients(config);
  const authorities = anchors.map((anchor) => anchor.subject.der);
  const [first] = anchors;
  context.sendHandshake(
    { type: 'CertificateRequest', certificateTypes: form?.types ?? certificateTypesOf(schemes), schemes, authorities },
    {
      details: { authorities: authorities.length, authority: first ? commonName(first) : '', ...keysAskedFor(config) },
    },
  );
}
