// The path of a judgement in the form that the inspector's pictures take.
import { attempt } from '../../bytes/error.ts';
import { toHex } from '../../bytes/hex.ts';
import { type Role, roleOf } from '../../pki/path/role.ts';
import type { Judgement } from '../../pki/validator/question.ts';
import { type Certificate, inspectCertificate, isSelfIssued } from '../../pki/x509/certificate.ts';
import type { Chain, ChainLink } from '../shared/certificates/chains.ts';

export function chainOf({ path, anchored }: Pick<Judgement, 'path' | 'anchored' | 'checks'>): Chain {
  return path.map(({ der, fingerprint }, i): ChainLink => {
    const certificate = readBack(der);
    const isLast = i === path.length - 1;
    return {
      fingerprint,
      record: { der: toHex(der), subject: certificate?.subject.text ?? '', role: placeOf(certificate, i) },
      certificate,
      carried: !(anchored && isLast),
      issuer: isLast ? endOf(certificate) : 'next',
    };
  });
}

/** What stands above another one issues, whether it may or not. */
function placeOf(certificate: Certificate | null, index: number): Role {
  const role = certificate === null ? 'leaf' : roleOf(certificate);
  return index > 0 && role === 'leaf' ? 'intermediate' : role;
}

/** As it stood in the input, with the flaws that it may have. */
export function readBack(der: Uint8Array): Certificate | null {
  const decoded = attempt(() => inspectCertificate(der));
  return decoded.ok ? decoded.value : null;
}

const endOf = (certificate: Certificate | null): ChainLink['issuer'] =>
  certificate !== null && isSelfIssued(certificate) ? 'self' : 'unknown';

export function signaturesOf({
  path,
  checks,
}: Pick<Judgement, 'path' | 'checks'>): ReadonlyMap<string, 'pass' | 'fail'> {
  const results = new Map<string, 'pass' | 'fail'>();
  for (const { check, certificate, result } of checks) {
    const fingerprint = certificate === null ? undefined : path[certificate]?.fingerprint;
    if (check === 'signature.verify' && fingerprint !== undefined && result !== 'not-reached')
      results.set(fingerprint, result);
  }
  return results;
}
