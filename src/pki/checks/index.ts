// The checks of a path, in the order of CHECKS: the first that fails decides the alert.
import { akiMatch } from './akiMatch.ts';
import { caBasicConstraints } from './caBasicConstraints.ts';
import { caKeyCertSign } from './caKeyCertSign.ts';
import { caPathLen } from './caPathLen.ts';
import { chainBuild } from './chainBuild.ts';
import { chainNameChaining } from './chainNameChaining.ts';
import { chainTrustAnchor } from './chainTrustAnchor.ts';
import type { PathCheck } from './check.ts';
import { cryptoKeySize } from './cryptoKeySize.ts';
import { cryptoSignatureHash } from './cryptoSignatureHash.ts';
import { ekuClientAuth, ekuServerAuth } from './extendedKeyUsage.ts';
import { extUnknownCritical } from './extUnknownCritical.ts';
import { identityDns, identitySan } from './identity.ts';
import { leafKeyUsage } from './leafKeyUsage.ts';
import { signatureVerify } from './signatureVerify.ts';
import { validityNotAfter, validityNotBefore } from './validity.ts';

export const PATH_CHECKS: readonly PathCheck[] = [
  chainBuild,
  chainTrustAnchor,
  chainNameChaining,
  signatureVerify,
  validityNotBefore,
  validityNotAfter,
  caBasicConstraints,
  caKeyCertSign,
  caPathLen,
  akiMatch,
  extUnknownCritical,
  cryptoKeySize,
  cryptoSignatureHash,
  identitySan,
  identityDns,
  ekuServerAuth,
  ekuClientAuth,
  leafKeyUsage,
];
