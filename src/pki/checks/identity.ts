// identity.san and identity.dns: the leaf is for the host that was asked for (RFC 9525 6). Only subjectAltName counts;
// the common name is never read (RFC 9525 2, 6.3).
import { type Certificate, extensionOf } from '../certificate.ts';
import { escapeControls } from '../name.ts';
import { forLeaf, verdict } from './check.ts';

export const identitySan = forLeaf((leaf, { peerName }) => {
  if (peerName === null) return null;
  const types = new Set(extensionOf(leaf, 'subjectAltName')?.names.map(({ type }) => type));
  return {
    certificate: 0,
    check: 'identity.san',
    result: verdict(types.has('dns')),
    reference: 'id.6',
    evidence: { subjectAltName: [...types].join(', ') || 'absent' },
  };
});

export const identityDns = forLeaf((leaf, { peerName }) => {
  if (peerName === null) return null;
  const head = { certificate: 0, check: 'identity.dns', reference: 'id.6.3' } as const;
  const presented = dnsNames(leaf);
  const wanted = peerName.dns;
  if (presented.length === 0) return { ...head, result: 'not-reached', evidence: { wanted } };
  const match = presented.find((name) => matchesDns(name, wanted));
  if (match !== undefined) return { ...head, result: 'pass', evidence: { wanted, found: escapeControls(match) } };
  return { ...head, result: 'fail', evidence: { wanted, found: shorten(presented) } };
});

/**
 * RFC 9525 6.3: label by label, without regard to the case of ASCII letters. `*` is the whole left-most label or
 * nothing, and stands for exactly one label. A presented name that is no sequence of host name labels (NUL in it, say)
 * matches nothing.
 */
export function matchesDns(presented: string, reference: string): boolean {
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

const dnsNames = (leaf: Certificate): string[] =>
  (extensionOf(leaf, 'subjectAltName')?.names ?? []).flatMap(({ type, value }) => (type === 'dns' ? [value] : []));

function shorten(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => escapeControls(name.slice(0, 253)));
  return [...shown, ...(names.length > 8 ? [`${names.length - 8} more`] : [])].join(', ');
}
