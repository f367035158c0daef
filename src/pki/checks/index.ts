// The checks of a path, in the order of CHECKS: the first that fails decides the alert.
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

export const PATH_CHECKS: readonly PathCheck[] = [
  certDecode,
  chainBuild,
  ncBound,
  chainTrustAnchor,
  chainNameChaining,
  akiMatch,
  signatureVerify,
  validityNotBefore,
  validityNotAfter,
  caBasicConstraints,
  caKeyCertSign,
  caPathLen,
  chainDepth,
  extUnknownCritical,
  ncPermitted,
  ncExcluded,
  policyMappings,
  policyExplicit,
  cryptoKeySize,
  cryptoSignatureHash,
  identitySan,
  identityDns,
  identityIp,
  identityEmail,
  identityUri,
  ekuServerAuth,
  ekuClientAuth,
  leafKeyUsage,
  leafNotCa,
  profileSerialNumber,
  profileValidity,
  profileNames,
  profileKeyIdentifiers,
  profileCriticality,
  profileKeyUsage,
  profileSubjectAltName,
  profileNameConstraints,
  profileEncoding,
  profilePolicies,
  webVersion,
  webLifetime,
  webSubjectAltName,
  webCommonName,
  webExtKeyUsage,
  webAuthorityKeyId,
];
