// The other contestant for path validation: pkijs, with the platform's WebCrypto.
import { Certificate, CertificateChainValidationEngine, CryptoEngine, setEngine } from 'pkijs';

setEngine('webcrypto', new CryptoEngine({ name: 'webcrypto', crypto: globalThis.crypto }));

/** Reads and validates a chain; leaf last, as pkijs wants it. Throws unless it is accepted. */
export async function pkijsValidate(chain: readonly Uint8Array[], anchor: Uint8Array, now: number): Promise<void> {
  const read = (der: Uint8Array) => Certificate.fromBER(Uint8Array.from(der));
  const certificates = chain.map(read);
  const engine = new CertificateChainValidationEngine({
    trustedCerts: [read(anchor)],
    certs: certificates.reverse(),
    checkDate: new Date(now),
  });
  const { result, resultMessage } = await engine.verify();
  if (!result) throw new Error(`pkijs refuses the chain: ${resultMessage}`);
}
