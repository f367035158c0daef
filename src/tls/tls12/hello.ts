// Both hellos of TLS 1.2: what is offered, what is chosen, and what each side must check in the other's (RFC 5246 7.4.1).

import { concat, endsWith } from '../../bytes/hex.ts';
import type { GroupName } from '../../crypto/keyAgreement.ts';
import type { Random } from '../../crypto/random.ts';
import type { Credential } from '../auth/credential.ts';
import { CIPHER_SUITES } from '../codePoints/cipherSuites.ts';
import { SIGNATURE_SCHEMES } from '../codePoints/signatureSchemes.ts';
import { SSL_3, TLS_1_2, type Version } from '../codePoints/versions.ts';
import type { OwnError } from '../error.ts';
import { chooseVersion, isHostName } from '../hello.ts';
import { find } from '../messages/find.ts';
import { DOWNGRADED_TO_1_2 } from '../messages/helloHead.ts';
import type { ClientHello, HelloExtension, ServerHello } from '../messages/types.ts';
import type { Suite } from '../suites.ts';
import type { Ecdhe } from './keyExchange.ts';
import type { NegotiatedParameters } from './negotiatedParameters.ts';
import { chooseSuite, curveExtensions, knowsUncompressed } from './negotiation.ts';

export const OFFERED_SCHEMES = [
  SIGNATURE_SCHEMES.rsa_pkcs1_sha256,
  SIGNATURE_SCHEMES.rsa_pkcs1_sha384,
  SIGNATURE_SCHEMES.rsa_pkcs1_sha512,
] as const;

/** The ClientHello of a client that speaks TLS 1.2 alone. */
export function clientHello(offer: {
  random: Random;
  serverName: string;
  suites: readonly Suite[];
  groups: readonly GroupName[];
  schemes: readonly number[];
  alpn: readonly string[];
  /** Whether the server is asked to staple an OCSP response (RFC 6066 8). */
  staple: boolean;
}): ClientHello {
  const extensions: HelloExtension[] = [];
  // RFC 6066 3: literal IP addresses are not permitted in server_name.
  if (isHostName(offer.serverName)) extensions.push({ type: 'server_name', name: offer.serverName });
  if (offer.staple) {
    const request = { type: 'ocsp', responders: [], extensions: new Uint8Array() } as const;
    extensions.push({ type: 'status_request', request });
  }
  extensions.push(
    ...curveExtensions(offer.suites, offer.groups),
    { type: 'signature_algorithms', schemes: offer.schemes },
    { type: 'extended_master_secret' },
    { type: 'renegotiation_info', verifyData: new Uint8Array() },
  );
  if (offer.alpn.length > 0) extensions.push({ type: 'application_layer_protocol_negotiation', protocols: offer.alpn });
  return {
    type: 'ClientHello',
    version: TLS_1_2,
    random: offer.random('client.random', 32),
    sessionId: new Uint8Array(),
    suites: offer.suites.map((suite) => suite.code),
    compression: [0],
    extensions,
  };
}

const POINT_FORMATS = 'extension.ec_point_formats';

type Checked<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly error: OwnError };

/** What a server of TLS 1.2 goes by. */
interface Own {
  readonly random: Random;
  readonly versions: readonly Version[];
  readonly suites: readonly Suite[];
  readonly groups: readonly GroupName[];
  readonly schemes: readonly number[];
  readonly credential: Credential;
  readonly alpn: readonly string[];
  readonly staple: Uint8Array | null;
  readonly servedNames?: readonly string[] | null;
}

/** The server's side: chooses by its own order of preference. */
export function answerClientHello(
  hello: ClientHello,
  own: Own,
): Checked<{ serverHello: ServerHello; agreed: NegotiatedParameters; ecdhe: Ecdhe | null; serverName: string | null }> {
  // Whatever supported_versions says: a hello of SSL 3.0 or older is refused (RFC 9846 4.2.2 for 1.3, RFC 7568 3 for 1.2).
  if (hello.version <= SSL_3 || chooseVersion(hello, own.versions) !== 'tls1.2') {
    return { ok: false, error: { kind: 'hello.version', version: hello.version } };
  }
  if (!hello.compression.includes(0)) return { ok: false, error: { kind: 'hello.compression', method: null } };
  if (!knowsUncompressed(hello.extensions))
    return { ok: false, error: { kind: 'parameter', field: POINT_FORMATS, problem: 'noUncompressed' } };
  const choice = chooseSuite(hello, own);
  if (!choice) return { ok: false, error: { kind: 'hello.cipher', suite: null } };
  const { suite, ecdhe } = choice;
  const answers = answerExtensions(hello, own, ecdhe);
  if (!answers.ok) return answers;
  const { extensions, extendedMasterSecret, stapled, alpn } = answers;
  const serverHello: ServerHello = {
    type: 'ServerHello',
    version: TLS_1_2,
    random: serverRandom(own),
    sessionId: new Uint8Array(), // empty: this session can't be resumed (7.4.1.3)
    suite: suite.code,
    compression: 0,
    extensions,
  };
  const randoms = { clientRandom: hello.random, serverRandom: serverHello.random };
  const agreed = { suite, ...randoms, extendedMasterSecret, stapled, alpn };
  return { ok: true, serverHello, agreed, ecdhe, serverName: find(hello.extensions, 'server_name')?.name ?? null };
}

