// The server's flight: ServerHello, EncryptedExtensions, [CertificateRequest, Certificate, CertificateVerify,] Finished
// (RFC 9846 4.2.3, 4.4, 4.5). With a ticket nobody shows a certificate again.

import { commonName, parseCertificate } from '../../../pki/x509/certificate.ts';
import { keysAskedFor, requestForm, schemesOfClients } from '../../auth/clientSignatures.ts';
import type { RequestExtension } from '../../behaviour.ts';
import { EXTENSIONS } from '../../codePoints/extensions.ts';
import { GROUPS } from '../../codePoints/groups.ts';
import { TLS_1_2, TLS_1_3 } from '../../codePoints/versions.ts';
import type { ServerConfig } from '../../config.ts';
import type { HandshakeContext } from '../../handshakeContext.ts';
import { kept13 } from '../../machine.ts';
import { find } from '../../messages/find.ts';
import type { NextServer, ServerState } from '../../state.ts';
import { CROSSES_KEY_CHANGE, hasLeftover, sendHandshake } from '../handshakeMessages.ts';
import type { Extension13 } from '../messages/extensionTypes.ts';
import type { ClientHello13 } from '../messages/types.ts';
import type { ServerOptions13 } from '../options13.ts';
import { sendCertificate, sendCertificateVerify } from '../proofOfKey.ts';
import { deriveApplicationKeys, deriveHandshakeKeys, type HandshakeKeys, verifyData13 } from '../secrets13.ts';
import type { Choice, Resumption } from '../serverHello13.ts';
import { reportTicket, whose } from '../ticketReport.ts';
import type { ServerFlight } from './states.ts';

type Answer = Choice & { readonly kind: 'answer' };

/** The whole flight in one go. `retried`: `hello` is the client's second one. */
export function answer(
  state: ServerState,
  context: HandshakeContext,
  hello: ClientHello13,
  choice: Answer,
  retried: boolean,
  options: ServerOptions13,
): NextServer {
  const { config } = state;
  const { by } = choice;
  if (hasLeftover(context)) return CROSSES_KEY_CHANGE;
  const resumption = 'ticket' in by ? by : null;
  const handshake = sendServerHello(context, config, hello, choice, { resumption, retried });
  sendEncryptedExtensions(context, choice);
  if (!resumption && config.clientCertificate !== 'none') sendCertificateRequest(context, config, options);
  if ('scheme' in by) {
    const { credential } = config;
    sendCertificate(context, new Uint8Array(), credential.chain, asksForStaple(hello) ? config.staple : null);
    sendCertificateVerify(context, 'server', { credential, scheme: by.scheme }, choice.suite);
  }
  const finished = { type: 'Finished', verifyData: verifyData13(context, handshake, 'server') } as const;
  sendHandshake(context, finished, resumption ? { details: { resumed: true } } : {});
  const application = deriveApplicationKeys(context, handshake);
  context.connection = { ...context.connection, write: application.server };
  const flight: ServerFlight = { serverName: choice.serverName, handshake, application };
  if (resumption) {
    const { client } = resumption.ticket;
    const leaf = client ? parseCertificate(client) : null;
    return {
      ...kept13(state),
      name: 'waitFinished',
      flight,
      identity: { kind: 'resumed', leaf, proof: resumption.proof },
    };
  }
  return config.clientCertificate === 'none'
    ? { ...kept13(state), name: 'waitFinished', flight, identity: { kind: 'anonymous' } }
    : { ...kept13(state), name: 'waitCertificate', flight };
}

/** What both hellos of the server say alike. */
export const helloBody = (hello: ClientHello13, { suite }: Choice) => ({
  version: TLS_1_2,
  sessionId: hello.sessionId,
  suite: suite.code,
  compression: 0,
});

