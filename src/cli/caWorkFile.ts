// `--ca-work FILE.json`: what the CA is made to do, as a list of actions; a request may stand there as PEM.
import { toBase64url } from '../bytes/base64url.ts';
import { type CaAction, readCaWork } from '../lab/scenario/caActions.ts';
import { fromPem } from '../pki/intake/pem.ts';
import { MAX_SETTINGS_BYTES, readText } from './files.ts';
import { UsageError } from './usage.ts';

export function readCaWorkFile(command: string, path: string): readonly CaAction[] {
  const text = readText(command, path, MAX_SETTINGS_BYTES);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`${command}: --ca-work ${path}: it is not JSON`);
  }
  const read = readCaWork(
    Array.isArray(value) ? value.map((each: unknown, i) => withDer(command, path, each, i)) : value,
  );
  if (!read.ok) throw new UsageError(`${command}: --ca-work ${path}: it should be ${read.problem}`);
  return read.actions;
}

/** The action, with PEM replaced by what it stands for. */
function withDer(command: string, path: string, action: unknown, index: number): unknown {
  if (typeof action !== 'object' || action === null || !('csr' in action)) return action;
  if (typeof action.csr !== 'string' || !action.csr.includes('-----BEGIN')) return action;
  const decoded = fromPem(action.csr);
  const block = decoded.ok ? decoded.value.find(({ label }) => /^(NEW )?CERTIFICATE REQUEST$/.test(label)) : null;
  if (block) return { ...action, csr: toBase64url(block.der) };
  const problem = decoded.ok ? 'no CERTIFICATE REQUEST in it' : decoded.error.problem;
  throw new UsageError(`${command}: --ca-work ${path}: csr of action ${index + 1}: ${problem}`);
}
