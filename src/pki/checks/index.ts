// The checks of a path, in the order of CHECKS: the first that fails decides the alert.
import type { CheckId, ProtocolCheckId } from '../path/result.ts';
import { akiMatch } from './akiMatch.ts';
import { caBasicConstraints } from './caBasicConstraints.ts';
import { caKeyCertSign } from './caKeyCertSign.ts';
import { caPathLen } from './caPathLen.ts';
import { certDecode } from './certDecode.ts';
import { chainBuild } from './chainBuild.ts';
import { chainDepth } from './chainDepth.ts';
import { chainNameChaining } from './chainNameChaining.ts';
import { chainTrustAnchor } from './chainTrustAnchor.ts';
import type { PathCheck } from './check.ts';
import { cryptoKeySize } from './cryptoKeySize.ts';
import { cryptoSignatureHash } from './cryptoSignatureHash.ts';
import { ekuClientAuth, ekuServerAuth } from './extendedKeyUsage.ts';
import { extUnknownCritical } from './extUnknownCritical.ts';
import { identityDns, identityEmail, identityIp, identitySan, identityUri } from './identity.ts';
import { leafKeyUsage } from './leafKeyUsage.ts';
import { leafNotCa } from './leafNotCa.ts';
import { ncBound, ncExcluded, ncPermitted } from './nameConstraints.ts';
import { policyExplicit, policyMappings } from './policies.ts';
import {
  profileCriticality,
  profileEncoding,
  profileKeyIdentifiers,
  profileKeyUsage,
  profileNameConstraints,
  profileNames,
  profilePolicies,
  profileSerialNumber,
  profileSubjectAltName,
  profileValidity,
} from './profileRules.ts';
import { signatureVerify } from './signatureVerify.ts';
import { validityNotAfter, validityNotBefore } from './validity.ts';
import {
  webAuthorityKeyId,
  webCommonName,
  webExtKeyUsage,
  webLifetime,
  webSubjectAltName,
  webVersion,
} from './webRules.ts';

/** Made elsewhere: of the files of a bundle, of revocation, and of a handshake. */
type Elsewhere =
  | ProtocolCheckId
  | Extract<CheckId, `bundle.${string}` | `revocation.${string}`>
  | 'client.required'
  | 'possession'
  | 'psk.binder'
  | 'record.mac'
  | 'finished.verify';

/** The compiler wants an entry for each check that is not made elsewhere. */
const BY_ID: Readonly<Record<Exclude<CheckId, Elsewhere>, PathCheck>> = {
  'cert.decode': certDecode,
  'chain.build': chainBuild,
  'chain.bound': ncBound,
  'chain.trustAnchor': chainTrustAnchor,
  'chain.nameChaining': chainNameChaining,
  'aki.match': akiMatch,
  'signature.verify': signatureVerify,
  'validity.notBefore': validityNotBefore,
  'validity.notAfter': validityNotAfter,
  'ca.basicConstraints': caBasicConstraints,
  'ca.keyCertSign': caKeyCertSign,
  'ca.pathLen': caPathLen,
  'chain.depth': chainDepth,
  'ext.unknownCritical': extUnknownCritical,
  'nc.permitted': ncPermitted,
  'nc.excluded': ncExcluded,
  'policy.mappings': policyMappings,
  'policy.explicit': policyExplicit,
  'crypto.keySize': cryptoKeySize,
  'crypto.signatureHash': cryptoSignatureHash,
  'identity.san': identitySan,
  'identity.dns': identityDns,
  'identity.ip': identityIp,
  'identity.email': identityEmail,
  'identity.uri': identityUri,
  'eku.serverAuth': ekuServerAuth,
  'eku.clientAuth': ekuClientAuth,
  'leaf.keyUsage': leafKeyUsage,
  'leaf.notCA': leafNotCa,
  'profile.serialNumber': profileSerialNumber,
  'profile.validity': profileValidity,
  'profile.names': profileNames,
  'profile.keyIdentifiers': profileKeyIdentifiers,
  'profile.criticality': profileCriticality,
  'profile.keyUsage': profileKeyUsage,
  'profile.subjectAltName': profileSubjectAltName,
  'profile.nameConstraints': profileNameConstraints,
  'profile.encoding': profileEncoding,
  'profile.policies': profilePolicies,
  'web.version': webVersion,
  'web.lifetime': webLifetime,
  'web.subjectAltName': webSubjectAltName,
  'web.commonName': webCommonName,
  'web.extKeyUsage': webExtKeyUsage,
  'web.authorityKeyId': webAuthorityKeyId,
};

export const PATH_CHECKS: readonly PathCheck[] = Object.values(BY_ID);
