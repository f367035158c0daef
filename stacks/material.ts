// Certificates and keys for each fault, made as our own `pki` makes them, and cut into the pieces that programs want. The
// keys are the lab's public ones: they guard nothing.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCAL_NAMES, makeBundle, writeBundle } from '../src/cli/bundle.ts';
import { faultById } from '../src/lab/faults/catalogue.ts';
import type { FaultId } from '../src/lab/scenario/faultId.ts';
import { DEFAULT_SCENARIO, normalizeScenario } from '../src/lab/scenario/scenario.ts';
import type { MeasuredProtocol } from './row.ts';
import type { Credential } from './stack.ts';

export interface Material {
  readonly ca: string;
  /** Root and intermediate CA. */
  readonly allCas: string;
  readonly crl: string;
  readonly server: Credential;
  /** Null where the fault is that there is none. */
  readonly client: Credential | null;
}

/** `place` is where its files go. `fault` null: nothing is broken. Ask `prepareAll` before. */
export function materialFor(place: string, fault: FaultId | null, protocol: MeasuredProtocol): Material {
  const folder = join(place, `pki-${(fault ?? 'ok').replaceAll('/', '-')}-${protocol}`);
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    const revocation = fault === null ? undefined : faultById(fault).revocations[0];
    const scenario = normalizeScenario({
      ...{ ...DEFAULT_SCENARIO, mode: 'mutual', protocol: protocol === 'tls1.2' ? 'tls1.2-ecdhe' : 'tls1.3' },
      faults: fault === null ? [] : [fault],
      ...(revocation !== undefined && { revocation }),
    });
    const { files } = makeBundle(scenario, LOCAL_NAMES, SEED, Date.now());
    writeBundle('stacks', folder, files, true);
  }
  const server = credentialIn(folder, 'server');
  if (server === null) throw new Error(`there is no server certificate with ${fault}`);
  const [ca, crl] = [join(folder, 'root.pem'), join(folder, 'crl.pem')];
  const allCas = join(folder, 'pieces', 'cas.pem');
  writeFileSync(allCas, `${readFileSync(ca, 'utf8')}${readFileSync(join(folder, 'intermediate.pem'), 'utf8')}`);
  return { ca, crl, allCas, server, client: credentialIn(folder, 'client') };
}

const SEED = 1;

function credentialIn(folder: string, who: 'server' | 'client'): Credential | null {
  const chain = join(folder, `${who}.pem`);
  if (!existsSync(chain)) return null;
  const key = join(folder, `${who}.key`);
  const text = readFileSync(chain, 'utf8');
  const [leaf = '', ...rest] = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----\n?/g) ?? [];
  const pieces = join(folder, 'pieces');
  mkdirSync(pieces, { recursive: true });
  const write = (name: string, content: string): string => {
    const path = join(pieces, `${who}-${name}.pem`);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  return {
    chain,
    key,
    leaf: write('leaf', leaf),
    rest: rest.length === 0 ? null : write('rest', rest.join('')),
    together: write('together', `${readFileSync(key, 'utf8')}\n${text}`),
  };
}
