// eku.serverAuth and eku.clientAuth: the purpose is allowed where extKeyUsage is given (RFC 5280 4.2.1.12).
// anyExtendedKeyUsage allows every purpose: the RFC lets an application ask for the specific one, the web does.
// RFC 5280 says nothing of purposes in CA certificates; as in OpenSSL and the browsers, they limit what is issued below.
// A trust anchor's purposes do not bind (RFC 5280 6.1.1(d)).

import { nameOrOid, OIDS } from '../../asn1/oids.ts';
import { attempt } from '../../bytes/error.ts';
import { readDer } from '../fields.ts';
import { isAnchorAt } from '../path/request.ts';
import type { CheckResult } from '../path/result.ts';
import { type Certificate, extensionOf } from '../x509/certificate.ts';
import { forEachCertificate, profileOf, verdict } from './check.ts';

const extendedKeyUsage = (purpose: 'server' | 'client', wanted: 'serverAuth' | 'clientAuth') =>
  forEachCertificate(0, (certificate, index, path, request) => {
    if (request.purpose !== purpose || (index > 0 && isAnchorAt(path, index))) return null;
    const isWeb = profileOf(request) === 'web';
    const netscape = index === 0 ? netscapeTypes(certificate) : null;
    if (netscape !== null && (netscape & NETSCAPE_BITS[purpose]) === 0)
      return rejectedByNetscape(index, wanted, netscape);
    const purposes = extensionOf(certificate, 'extKeyUsage')?.purposes ?? null;
    const isAllowed =
      purposes === null
        ? !(isWeb && index === 0)
        : purposes.includes(OIDS[wanted]) || (!isWeb && purposes.includes(OIDS.anyExtendedKeyUsage));
    const found = purposes === null ? 'absent' : purposes.slice(0, 8).map(nameOrOid).join(', ');
    return {
      certificate: index,
      check: `eku.${wanted}` as const,
      result: verdict(isAllowed),
      reference: isWeb ? 'br.7.1.2' : 'pkix.4.2.1.12',
      evidence: { wanted, extKeyUsage: found },
    };
  });

/**
 * The kinds of use in Netscape's certificate type, which is older than extKeyUsage; null where there is none. RFC 5280
 * does not know it; as in OpenSSL, a leaf is for nothing that it leaves out.
 */
function netscapeTypes({ extensions }: Certificate): number | null {
  const found = extensions.find(({ oid }) => oid === OIDS.nsCertType);
  if (found?.type !== 'unknown') return null;
  const read = attempt(() => readDer(found.value, 'extension.value', (r) => r.bitString('extension.value')));
  return read.ok ? (read.value.value.octets[0] ?? 0) : null;
}

const NETSCAPE_BITS = { client: 0x80, server: 0x40 } as const;
const NETSCAPE_NAMES = ['sslClient', 'sslServer', 'email', 'objectSigning', '', 'sslCA', 'emailCA', 'objectSigningCA'];

function rejectedByNetscape(certificate: number, wanted: 'serverAuth' | 'clientAuth', types: number): CheckResult {
  const names = NETSCAPE_NAMES.filter((name, bit) => name !== '' && (types & (0x80 >> bit)) !== 0);
  return {
    certificate,
    check: `eku.${wanted}`,
    result: 'fail',
    reference: 'pkix.4.2.1.12',
    evidence: { wanted, nsCertType: names.join(', ') || 'none' },
  };
}

export const ekuServerAuth = extendedKeyUsage('server', 'serverAuth');
export const ekuClientAuth = extendedKeyUsage('client', 'clientAuth');
