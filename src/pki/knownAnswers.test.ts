// Known answers of `openssl verify` for the main rules of a path (src/testing/knownAnswers/paths.json, made by
// scripts/makeKnownAnswers.ts). Each case breaks one rule of RFC 5280 6, or RFC 9525, or none; beside it stands the command.
import { beforeAll, describe, expect, it } from 'vitest';
import { registerEcc } from '../crypto/registerEcc.ts';
import answers from '../testing/knownAnswers/paths.json' with { type: 'json' };
import { fromPem } from './intake/pem.ts';
import type { PathRequest, PeerName } from './path/request.ts';
import type { CheckId } from './path/result.ts';
import { validatePath } from './path/validate.ts';
import { decodeCrl } from './revocation/crl.ts';
import { parseCertificate } from './x509/certificate.ts';

beforeAll(registerEcc);

/**
 * Where the place is no matter of the rule. 18, 19, 20: the end of the path. 25: OpenSSL names the CA whose limit is
 * exceeded, RFC 5280 6.1.4(l) finds it at the CA that is one too many. 43: OpenSSL always says 0, RFC 5280 6.1.3(f) finds
 * it at the first certificate that leaves no policy.
 */
const AT_ANOTHER_PLACE: ReadonlySet<number> = new Set([18, 19, 20, 25, 43]);

type Answer = (typeof answers.cases)[number];

/** OpenSSL's numbers (X509_V_ERR_*), and the checks that stand for the same rule here. */
const CHECKS: Readonly<Record<number, readonly CheckId[]>> = {
  3: ['revocation.available'],
  7: ['signature.verify'],
  9: ['validity.notBefore'],
  10: ['validity.notAfter'],
  12: ['revocation.fresh'],
  18: ['chain.trustAnchor'],
  19: ['chain.trustAnchor'],
  20: ['chain.build'],
  23: ['revocation.status'],
  25: ['ca.pathLen'],
  26: ['eku.serverAuth'],
  34: ['ext.unknownCritical'],
  43: ['policy.explicit'],
  47: ['nc.permitted'],
  48: ['nc.excluded'],
  62: ['identity.dns'],
  63: ['identity.email'],
  64: ['identity.ip'],
  79: ['ca.basicConstraints', 'ca.keyCertSign'],
};

const derOf = (pem: string, label: string): Uint8Array => {
  const blocks = fromPem(pem, label);
  const der = blocks.ok ? blocks.value[0]?.der : undefined;
  if (der === undefined) throw new Error(`no ${label}`);
  return der;
};
const certificate = (pem: string) => parseCertificate(derOf(pem, 'CERTIFICATE'));

function crl(pem: string) {
  const decoded = decodeCrl(derOf(pem, 'X509 CRL'));
  if (!decoded.ok) throw decoded.error;
  return decoded.value;
}

function request({ ask, presented, anchors, crls }: Answer): PathRequest {
  return {
    presented: presented.map(certificate),
    anchors: anchors.map(certificate),
    now: Date.parse(answers.now),
    purpose: 'server',
    peerName: ask.name as PeerName,
    leafKeyUsage: null,
    minRsaBits: 2048,
    ...(ask.policy === null
      ? {}
      : { policy: { initial: [ask.policy], requireExplicit: true, inhibitMapping: false, inhibitAny: false } }),
    ...(ask.revocation ? { revocation: { crls: crls.map(crl), failure: 'hard' as const } } : {}),
  };
}

/** Revocation of the leaf alone is what `-crl_check` asks. */
const verdict = (answer: Answer) => {
  const result = validatePath(request(answer));
  return result.checks.filter(
    ({ result, check, certificate }) =>
      result === 'fail' && !(check.startsWith('revocation.') && answer.ask.revocation && certificate !== 0),
  );
};

describe('as OpenSSL decides:', () => {
  it.each(answers.cases)('$rule', (answer) => {
    const failed = verdict(answer);
    if (answer.says === null) {
      expect(failed).toEqual([]);
      return;
    }
    const { error, depth } = answer.says;
    const allowed = CHECKS[error] ?? [];
    expect(allowed, `error ${error}`).not.toEqual([]);
    const [first] = failed;
    expect(allowed).toContain(first?.check);
    if (!AT_ANOTHER_PLACE.has(error)) expect(first?.certificate).toBe(depth);
  });

  it('every rule of the table is in the cases, so that none of it is dead', () => {
    const errors = new Set(answers.cases.flatMap(({ says }) => says?.error ?? []));
    expect([...errors].sort((a, b) => a - b)).toEqual(Object.keys(CHECKS).map(Number));
  });
});
