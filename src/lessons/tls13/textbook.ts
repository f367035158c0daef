// What the textbook's steps really are in TLS 1.3.
import type { Mode } from '../../lab/scenario/scenario.ts';
import { clientStatus, type Really, serverStatus } from '../statusWords.ts';

const VALIDATES: Really = (scenario) =>
  `The client validates the path up to a root in its own trust store, then the signature over the handshake. The root’s key is in that store; the other CA’s keys come in the certificates that were sent. ${serverStatus(scenario)}`;

export const REALLY_13: Record<Mode, Readonly<Record<number, Really>>> = {
  'one-way': {
    1: 'ClientHello: what the client can do, the name of the server, and already the client’s key share. The resource itself is asked for at the very end.',
    2: 'ServerHello with the server’s key share, then, encrypted, EncryptedExtensions, Certificate, CertificateVerify and Finished. The signature in CertificateVerify proves that the server holds the certificate’s key.',
    3: VALIDATES,
    4: 'Nothing is encrypted with the server’s public key, and nothing is sent at this point. The secret follows from the two shares in the hellos; from it, stage by stage, come the keys of the handshake and those of the data.',
    5: 'Encryption begins right after ServerHello. Here the client’s Finished ends the handshake, and HTTP request and response follow under the application keys.',
  },
  mutual: {
    1: 'ClientHello: what the client can do, the name of the server, and already the client’s key share. The resource itself is asked for at the very end.',
    2: 'ServerHello with the server’s key share, then, encrypted, EncryptedExtensions, CertificateRequest, Certificate, CertificateVerify and Finished.',
    3: VALIDATES,
    4: 'Certificate from the client, encrypted, CertificateVerify, the proof that it holds its key, and Finished. The secret was agreed before, from the two shares in the hellos.',
    5: (scenario) =>
      `The server validates the path, ${clientStatus(scenario)}, and verifies the signature. The client does not wait for the verdict: it is connected already, and learns of a refusal at its first read.`,
    6: 'HTTP request and response under the application keys. They follow from the shares and from the hash of the handshake up to the server’s Finished. No certificate’s key encrypts anything: the server’s certificate enters only through that hash, and the client’s not at all.',
  },
};
