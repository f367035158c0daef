// identity.san, identity.dns, identity.ip, identity.email and identity.uri: the leaf is for the host, address, mailbox or
// URI that was asked for (RFC 9525 6, RFC 5280 4.2.1.6). Only subjectAltName counts; the common name is never read (RFC 9525 2, 6.3).
import { equalBytes } from '../../bytes/hex.ts';
import { parseMailbox } from '../path/nameMatching.ts';
import { type PathRequest, type PeerName, peerNames } from '../path/request.ts';
import type { CheckResult } from '../path/result.ts';
import { type Certificate, commonName, extensionOf } from '../x509/certificate.ts';
import type { GeneralName } from '../x509/generalName.ts';
import { parseIp } from '../x509/ipAddress.ts';
import { escapeControls } from '../x509/name.ts';
import type { PathCheck } from './check.ts';
import { verdict } from './check.ts';

export const identitySan = forPeerNames((leaf, name, request) => {
  const types = new Set(extensionOf(leaf, 'subjectAltName')?.names.map(({ type }) => type));
  const common = 'dns' in name ? commonNameOf(leaf, request) : null;
  return {
    certificate: 0,
    check: 'identity.san',
    result: verdict(types.has(typeOf(name)) || common !== null),
    reference: 'id.6',
    evidence: {
      wanted: typeOf(name),
      subjectAltName: [...types].join(', ') || 'absent',
      ...(common !== null && { commonName: escapeControls(common) }),
    },
  };
});

export const identityDns = forPeerNames((leaf, name, request) => {
  if (!('dns' in name)) return null;
  const head = { check: 'identity.dns', reference: 'id.6.3' } as const;
  const common = commonNameOf(leaf, request);
  if (common === null) return judge(leaf, 'dns', name.dns, ({ value }) => matchesDns(value, name.dns), head);
  const evidence = { wanted: name.dns, found: escapeControls(common) };
  return { ...head, certificate: 0, result: verdict(matchesDns(common, name.dns)), evidence };
});

/** What stands for the DNS name of a leaf that has none, where the verifier goes on as in the days before RFC 2818; else null. */
function commonNameOf(leaf: Certificate, { commonNames }: PathRequest): string | null {
  const hasNames = extensionOf(leaf, 'subjectAltName')?.names.some(({ type }) => type === 'dns') === true;
  return commonNames === 'without-san' && !hasNames ? commonName(leaf) || null : null;
}

/** RFC 9525 6.4: octet by octet; no wildcards, no text forms. */
export const identityIp = forPeerNames((leaf, name) => {
  if (!('ip' in name)) return null;
  const wanted = parseIp(name.ip);
  const matches = ({ bytes }: GeneralName) => wanted !== null && equalBytes(bytes, wanted);
  return judge(leaf, 'ip', name.ip, matches, { check: 'identity.ip', reference: 'id.6.4' });
});

/** RFC 5280 7.5: the local part exactly, the host without regard to case. */
export const identityEmail = forPeerNames((leaf, name) => {
  if (!('email' in name)) return null;
  const wanted = parseMailbox(name.email);
  const matches = ({ value }: GeneralName) => {
    const found = parseMailbox(value);
    return wanted !== null && found !== null && found.local === wanted.local && found.host === wanted.host;
  };
  return judge(leaf, 'email', name.email, matches, { check: 'identity.email', reference: 'pkix.4.2.1.6' });
});

/** The whole URI, as SPIFFE asks (X509-SVID 2): scheme and host without regard to case, the rest exactly (RFC 5280 7.4). */
export const identityUri = forPeerNames((leaf, name) => {
  if (!('uri' in name)) return null;
  const wanted = comparableUri(name.uri);
  const matches = ({ value }: GeneralName) => comparableUri(value) === wanted;
  return judge(leaf, 'uri', name.uri, matches, { check: 'identity.uri', reference: 'pkix.4.2.1.6' });
});

function comparableUri(uri: string): string {
  const [, scheme, host = '', rest = ''] = /^([a-z][a-z0-9+.-]*):(\/\/[^/?#]*)?([\s\S]*)$/i.exec(uri) ?? [];
  if (scheme === undefined) return uri;
  // What stands before an @ is no host.
  const at = host.lastIndexOf('@') + 1;
  return `${scheme.toLowerCase()}:${host.slice(0, at)}${host.slice(at).toLowerCase()}${rest}`;
}

/** One result for each name that is asked for. */
function forPeerNames(
  check: (leaf: Certificate, name: PeerName, request: PathRequest) => CheckResult | null,
): PathCheck {
  return ({ certificates: [leaf] }, request: PathRequest) =>
    leaf === undefined
      ? []
      : peerNames(request)
          .map((name) => check(leaf, name, request))
          .filter((result) => result !== null);
}

function typeOf(name: PeerName): 'dns' | 'ip' | 'email' | 'uri' {
  if ('dns' in name) return 'dns';
  if ('uri' in name) return 'uri';
  return 'ip' in name ? 'ip' : 'email';
}

type NameResult = CheckResult<'identity.dns' | 'identity.ip' | 'identity.email' | 'identity.uri'>;

function judge(
  leaf: Certificate,
  type: GeneralName['type'],
  wanted: string,
  matches: (name: GeneralName) => boolean,
  { check, reference }: Pick<NameResult, 'check' | 'reference'>,
): NameResult {
  const head = { certificate: 0, check, reference };
  const presented = (extensionOf(leaf, 'subjectAltName')?.names ?? []).filter((name) => name.type === type);
  if (presented.length === 0) return { ...head, result: 'not-reached', evidence: { wanted } };
  const match = presented.find(matches);
  if (match !== undefined) return { ...head, result: 'pass', evidence: { wanted, found: escapeControls(match.value) } };
  return { ...head, result: 'fail', evidence: { wanted, found: shorten(presented.map(({ value }) => value)) } };
}

/**
 * RFC 9525 6.3: label by label, without regard to the case of ASCII letters. `*` is the whole left-most label or
 * nothing, and stands for exactly one label. A presented name that is no sequence of host name labels (NUL in it, say)
 * matches nothing; nor does a reference that is an address, which only an address may stand for (6.1.2, 6.4).
 */
export function matchesDns(presented: string, asked: string): boolean {
  // One dot at the end says that the name is complete (RFC 1034 3.1), and is no part of the host's name.
  const reference = asked.endsWith('.') ? asked.slice(0, -1) : asked;
  if (parseIp(reference) !== null) return false;
  const [first, ...rest] = labelsOf(presented);
  const [wantedFirst, ...wantedRest] = labelsOf(reference);
  if (first === undefined || wantedFirst === undefined || wantedFirst === '*') return false;
  const restMatches = rest.length === wantedRest.length && rest.every((label, i) => label === wantedRest[i]);
  return restMatches && (first === '*' ? rest.length > 0 : first === wantedFirst);
}

/** Lower-case labels; none where the text is no host name, with or without a wildcard in front. */
function labelsOf(name: string): string[] {
  if (name.length === 0 || name.length > 253) return [];
  const labels = name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).split('.');
  const isHostName = labels.every((label, i) => /^[a-z0-9_-]{1,63}$/.test(label) || (label === '*' && i === 0));
  return isHostName ? labels : [];
}

function shorten(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => escapeControls(name.slice(0, 253)));
  return [...shown, ...(names.length > 8 ? [`${names.length - 8} more`] : [])].join(', ');
}
