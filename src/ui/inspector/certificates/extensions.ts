// The values of certificate extensions as a reader wants them.
import { toHex } from '../../../bytes/hex.ts';
import type { Extension } from '../../../pki/extension.ts';
import { nameOrOid } from '../../../pki/oids.ts';
import { spacedHex } from '../bytes/hexGrid.ts';

/** One line for each value. */
export function extensionValues(extension: Extension): string[] {
  switch (extension.type) {
    case 'basicConstraints':
      return [
        extension.ca ? 'CA: yes' : 'CA: no',
        ...(extension.ca
          ? [`path length: ${extension.pathLen === null ? 'no limit' : `at most ${extension.pathLen}`}`]
          : []),
      ];
    case 'keyUsage':
      return [...extension.usages];
    case 'extKeyUsage':
      return extension.purposes.map(nameOrOid);
    case 'subjectAltName':
      return extension.names.map(({ type, value }) => `${GENERAL_NAMES[type]} ${value}`);
    case 'subjectKeyIdentifier':
      return [spacedHex(toHex(extension.id))];
    case 'authorityKeyIdentifier':
      return [
        ...(extension.keyId === null ? [] : [spacedHex(toHex(extension.keyId))]),
        ...(extension.issuer ?? []).map(({ value }) => value),
        ...(extension.serial === null ? [] : [`serial ${extension.serial}`]),
      ];
    case 'authorityInfoAccess':
      return [...extension.ocsp.map((uri) => `OCSP ${uri}`), ...extension.caIssuers.map((uri) => `issuers ${uri}`)];
    case 'crlDistributionPoints':
      return [...extension.uris];
    case 'ocspNonce':
      return [spacedHex(toHex(extension.nonce))];
    case 'ocspNoCheck':
      return ['yes'];
    case 'unknown':
      return [spacedHex(toHex(extension.value))];
  }
}

/** The field whose words explain the extension; null where its OID means nothing to us. */
export const extensionField = ({ type }: Extension): string | null =>
  type === 'unknown' ? null : (FIELDS[type] ?? type);

const FIELDS: Readonly<Record<string, string>> = { ocspNonce: 'ocsp.nonce', ocspNoCheck: 'ocsp.noCheck' };

const GENERAL_NAMES = {
  dns: 'DNS',
  ip: 'IP',
  email: 'email',
  uri: 'URI',
  dirName: 'directory name',
  other: 'other',
} as const;
