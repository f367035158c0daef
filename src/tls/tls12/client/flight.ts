// The client's second flight: [Certificate,] ClientKeyExchange, [CertificateVerify,] ChangeCipherSpec, Finished
// (RFC 5246 7.3).
import { encryptPkcs1 } from '../../../crypto/rsa.ts';
import { SCHEME_CODES, sign } from '../../../crypto/signingKey.ts';
import { publicKeyFromSpki } from '../../../crypto/spki.ts';
import { chooseSigner, type Signer } from '../../auth/credential.ts';
import type { PathProof } from '../../auth/proof.ts';
import type { ClientConfig } from '../../config.ts';
import type { Turn } from '../../handshakeContext.ts';
import { Refusal } from '../../machine.ts';
import type { CertificateRequest, ServerKeyExchange } from '../../messages/types.ts';
import { answerShare } from '../keyExchange.ts';
import { type Agreed, deriveKeys, finishedData, type Keys } from '../negotiatedParameters.ts';
import { premasterSpans } from '../premaster.ts';

export interface Flight {
  readonly config: ClientConfig;
  readonly agreed: Agreed;
  readonly request: CertificateRequest | null;
  /** Null with RSA key exchange. */
  readonly exchange: ServerKeyExchange | null;
  readonly path: PathProof;
}

/** Refused where the server's key or share is of no use. */
export function sendFlight(turn: Turn, flight: Flight): Keys | Refusal {
  const { config, agreed, request, exchange, path } = flight;
  const serverKey = publicKeyFromSpki(path.leaf.spki);
  if (!exchange && !serverKey.ok) return new Refusal({ kind: 'key.type', algorithm: path.leaf.publicKey.algorithm });
  const signer = request && chooseSigner(config, request);
  if (request) {
    const chain = signer?.credential.chain ?? [];
    turn.sendHandshake({ type: 'Certificate', chain }, { certificates: chain, facts: { count: chain.length } });
  }
  const premaster = exchange ? answerShare(turn, exchange) : serverKey.ok ? sendPremaster(turn, serverKey.value) : null;
  if (premaster === null)
    return new Refusal({ kind: 'parameter', field: 'serverKeyExchange.point', problem: 'unusable' });
  const keys = deriveKeys(turn, agreed, premaster);
  if (signer) sendCertificateVerify(turn, signer, exchange !== null);
  turn.sendChangeCipherSpec();
  turn.connection = { ...turn.connection, write: keys.clientWrite };
  turn.sendHandshake({ type: 'Finished', verifyData: finishedData(turn, keys, 'client') });
  return keys;
}

/** 7.4.7.1: 46 random bytes behind the version, encrypted with the server's key. */
function sendPremaster(turn: Turn, serverKey: Parameters<typeof encryptPkcs1>[0]): Uint8Array {
  const premaster = new Uint8Array([3, 3, ...turn.random('client.premaster', 46)]);
  turn.did('premaster.generate', { bytes: 48 });
  turn.knows('premasterSecret', premaster, 'generated');
  const { ciphertext, block } = encryptPkcs1(serverKey, premaster, turn.random);
  turn.sendHandshake(
    { type: 'ClientKeyExchange', encryptedPremaster: ciphertext },
    { sealed: { bytes: block, spans: premasterSpans(block) }, facts: { bits: serverKey.bits } },
  );
  return premaster;
}

/** 7.4.8: the signature covers all handshake messages so far. */
function sendCertificateVerify(turn: Turn, { credential, scheme }: Signer, named: boolean): void {
  const { transcript } = turn.connection;
  const signature = sign(credential.key, scheme, transcript, turn.random);
  const signed = { hash: /sha\d+$/.exec(scheme)?.[0] ?? 'sha512', ...(named ? { scheme } : {}) };
  turn.did('transcript.sign', { bytes: transcript.length, ...signed });
  turn.sendHandshake({ type: 'CertificateVerify', scheme: SCHEME_CODES[scheme], signature }, { facts: signed });
}