/** ServerHello, and the keys that follow from it. */
function sendServerHello(
  context: HandshakeContext,
  config: ServerConfig,
  hello: ClientHello13,
  choice: Answer,
  { resumption, retried }: { readonly resumption: Resumption | null; readonly retried: boolean },
): HandshakeKeys {
  const { suite, group, shared, share } = choice;
  if (resumption) reportTicket(context, resumption.offered, config.now);
  const random = config.random('server.random', 32);
  const extensions: Extension13[] = [
    { type: 'supported_versions', versions: [TLS_1_3] },
    { type: 'key_share', share: { kind: 'answer', entry: { group: GROUPS[group], key: share } } },
  ];
  if (resumption) extensions.push({ type: 'pre_shared_key', psk: { kind: 'selected', index: resumption.index } });
  context.recordOperation('ecdhe.generate', { group });
  context.recordSecret('serverSharePrivateKey', choice.scalar, 'generated');
  context.recordSecret('serverShare', share, 'derived');
  sendHandshake(
    context,
    { type: 'ServerHello', random, ...helloBody(hello, choice), extensions },
    { details: { version: 'tls1.3', suite: suite.name, group, ...(resumption ? { resumes: true } : {}) } },
  );
  context.recordSecret('serverRandom', random, 'generated');
  context.recordBelief('server.anonymous', resumption ? whose(resumption.ticket) : {});
  // A dummy for middleboxes; the one behind the HelloRetryRequest was it already.
  if (hello.sessionId.length > 0 && !retried) context.sendChangeCipherSpec({ dummy: true });
  const psk = resumption?.ticket.psk ?? null;
  const handshake = deriveHandshakeKeys(context, 'server', { suite, shared, group, psk });
  context.connection = { ...context.connection, read: handshake.client, write: handshake.server };
  return handshake;
}

function sendEncryptedExtensions(context: HandshakeContext, { serverName, alpn }: Choice): void {
  const extensions: Extension13[] = [];
  if (serverName !== null) extensions.push({ type: 'server_name', name: null });
  if (alpn !== null) extensions.push({ type: 'application_layer_protocol_negotiation', protocols: [alpn] });
  sendHandshake(context, { type: 'EncryptedExtensions', extensions }, { details: alpn === null ? {} : { alpn } });
}

function sendCertificateRequest(context: HandshakeContext, config: ServerConfig, options: ServerOptions13): void {
  const { anchors } = config;
  const form = requestForm(config);
  const schemes = form?.schemes13 ?? schemesOfClients(config);
  const authorities = anchors.map((anchor) => anchor.subject.der);
  const [first] = anchors;
  const possible: Readonly<Record<RequestExtension, Extension13 | null>> = {
    signature_algorithms: { type: 'signature_algorithms', schemes },
    certificate_authorities: authorities.length > 0 ? { type: 'certificate_authorities', authorities } : null,
    signature_algorithms_cert: { type: 'signature_algorithms_cert', schemes },
    status_request: { type: 'status_request', status: { kind: 'empty' } },
    signed_certificate_timestamp: {
      type: 'unknown',
      code: EXTENSIONS.signed_certificate_timestamp,
      data: new Uint8Array(),
    },
  };
  const order = form?.extensions ?? OWN_ORDER;
  const asked = options.asksForStaple && !order.includes('status_request') ? [...order, STAPLE] : order;
  const extensions = asked.flatMap((each) => possible[each] ?? []);
  sendHandshake(
    context,
    { type: 'CertificateRequest', context: new Uint8Array(), extensions },
    {
      details: { authorities: authorities.length, authority: first ? commonName(first) : '', ...keysAskedFor(config) },
    },
  );
}

const OWN_ORDER: readonly RequestExtension[] = ['signature_algorithms', 'certificate_authorities'];
const STAPLE: RequestExtension = 'status_request';

function asksForStaple({ extensions }: ClientHello13): boolean {
  const asked = find(extensions, 'status_request')?.status;
  return asked?.kind === 'request' && asked.request.type === 'ocsp';
}
