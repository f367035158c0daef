// eku.serverAuth and eku.clientAuth: the purpose is allowed where extKeyUsage is given (RFC 5280 4.2.1.12).
// anyExtendedKeyUsage allows every purpose: the RFC lets an application ask for the specific one, the web does.
// RFC 5280 says nothing of purposes in CA certificates; as in OpenSSL and the browsers, they limit what is issued below.
// A trust anchor's purposes do not bind (RFC 5280 6.1.1(d)).
import { extensionOf } from '../certificate.ts';
import { nameOrOid, OIDS } from '../oids.ts';
import { isAnchorAt } from '../path/request.ts';
import { forEachCertificate, profileOf, verdict } from './check.ts';

const extendedKeyUsage = (purpose: 'server' | 'client', wanted: 'serverAuth' | 'clientAuth') =>
  forEachCertificate(0, (certificate, index, path, request) => {
    if (request.purpose !== purpose || (index > 0 && isAnchorAt(path, index))) return null;
    const isWeb = profileOf(request) === 'web';
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

export const ekuServerAuth = extendedKeyUsage('server', 'serverAuth');
export const ekuClientAuth = extendedKeyUsage('client', 'clientAuth');
