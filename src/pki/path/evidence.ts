// What each check compared, by name: one table for those who report it, those who write it down, and the reader of a
// recording's file. Dates as ISO 8601, lists of names as text with commas between them, byte strings in hexadecimal; a
// number or `absent` where a limit need not be set. Of a check that was not reached, or where something is not there, some
// names are left out.
import type { CheckId, ProtocolCheckId } from './checkId.ts';

/** Of a rule of the protocol: the field that breaks it, where and by what. `byte` counts as shown: tls/protocolCheck.ts. */
interface ProtocolNames {
  readonly message?: string;
  readonly field?: string;
  readonly value?: string | number;
  readonly byte?: number;
  /** Where the protected record that carried it begins in all that the peer has sent. */
  readonly record?: number;
  readonly problem?: string;
  readonly expected?: string;
  readonly limit?: number;
  /** 1 for the first in the message. */
  readonly certificate?: number;
  /** The extension that is not there. */
  readonly missing?: string;
  readonly unknown?: string;
}

interface ConstraintNames {
  /** How many, where all are allowed. */
  readonly names?: number;
  readonly kind?: string;
  readonly name?: string;
  readonly constraint?: string;
  /** Why the two can't be compared. */
  readonly problem?: string;
}

interface IdentityNames {
  readonly wanted?: string;
  readonly found?: string;
}

interface PurposeNames {
  readonly wanted?: string;
  readonly extKeyUsage?: string;
  readonly nsCertType?: string;
}

/** The five checks share their names: the source, what soft-fail passed over and why nobody was asked hold for all of them. */
interface RevocationNames {
  readonly source?: string;
  /** Why nobody was asked; of what is revoked, why it is. */
  readonly reason?: string;
  readonly policy?: string;
  readonly status?: string;
  readonly revokedAt?: string;
  readonly answer?: string;
  readonly problem?: string;
  readonly oid?: string;
  readonly serial?: string;
  readonly responder?: string;
  readonly authority?: string;
  readonly signer?: string;
  readonly algorithm?: string;
  /** `valid`, or why not. */
  readonly signature?: string;
  readonly keyUsage?: string;
  readonly thisUpdate?: string;
  readonly nextUpdate?: string;
  readonly producedAt?: string;
  readonly now?: string;
  readonly nonce?: string;
  readonly nonceSent?: string;
  readonly nonceReceived?: string;
  readonly crl?: string;
  /** How many. */
  readonly crls?: number;
  readonly unreadable?: number;
  readonly delta?: string;
}

/** Two values in hexadecimal. */
interface ComparedNames {
  readonly expected?: string;
  readonly received?: string;
}

