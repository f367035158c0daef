// Path validation against pkijs, and how its cost grows. Each round reads the certificates anew: nothing is remembered.

import { poolKey, type RsaPoolKeyName } from '../src/crypto/pool.ts';
import { publicOf } from '../src/crypto/rsa.ts';
import { publicKeyToSpki } from '../src/crypto/spki.ts';
import { validatePath } from '../src/pki/path/validate.ts';
import { parseCertificate } from '../src/pki/x509/certificate.ts';
import type { ExtensionSpec } from '../src/pki/x509/extensionSpec.ts';
import { keyIdentifier } from '../src/pki/x509/fingerprint.ts';
import { issueCertificate } from '../src/pki/x509/issue.ts';
import { encodeName } from '../src/pki/x509/name.ts';
import { pkijsValidate } from './pkijsValidate.ts';
import { median, round, type Spread, spread, time } from './statistics.ts';

const HOST = 'api.bank.test';
const NOW = Date.UTC(2026, 10, 23, 12);
const DAY = 24 * 60 * 60 * 1000;
const WARM_UP_ROUNDS = 5;
const ROUNDS = 15;
/** Chains validated in one round, so that a round takes long enough to be timed. */
const CHAINS = 10;

/** DER of a chain of `length` certificates, leaf first, anchor last. RSA-2048 and SHA-256 throughout. */
export function makeChain(length: number): Uint8Array[] {
  const keys: RsaPoolKeyName[] = ['root', 'issuing', 'rogueIssuing', 'rogueRoot'];
  const keyAt = (i: number) => poolKey(i === 0 ? 'server' : (keys[(length - 1 - i) % keys.length] ?? 'root'));
  const nameAt = (i: number) => encodeName([{ type: 'CN', value: i === 0 ? HOST : `CA ${i}` }]);
  const idAt = (i: number) => keyIdentifier(publicKeyToSpki(publicOf(keyAt(i))));
  return Array.from({ length }, (_, i) => {
    const above = Math.min(i + 1, length - 1);
    const role: ExtensionSpec[] =
      i === 0
        ? [
            { type: 'extKeyUsage', critical: false, purposes: ['serverAuth'] },
            { type: 'subjectAltName', critical: false, names: [{ type: 'dns', value: HOST }] },
          ]
        : [
            { type: 'basicConstraints', critical: true, ca: true, pathLen: null },
            { type: 'keyUsage', critical: true, usages: ['keyCertSign', 'cRLSign'] },
          ];
    const ids: ExtensionSpec[] = [
      { type: 'subjectKeyIdentifier', critical: false, id: idAt(i) },
      { type: 'authorityKeyIdentifier', critical: false, keyId: idAt(above) },
    ];
    return issueCertificate(
      {
        serial: `10${i.toString(16).padStart(2, '0')}`,
        subject: nameAt(i),
        issuer: nameAt(above),
        notBefore: NOW - 30 * DAY,
        notAfter: NOW + 60 * DAY,
        publicKey: publicOf(keyAt(i)),
        hash: 'sha256',
        extensions: [...role, ...ids],
      },
      keyAt(above),
    );
  });
}

/** Throws unless the chain is accepted. */
export function labValidate(chain: readonly Uint8Array[], anchor: Uint8Array): void {
  const { accepted, failures } = validatePath({
    presented: chain.map(parseCertificate),
    anchors: [parseCertificate(anchor)],
    now: NOW,
    purpose: 'server',
    peerName: { dns: HOST },
    leafKeyUsage: null,
    minRsaBits: 2048,
  });
  if (!accepted) throw new Error(`refused: ${failures[0]?.check}`);
}

export interface ValidationReport {
  /** How many times as many certificates a second as pkijs. */
  readonly ratio: number;
  readonly certificatesPerSecond: { readonly lab: number; readonly pkijs: number };
  /** Milliseconds for one chain, by the number of its certificates. */
  readonly byDepthMs: Readonly<Record<string, Spread>>;
}

export async function measureValidation(): Promise<ValidationReport> {
  const length = 3;
  const der = makeChain(length);
  const [chain, anchor] = [der.slice(0, -1), der.at(-1) ?? new Uint8Array()];
  const lab: number[] = [];
  const pkijs: number[] = [];
  for (let turn = 0; turn < WARM_UP_ROUNDS + ROUNDS; turn++) {
    const ours = () => time(() => repeat(() => labValidate(chain, anchor)));
    const oursFirst = turn % 2 === 0 ? ours() : null;
    const start = performance.now();
    for (let i = 0; i < CHAINS; i++) await pkijsValidate(chain, anchor, NOW);
    const theirTime = performance.now() - start;
    const ourTime = oursFirst ?? ours();
    if (turn < WARM_UP_ROUNDS) continue;
    lab.push(ourTime);
    pkijs.push(theirTime);
  }
  const perSecond = (times: readonly number[]) => Math.round((1000 * CHAINS * length) / median(times));
  return {
    ratio: round(median(pkijs.map((theirs, i) => theirs / (lab[i] ?? Number.NaN)))),
    certificatesPerSecond: { lab: perSecond(lab), pkijs: perSecond(pkijs) },
    byDepthMs: Object.fromEntries([2, 4, 8, 16, 32].map((depth) => [depth, measureDepth(depth)])),
  };
}

function measureDepth(depth: number): Spread {
  const der = makeChain(depth);
  const [chain, anchor] = [der.slice(0, -1), der.at(-1) ?? new Uint8Array()];
  const times = Array.from({ length: 7 }, () => time(() => repeat(() => labValidate(chain, anchor))) / CHAINS);
  return spread(times.slice(2));
}

function repeat(work: () => void): void {
  for (let i = 0; i < CHAINS; i++) work();
}
