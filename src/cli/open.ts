// `open`: captures of real connections, as JSON or as a list for people.
import { type CaptureReport, captureReport } from '../capture/report/connectionReport.ts';
import { readCapture } from '../capture/report/readCapture.ts';
import { holdsSecrets } from '../capture/secrets/keyLog.ts';
import { SecretStore } from '../capture/secrets/secrets.ts';
import { registerEllipticKeys } from '../crypto/ellipticVerifiers.ts';
import { registerEcc } from '../crypto/registerEcc.ts';
import { captureProblemText } from '../lessons/captures.ts';
import { captureSource } from './captureSource.ts';
import { readBytes, readText } from './files.ts';
import { openByNode } from './nodeCiphers.ts';
import { captureText } from './openText.ts';
import { readPrivateKey } from './privateKeyFile.ts';
import { readOptions, UsageError } from './usage.ts';

const OPTIONS = { keylog: 'list', key: 'list', json: 'boolean' } as const;

export async function openCapture(args: readonly string[]): Promise<void> {
  registerEllipticKeys();
  registerEcc();
  const { values, positionals } = readOptions('open', args, OPTIONS);
  if (positionals.length === 0) throw new UsageError('open: at least one FILE is wanted, or - for standard input');
  const secrets = secretsOf(values.keylog, values.key);
  const reports: CaptureReport[] = [];
  for (const path of positionals) {
    const name = path === '-' ? 'standard input' : path;
    const contents = await readCapture(captureSource('open', path), {
      secrets,
      keepsBytes: false,
      openTagged: openByNode,
    });
    const { problem } = contents;
    if (problem !== null) {
      const text = `open: ${name}: ${captureProblemText(problem)}`;
      if (contents.packets === 0) throw new UsageError(text);
      process.stderr.write(`${text}\n`);
    }
    const report = captureReport(contents);
    reports.push(report);
    if (!values.json) process.stdout.write(captureText(name, contents, report));
  }
  if (!values.json) return;
  const whole: CaptureReport = {
    connections: reports.flatMap(({ connections }) => connections),
    other: reports.flatMap(({ other }) => other),
  };
  process.stdout.write(`${JSON.stringify(whole)}\n`);
}

function secretsOf(keyLogs: readonly string[], keys: readonly string[]): SecretStore {
  const secrets = new SecretStore();
  for (const path of keyLogs) {
    const bytes = readBytes('open', path, MAX_KEY_LOG);
    if (!holdsSecrets(bytes)) process.stderr.write(`open: --keylog ${path}: no secret is in it\n`);
    secrets.addKeyLog(bytes);
  }
  for (const path of keys) {
    const key = readPrivateKey(`open: --key ${path}`, readText('open', path), undefined, 'a key without a passphrase');
    if (key.kind !== 'rsa')
      throw new UsageError(`open: --key ${path}: an RSA key is wanted; no other key opens records`);
    secrets.rsaKeys.push(key);
  }
  return secrets;
}

const MAX_KEY_LOG = 256 * 2 ** 20;