/** For each check the names that it may report, and no others. */
export interface EvidenceNames extends Readonly<Record<ProtocolCheckId, ProtocolNames>> {
  /** `certificates`: how many the client sent. */
  readonly 'client.required': { readonly certificates?: number; readonly policy?: string };
  /** `from`: where one was handed over that can't be read at all. */
  readonly 'cert.decode': {
    readonly field?: string;
    readonly offset?: number;
    readonly problem?: string;
    readonly from?: string;
  };
  /** Places in the file, from 1. */
  readonly 'bundle.order': { readonly place?: number; readonly issuer?: number; readonly before?: number };
  /** Where the key was handed over. */
  readonly 'bundle.key': { readonly key?: string };
  /** `certificates`: how many are in the path. `issuer`: the one that was not found. */
  readonly 'chain.build': {
    readonly certificates?: number;
    readonly issuer?: string;
    readonly unreadable?: number;
    readonly givenUpAfter?: number;
  };
  readonly 'chain.bound': { readonly nameChecks?: number; readonly limit?: number; readonly paths?: number };
  /** `anchors`: how many there are. */
  readonly 'chain.trustAnchor': { readonly anchor?: string; readonly selfSigned?: string; readonly anchors?: number };
  readonly 'chain.nameChaining': {
    readonly issuer?: string;
    readonly subject?: string;
    readonly issuerEncoding?: string;
    readonly subjectEncoding?: string;
  };
  readonly 'aki.match': { readonly authorityKeyIdentifier?: string; readonly subjectKeyIdentifier?: string };
  /** `signature`: `valid`, or why not. */
  readonly 'signature.verify': { readonly algorithm?: string; readonly signer?: string; readonly signature?: string };
  readonly 'validity.notBefore': { readonly notBefore?: string; readonly now?: string };
  readonly 'validity.notAfter': { readonly notAfter?: string; readonly now?: string };
  readonly 'ca.basicConstraints': { readonly version?: number; readonly cA?: string };
  readonly 'ca.keyCertSign': { readonly keyUsage?: string };
  readonly 'ca.pathLen': { readonly pathLenConstraint?: number | string; readonly below?: number };
  readonly 'chain.depth': { readonly intermediates?: number; readonly maximum?: number };
  readonly 'ext.unknownCritical': { readonly critical?: string; readonly unknown?: string };
  readonly 'nc.permitted': ConstraintNames;
  readonly 'nc.excluded': ConstraintNames;
  readonly 'policy.mappings': { readonly mapped?: string };
  readonly 'policy.explicit': { readonly wanted?: string; readonly found?: string };
  readonly 'crypto.keySize': {
    readonly algorithm?: string;
    readonly bits?: number;
    readonly minimum?: number;
    readonly multipleOf?: number;
    readonly exponent?: string;
    readonly point?: string;
  };
  readonly 'crypto.signatureHash': {
    readonly algorithm?: string;
    readonly hash?: string;
    readonly maskHash?: string;
    readonly saltLength?: number;
  };
  /** `commonName`: what counts in its place, where a verifier lets it. */
  readonly 'identity.san': { readonly wanted?: string; readonly subjectAltName?: string; readonly commonName?: string };
  readonly 'identity.dns': IdentityNames;
  readonly 'identity.ip': IdentityNames;
  readonly 'identity.email': IdentityNames;
  readonly 'identity.uri': IdentityNames;
  readonly 'eku.serverAuth': PurposeNames;
  readonly 'eku.clientAuth': PurposeNames;
  readonly 'leaf.keyUsage': { readonly wanted?: string; readonly keyUsage?: string };
  readonly 'leaf.notCA': { readonly cA?: string; readonly keyCertSign?: string };
  readonly 'profile.serialNumber': { readonly serial?: string };
  readonly 'profile.validity': { readonly notBefore?: string; readonly notAfter?: string; readonly format?: string };
  readonly 'profile.names': {
    readonly issuer?: string;
    readonly subject?: string;
    readonly issuerUniqueID?: string;
    readonly subjectUniqueID?: string;
    readonly attribute?: string;
    readonly characters?: number;
    readonly bound?: number;
  };
  readonly 'profile.keyIdentifiers': {
    readonly authorityKeyIdentifier?: string;
    readonly subjectKeyIdentifier?: string;
  };
  readonly 'profile.criticality': { readonly extension?: string; readonly critical?: string };
  readonly 'profile.keyUsage': {
    readonly keyUsage?: string;
    readonly extKeyUsage?: string;
    readonly cA?: string;
    readonly keyCertSign?: string;
    readonly pathLenConstraint?: number;
  };
  readonly 'profile.subjectAltName': {
    readonly subject?: string;
    readonly subjectAltName?: string;
    readonly critical?: string;
    readonly kind?: string;
    readonly name?: string;
  };
  /** `subtrees`: how many. */
  readonly 'profile.nameConstraints': {
    readonly cA?: string;
    readonly subtrees?: number;
    readonly minimum?: number;
    readonly maximum?: number | string;
    readonly kind?: string;
    readonly constraint?: string;
  };
  /** `bits`: what is wrong with those of a bit string. */
  readonly 'profile.encoding': {
    readonly extension?: string;
    readonly critical?: string;
    readonly cA?: string;
    readonly bits?: string;
  };
  readonly 'profile.policies': { readonly policy?: string; readonly times?: number };
  readonly 'web.version': { readonly version?: number };
  readonly 'web.lifetime': { readonly lifetimeDays?: number; readonly maximum?: number; readonly notBefore?: string };
  /** `publicSuffixList`: which version says that the wildcard is over a registry. */
  readonly 'web.subjectAltName': {
    readonly subjectAltName?: string;
    readonly critical?: string;
    readonly kind?: string;
    readonly name?: string;
    readonly wildcard?: string;
    readonly publicSuffixList?: string;
  };
  readonly 'web.commonName': { readonly commonName?: string };
  readonly 'web.extKeyUsage': { readonly extKeyUsage?: string; readonly critical?: string };
  readonly 'web.authorityKeyId': {
    readonly keyIdentifier?: string;
    readonly authorityCertIssuer?: string;
    readonly authorityCertSerialNumber?: string;
  };
  readonly 'revocation.available': RevocationNames;
  readonly 'revocation.signature': RevocationNames;
  readonly 'revocation.cRLSign': RevocationNames;
  readonly 'revocation.fresh': RevocationNames;
  readonly 'revocation.status': RevocationNames;
  /** `shown`: the message that shows it. `reason`: why none does. */
  readonly possession: {
    readonly shown?: string;
    readonly signedBytes?: number;
    readonly keyBits?: number;
    readonly hash?: string;
    readonly scheme?: string;
    readonly reason?: string;
    /** What should have shown it, and what came instead. */
    readonly expected?: string;
    readonly got?: string;
  };
  readonly 'psk.binder': ComparedNames;
  readonly 'finished.verify': ComparedNames;
  /** Of the record. */
  readonly 'record.mac': { readonly type?: string; readonly length?: number };
}

type Name = { [Id in CheckId]: keyof EvidenceNames[Id] }[CheckId];

/** The names of its own, and none of another check's: so an object that took one along on its way here is found out, too. */
type Only<Names> = Names & { readonly [Other in Exclude<Name, keyof Names>]?: never };

/** What a check has in its evidence, by its id. */
export type CheckEvidence = { readonly [Id in CheckId]: Only<EvidenceNames[Id]> };
/** Of any of these checks. */
export type Evidence<Id extends CheckId = CheckId> = CheckEvidence[Id];
/** What stands under one of the names. */
export type EvidenceValue = Evidence[Name];
