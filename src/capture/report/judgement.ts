// Whether the certificates of a connection would be accepted, against roots that the user hands over, at the time of the
// capture. Revocation is not looked at: nobody else is asked.
import { type PathRequest, profilePolicy } from '../../pki/path/request.ts';
import type { CheckResult } from '../../pki/path/result.ts';
import { validatePath } from '../../pki/path/validate.ts';
import { type Certificate, decodeCertificate } from '../../pki/x509/certificate.ts';
import type { CaptureConnection, CaptureContents } from './readCapture.ts';

/** What was found of one side's certificates. */
export interface CertificateVerdict {
  readonly accepted: boolean;
  /** The first failure; null where there is none, or the certificate can't be read. */
  readonly failure: CheckResult | null;
  /** Leaf to anchor, as far as it could be built. */
  readonly path: readonly Certificate[];
  /** The time of the question: milliseconds since 1970. */
  readonly now: number;
}

/** Null for a side that sent no certificate, or none that could be read here. */
export interface ConnectionVerdicts {
  readonly server: CertificateVerdict | null;
  readonly client: CertificateVerdict | null;
}

export function judgeConnection(
  { flow, conversation }: CaptureConnection,
  { certificates }: Pick<CaptureContents, 'certificates'>,
  anchors: readonly Certificate[],
): ConnectionVerdicts {
  const client = conversation.clientSide;
  const name = conversation.handshakes[0]?.client?.serverName ?? null;
  const judge = (side: 'client' | 'server'): CertificateVerdict | null => {
    const hashes = conversation.certificates[side === 'client' ? client : client === 0 ? 1 : 0];
    const ders = hashes.flatMap((hash) => certificates.get(hash) ?? []);
    // Without a time of its own a capture can't say when it was.
    if (ders.length === 0 || Number.isNaN(flow.firstTime)) return null;
    return verdictOf(ders, side, side === 'server' ? name : null, anchors, flow.firstTime);
  };
  return { server: judge('server'), client: judge('client') };
}

function verdictOf(
  ders: readonly Uint8Array[],
  purpose: PathRequest['purpose'],
  name: string | null,
  anchors: readonly Certificate[],
  now: number,
): CertificateVerdict {
  const [leaf, ...rest] = ders.map(decodeCertificate);
  if (leaf === undefined || !leaf.ok) return { accepted: false, failure: null, path: [], now };
  const others = rest.flatMap((each) => (each.ok ? [each.value] : []));
  const peerName = name === null ? null : { dns: name };
  const { accepted, failures, path } = validatePath({
    presented: [leaf.value, ...others],
    anchors,
    now,
    purpose,
    peerName,
    leafKeyUsage: null,
    ...profilePolicy('rfc5280', peerName),
  });
  return { accepted, failure: failures[0] ?? null, path, now };
}
