// The server's flight: ServerHello, EncryptedExtensions, [CertificateRequest, Certificate, CertificateVerify,] Finished
// (RFC 9846 4.2.3, 4.4, 4.5). With a ticket nobody shows a certificate again.
import { GROUPS } from '../../../crypto/keyAgreement.ts';
import { parseCertificate } from '../../../pki/x509/certificate.ts';
import { commonName } from '../../auth/peer.ts';
import type { ServerConfig, ServerState } from '../../endpoint.ts';
import type { Turn } from '../../handshakeContext.ts';
import { TLS_1_2, TLS_1_3 } from '../../hello.ts';
import { find } from '../../messages/find.ts';
import { hasLeftover, SPANS_KEYS, say } from '../handshakeMessages.ts';
import type { Extension13 } from '../messages/extensionTypes.ts';
import type { ClientHello13 } from '../messages/types.ts';
import type { ServerOptions13 } from '../options13.ts';
import { sayCertificate, saySignature } from '../proofOfKey.ts';
import { deriveApplicationKeys, deriveHandshakeKeys, type HandshakeKeys, verifyData } from '../secrets13.ts';
import type { Choice, Resumption } from '../serverHello13.ts';
import { reportTicket, whose } from '../ticketReport.ts';
import { base, type Flight, type NextServer } from './states.ts';

type Answer = Choice & { readonly kind: 'answer' };

/** The whole flight in one go. `retried`: `hello` is the client's second one. */
export function answer(
  state: ServerState,
  turn: Turn,
  hello: ClientHello13,
  choice: Answer,
  retried: boolean,
  options: ServerOptions13,
): NextServer {
  const { config } = state;
  const { by } = choice;
  if (hasLeftover(turn)) return SPANS_KEYS;
  const resumption = 'ticket' in by ? by : null;
  const handshake = sayHello(turn, config, hello, choice, { resumption, retried });
  sayExtensions(turn, choice);
  if (!resumption && config.clientCertificate !== 'none') sayRequest(turn, config, options);
  if ('scheme' in by) {
    const { credential } = config;
    sayCertificate(turn, new Uint8Array(), credential.chain, asksForStaple(hello) ? config.staple : null);
    saySignature(turn, 'server', { credential, scheme: by.scheme }, choice.suite);
  }
  const finished = { type: 'Finished', verifyData: verifyData(turn, handshake, 'server') } as const;
  say(turn, finished, resumption ? { facts: { resumed: true } } : {});
  const application = deriveApplicationKeys(turn, handshake);
  turn.connection = { ...turn.connection, write: application.server };
  const flight: Flight = { serverName: choice.serverName, handshake, application };
  if (resumption) {
    const { client } = resumption.ticket;
    const leaf = client ? parseCertificate(client) : null;
    return {
      ...base(state),
      name: 'waitFinished',
      flight,
      identity: { kind: 'resumed', leaf, proof: resumption.proof },
    };
  }
  return config.clientCertificate === 'none'
    ? { ...base(state), name: 'waitFinished', flight, identity: { kind: 'anonymous' } }
    : { ...base(state), name: 'waitCertificate', flight };
}

/** What both hellos of the server say alike. */
export const helloBody = (hello: ClientHello13, { suite }: Choice) => ({
  version: TLS_1_2,
  sessionId: hello.sessionId,
  suite: suite.code,
  compression: 0,
});

/** ServerHello, and the keys that follow from it. */
function sayHello(
  turn: Turn,
  config: ServerConfig,
  hello: ClientHello13,
  choice: Answer,
  { resumption, retried }: { readonly resumption: Resumption | null; readonly retried: boolean },
): HandshakeKeys {
  const { suite, group, shared, share } = choice;
  if (resumption) reportTicket(turn, resumption.offered, config.now);
  const random = config.random('server.random', 32);
  const extensions: Extension13[] = [
    { type: 'supported_versions', versions: [TLS_1_3] },
    { type: 'key_share', share: { kind: 'answer', entry: { group: GROUPS[group], key: share } } },
  ];
  if (resumption) extensions.push({ type: 'pre_shared_key', psk: { kind: 'selected', index: resumption.index } });
  turn.did('ecdhe.generate', { group });
  turn.knows('serverSharePrivateKey', choice.scalar, 'generated');
  turn.knows('serverShare', share, 'derived');
  say(
    turn,
    { type: 'ServerHello', random, ...helloBody(hello, choice), extensions },
    { facts: { suite: suite.name, group, ...(resumption ? { resumes: true } : {}) } },
  );
  turn.knows('serverRandom', random, 'generated');
  turn.believes('server.anonymous', resumption ? whose(resumption.ticket) : {});
  // A dummy for middleboxes; the one behind the HelloRetryRequest was it already.
  if (hello.sessionId.length > 0 && !retried) turn.sendChangeCipherSpec({ dummy: true });
  const psk = resumption?.ticket.psk ?? null;
  const handshake = deriveHandshakeKeys(turn, 'server', { suite, shared, group, psk });
  turn.connection = { ...turn.connection, read: handshake.client, write: handshake.server };
  return handshake;
}

function sayExtensions(turn: Turn, { serverName, alpn }: Choice): void {
  const extensions: Extension13[] = [];
  if (serverName !== null) extensions.push({ type: 'server_name', name: null });
  if (alpn !== null) extensions.push({ type: 'application_layer_protocol_negotiation', protocols: [alpn] });
  say(turn, { type: 'EncryptedExtensions', extensions }, { facts: alpn === null ? {} : { alpn } });
}

function sayRequest(turn: Turn, { anchors, schemes }: ServerConfig, options: ServerOptions13): void {
  const authorities = anchors.map((anchor) => anchor.subject.der);
  const [first] = anchors;
  const extensions: Extension13[] = [{ type: 'signature_algorithms', schemes }];
  if (authorities.length > 0) extensions.push({ type: 'certificate_authorities', authorities });
  if (options.asksForStaple) extensions.push({ type: 'status_request', status: { kind: 'empty' } });
  say(
    turn,
    { type: 'CertificateRequest', context: new Uint8Array(), extensions },
    { facts: { authorities: authorities.length, authority: first ? commonName(first) : '' } },
  );
}

function asksForStaple({ extensions }: ClientHello13): boolean {
  const asked = find(extensions, 'status_request')?.status;
  return asked?.kind === 'request' && asked.request.type === 'ocsp';
}
