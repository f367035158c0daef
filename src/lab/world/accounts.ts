// The bank's accounts, each with what the bank has noted to know its customer by: a name, or one certificate.
import { type Certificate, parseCertificate } from '../../pki/x509/certificate.ts';
import { customerNames, derivedNames, type LabNames } from '../scenario/names.ts';
import type { NamedBy } from '../scenario/scenario.ts';
import { type NamingField, namingField } from './namingField.ts';

export interface Account {
  readonly customer: string;
  /** Names that the bank gave the customer. */
  readonly names: { readonly cn: string; readonly email: string; readonly dns: string; readonly uri: string };
  /** The certificate that the customer showed when the account was opened; null where it did not come into this run. */
  readonly certificate: Certificate | null;
}

/** `certificates`: of whom the bank has one noted, by the customer's name. DER. */
export const openAccounts = (names: LabNames, certificates: ReadonlyMap<string, Uint8Array>): readonly Account[] =>
  [names.customer, derivedNames(names).otherCustomer].map((customer) => {
    const der = certificates.get(customer);
    return {
      customer,
      names: { cn: customer, ...customerNames(names, customer) },
      certificate: der === undefined ? null : parseCertificate(der),
    };
  });

export interface FoundAccount {
  /** Null where the certificate has no such field. */
  readonly field: NamingField | null;
  /** Null where no account is known by it. */
  readonly account: Account | null;
}

/** Whose account it is that a verified certificate names. */
export function findAccount(accounts: readonly Account[], by: NamedBy, leaf: Certificate): FoundAccount {
  const field = namingField(by, leaf);
  // SPIFFE, X509-SVID 5.2: a certificate with more than one URI is refused. Of other fields the first counts.
  const isClear = field !== null && (by !== 'uri' || field.of === 1);
  const account = isClear ? accounts.find((each) => notedOf(each, by)?.key === field.key) : null;
  return { field, account: account ?? null };
}

/** What the bank has noted of a customer, to compare with; null where it has nothing of this kind. */
export function notedOf({ names, certificate }: Account, by: NamedBy): Pick<NamingField, 'key' | 'value'> | null {
  switch (by) {
    case 'cn':
    case 'email':
    case 'uri':
      return { key: names[by], value: names[by] };
    case 'dns':
      return { key: names.dns.toLowerCase(), value: names.dns };
    case 'issuer-subject':
    case 'issuer-serial':
    case 'fingerprint':
      return certificate && namingField(by, certificate);
  }
}
