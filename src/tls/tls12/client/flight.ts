// The client's second flight: [Certificate,] ClientKeyExchange, [CertificateVerify,] ChangeCipherSpec, Finished
// (RFC 5246 7.3).
import type { HashName } from '../../../crypto/hash.ts';
import { encryptPkcs1 } from '../../../crypto/rsa.ts';
import { sign } from '../../../crypto/signingKey.ts';
import { publicKeyFromSpki } from '../../../crypto/spki.ts';
import { chooseSigner, type Signer, signerDetails } from '../../auth/credential.ts';
import type { PathProof, PutOff } from '../../auth/proof.ts';
import { SIGNATURE_SCHEMES } from '../../codePoints/signatureSchemes.ts';
import { TLS_1_2 } from '../../codePoints/versions.ts';
import type { ClientConfig } from '../../config.ts';
import type { HandshakeContext } from '../../handshakeContext.ts';
import { Refusal } from '../../machine.ts';
import type { CertificateRequest, ServerKeyExchange } from '../../messages/types.ts';
import { answerShare } from '../keyExchange.ts';
import { deriveKeys, finishedData, type Keys, type NegotiatedParameters } from '../negotiatedParameters.ts';
import { premasterSpans } from '../premaster.ts';

export interface FlightInputs {
  readonly config: ClientConfig;
  readonly agreed: NegotiatedParameters;
  readonly request: CertificateRequest | null;
  /** Null with RSA key exchange. */
  readonly exchange: ServerKeyExchange | null;
  readonly path: PathProof | PutOff;
}

/** Refused where the server's key or share is of no use. */
export function sendFlight(context: HandshakeContext, flight: FlightInputs): Keys | Refusal {
  const { config, agreed, request, exchange, path } = flight;
  const serverKey = publicKeyFromSpki(path.leaf.spki);
  if (!exchange && !serverKey.ok) return new Refusal({ kind: 'key.type', algorithm: path.leaf.publicKey.algorithm });
  const signer = request && chooseSigner(config, request);
  if (request) {
    const chain = signer?.credential.chain ?? [];
    context.sendHandshake({ type: 'Certificate', chain }, { certificates: chain, details: { count: chain.length } });
  }
  const premaster = exchange
    ? answerShare(context, exchange)
    : serverKey.ok
      ? sendPremaster(context, serverKey.value)
      : null;
  if (premaster === null)
    return new Refusal({ kind: 'parameter', field: 'serverKeyExchange.point', problem: 'unusable' });
  const keys = deriveKeys(context, agreed, premaster);
  if (signer) sendCertificateVerify(context, signer, exchange !== null);
  context.sendChangeCipherSpec();
  context.connection = { ...context.connection, write: keys.clientWrite };
  context.sendHandshake({ type: 'Finished', verifyData: finishedData(context, keys, 'client') });
  return keys;
}

/** 7.4.7.1: 46 random bytes behind the version, encrypted with the server's key. */
function sendPremaster(context: HandshakeContext, serverKey: Parameters<typeof encryptPkcs1>[0]): Uint8Array {
  const premaster = new Uint8Array([TLS_1_2 >> 8, TLS_1_2 & 255, ...context.random('client.premaster', 46)]);
  context.recordOperation('premaster.generate', { bytes: 48 });
  context.recordSecret('premasterSecret', premaster, 'generated');
  const { ciphertext, block } = encryptPkcs1(serverKey, premaster, context.random);
  context.sendHandshake(
    { type: 'ClientKeyExchange', encryptedPremaster: ciphertext },
    { sealed: { bytes: block, spans: premasterSpans(block) }, details: { bits: serverKey.bits } },
  );
  return premaster;
}

/** 7.4.8: the signature covers all handshake messages so far. */
function sendCertificateVerify(context: HandshakeContext, { credential, scheme }: Signer, named: boolean): void {
  const { transcript } = context.connection;
  const signature = sign(credential.key, scheme, transcript, context.random);
  const hash: HashName = HASHES.find((name) => scheme.endsWith(name)) ?? 'sha512'; // Ed25519
  const signed = { hash, ...(named ? { scheme } : {}) };
  context.recordOperation('transcript.sign', { bytes: transcript.length, ...signed, ...signerDetails(credential) });
  context.sendHandshake(
    { type: 'CertificateVerify', scheme: SIGNATURE_SCHEMES[scheme], signature },
    { details: signed },
  );
}

const HASHES = ['sha1', 'sha256', 'sha384', 'sha512'] as const satisfies readonly HashName[];