/** The extensions of ServerHello, in the order of our own list, and what they settle. */
function answerExtensions(
  hello: ClientHello,
  own: Own,
  ecdhe: Ecdhe | null,
): Checked<{ extensions: HelloExtension[] } & Pick<NegotiatedParameters, 'extendedMasterSecret' | 'stapled' | 'alpn'>> {
  const extensions: HelloExtension[] = [];
  const sni = find(hello.extensions, 'server_name');
  // RFC 6066 3: a server that does not recognize the name may abort with a fatal alert, or go on; never both.
  if (sni?.name && own.servedNames && !own.servedNames.includes(sni.name.toLowerCase()))
    return { ok: false, error: { kind: 'hello.sni', name: sni.name } };
  if (sni) extensions.push({ type: 'server_name', name: null });
  // RFC 6066 8: acknowledged where CertificateStatus will follow; the server may leave both out.
  const stapled = own.staple !== null && find(hello.extensions, 'status_request')?.request?.type === 'ocsp';
  if (stapled) extensions.push({ type: 'status_request', request: null });
  // RFC 8422 5.2: answered where a suite with curves was chosen.
  if (ecdhe && find(hello.extensions, 'ec_point_formats')) extensions.push({ type: 'ec_point_formats', formats: [0] });
  const extendedMasterSecret = find(hello.extensions, 'extended_master_secret') !== undefined;
  if (extendedMasterSecret) extensions.push({ type: 'extended_master_secret' });
  const renegotiation = find(hello.extensions, 'renegotiation_info');
  // RFC 5746 3.6: not empty in an initial handshake means that somebody splices sessions.
  if (renegotiation && renegotiation.verifyData.length > 0)
    return { ok: false, error: { kind: 'hello.renegotiation' } };
  // RFC 5746 3.3: the value among the suites stands for an empty extension.
  if (renegotiation || hello.suites.includes(CIPHER_SUITES.TLS_EMPTY_RENEGOTIATION_INFO_SCSV)) {
    extensions.push({ type: 'renegotiation_info', verifyData: new Uint8Array() });
  }
  const offered = find(hello.extensions, 'application_layer_protocol_negotiation')?.protocols;
  const alpn = offered ? (own.alpn.find((protocol) => offered.includes(protocol)) ?? null) : null;
  if (offered && alpn === null) return { ok: false, error: { kind: 'hello.alpn', offered: offered.join(', ') } };
  if (alpn !== null) extensions.push({ type: 'application_layer_protocol_negotiation', protocols: [alpn] });
  return { ok: true, extensions, extendedMasterSecret, stapled, alpn };
}

/** The client's side: everything in ServerHello must answer something that it offered. */
export function checkServerHello(
  hello: ClientHello,
  answer: ServerHello,
  { suites, versions }: { readonly suites: readonly Suite[]; readonly versions: readonly Version[] },
): Checked<{ agreed: NegotiatedParameters }> {
  if (answer.version !== TLS_1_2 || !versions.includes('tls1.2'))
    return { ok: false, error: { kind: 'hello.version', version: answer.version } };
  if (versions.includes('tls1.3') && endsWith(answer.random, DOWNGRADED_TO_1_2)) {
    return { ok: false, error: { kind: 'hello.downgrade' } };
  }
  const suite = suites.find((candidate) => candidate.code === answer.suite);
  if (!suite) return { ok: false, error: { kind: 'hello.cipher', suite: answer.suite } };
  if (answer.compression !== 0) return { ok: false, error: { kind: 'hello.compression', method: answer.compression } };
  for (const extension of answer.extensions) {
    if (extension.type === 'unknown' || !hello.extensions.some((offered) => offered.type === extension.type)) {
      const name = extension.type === 'unknown' ? String(extension.code) : extension.type;
      return { ok: false, error: { kind: 'hello.extension', extension: name } };
    }
  }
  // 7.4.1.4.1: "Servers MUST NOT send this extension."
  if (find(answer.extensions, 'signature_algorithms')) {
    return { ok: false, error: { kind: 'parameter', field: 'extension.signature_algorithms', problem: 'misplaced' } };
  }
  if (!knowsUncompressed(answer.extensions))
    return { ok: false, error: { kind: 'parameter', field: POINT_FORMATS, problem: 'noUncompressed' } };
  const renegotiation = find(answer.extensions, 'renegotiation_info');
  if (renegotiation && renegotiation.verifyData.length > 0)
    return { ok: false, error: { kind: 'hello.renegotiation' } };
  const alpn = find(answer.extensions, 'application_layer_protocol_negotiation')?.protocols ?? [];
  const offered = find(hello.extensions, 'application_layer_protocol_negotiation')?.protocols ?? [];
  if (alpn.length > 1 || alpn.some((protocol) => !offered.includes(protocol))) {
    return {
      ok: false,
      error: { kind: 'parameter', field: 'extension.application_layer_protocol_negotiation', problem: 'notOffered' },
    };
  }
  const agreed: NegotiatedParameters = {
    suite,
    clientRandom: hello.random,
    serverRandom: answer.random,
    extendedMasterSecret: find(answer.extensions, 'extended_master_secret') !== undefined,
    stapled: find(answer.extensions, 'status_request') !== undefined,
    alpn: alpn[0] ?? null,
  };
  return { ok: true, agreed };
}

function serverRandom({ random, versions }: { random: Random; versions: readonly Version[] }): Uint8Array {
  const bytes = random('server.random', 32);
  return versions.includes('tls1.3') ? concat(bytes.subarray(0, 24), DOWNGRADED_TO_1_2) : bytes;
}
