// The names in the lab: the bank's, its server's and its customer's. A class may have its own; what else is named in
// certificates, addresses and messages is made from them.

export interface LabNames {
  /** An organisation: O of the bank's certificates, and the beginning of its CAs' names. */
  readonly bank: string;
  /** The server's DNS name. */
  readonly host: string;
  /** CN of the client's certificate, and the account. */
  readonly customer: string;
}

export const LAB_NAMES: LabNames = { bank: 'Bank', host: 'api.bank.test', customer: 'alice' };

/** Of a scenario: what it leaves out has the lab's own name. */
export const namesOf = ({
  bank,
  host,
  customer,
}: Readonly<Partial<Record<keyof LabNames, string | undefined>>>): LabNames => ({
  bank: bank ?? LAB_NAMES.bank,
  host: host ?? LAB_NAMES.host,
  customer: customer ?? LAB_NAMES.customer,
});

/** What is named after the three. */
export interface DerivedNames {
  /** Where the bank's other hosts are: the host's name without its first label, where a domain of one's own is left. */
  readonly domain: string;
  /** Another host of the bank. */
  readonly sibling: string;
  /** Where the server was before. */
  readonly former: string;
  /** A host with one label more than the star of `*.domain` stands for. */
  readonly deeper: string;
  /** A domain that is not the bank's. */
  readonly outside: string;
  /** Local part of the customer's mailbox. */
  readonly mailbox: string;
  /** Somebody else who has an account. */
  readonly otherCustomer: string;
}

/** What else a customer may be called in a certificate (RFC 5280 4.2.1.6). */
export interface CustomerNames {
  readonly email: string;
  readonly dns: string;
  /** A SPIFFE ID: a URI of a trust domain and a path. */
  readonly uri: string;
}

export function customerNames(names: LabNames, customer: string = names.customer): CustomerNames {
  const { domain } = derivedNames(names);
  const mailbox = mailboxOf(customer);
  return {
    email: `${mailbox}@${domain}`,
    dns: `${mailbox.slice(0, 63)}.customers.${domain}`,
    uri: `spiffe://${domain}/customer/${mailbox}`,
  };
}

export function derivedNames({ host, customer }: LabNames): DerivedNames {
  const domain = domainOf(host);
  const unlike = (first: string, second: string): string =>
    `${first}.${domain}` === host ? `${second}.${domain}` : `${first}.${domain}`;
  const mailbox = mailboxOf(customer);
  return {
    domain,
    sibling: unlike('www', 'mail'),
    former: unlike('old', 'former'),
    deeper: host === domain ? `a.api.${domain}` : `a.${host}`,
    outside: `.${host}`.endsWith('.shop.test') ? 'market.test' : 'shop.test',
    mailbox,
    otherCustomer: mailbox === 'bob' ? 'carol' : 'bob',
  };
}

/** `bank.test` of `api.bank.test`; a name of two labels is a domain itself, and so is what would leave `co.uk`. */
function domainOf(host: string): string {
  const rest = host.slice(host.indexOf('.') + 1);
  return !rest.includes('.') || /^[a-z]{2,3}\.[a-z]{2}$/.test(rest) ? host : rest;
}

/** `anna.muller` of `Anna Müller`: a mailbox has ASCII letters (RFC 5280 4.2.1.6, IA5String). */
export const mailboxOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.|\.$/g, '') || 'customer';

/**
 * The longest that a name of three may be: a common name has at most 64 characters (RFC 5280 Appendix A.1,
 * ub-common-name), and the bank's stands there with ` Issuing CA 1` behind it.
 */
export const MAX_LABEL = 40;
export const MAX_HOST = 64;

/** White space as it is read. */
export const tidyLabel = (text: string): string => text.normalize('NFC').trim().replace(/\s+/gu, ' ');
/** DNS compares small and large letters alike, and the dot of the root is not written. */
export const tidyHost = (text: string): string => text.trim().toLowerCase().replace(/\.$/, '');

/** Of bank and customer: letters and digits of any script, and a few signs between them. */
export const isLabel = (text: string): boolean =>
  text === tidyLabel(text) && [...text].length <= MAX_LABEL && /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .&'’()-]*$/u.test(text);

/** Letters, digits and hyphens in at least two labels (RFC 1123 2.1); one that ends in a number would be an address. */
export const isLdhHost = (text: string): boolean =>
  text.length <= MAX_HOST &&
  /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/.test(text) &&
  text.split('.').every((label) => label.length <= 63) &&
  !/\.\d+$/.test(text);

export const LABEL_WANTED = `a name of 1 to ${MAX_LABEL} letters, digits, spaces and . & ' ( ) - that begins with a letter or digit`;
export const HOST_WANTED = `a host name such as www.school.example (letters, digits and hyphens; at most ${MAX_HOST} characters)`;
