// `open`: captures of real connections, as JSON or as a list for people.
import { connectionReport, otherReport } from '../capture/report/connectionReport.ts';
import { judgeConnection } from '../capture/report/judgement.ts';
import { type CaptureContents, readCapture } from '../capture/report/readCapture.ts';
import { SecretStore } from '../capture/secrets/secrets.ts';
import { registerEllipticKeys } from '../crypto/ellipticVerifiers.ts';
import { registerEcc } from '../crypto/registerEcc.ts';
import { registerMlDsa } from '../crypto/registerMlDsa.ts';
import { captureProblemText } from '../lessons/captures.ts';
import type { Certificate } from '../pki/x509/certificate.ts';
import { captureSource } from './captureSource.ts';
import { readBytes, readText } from './files.ts';
import { readCertificates } from './material.ts';
import { openByNode } from './nodeCiphers.ts';
import { captureText, verdictReport } from './openText.ts';
import { readPrivateKey } from './privateKeyFile.ts';
import { readOptions, UsageError } from './usage.ts';

const OPTIONS = { keylog: 'list', key: 'list', ca: 'list', json: 'boolean' } as const;

export async function openCapture(args: readonly string[]): Promise<void> {
  registerEllipticKeys();
  registerEcc();
  registerMlDsa();
  const { values, positionals } = readOptions('open', args, OPTIONS);
  if (positionals.length === 0) throw new UsageError('open: at least one FILE is wanted, or - for standard input');
  const secrets = secretsOf(values.keylog, values.key);
  const anchors = values.ca.flatMap((path) => readCertificates('open', path));
  const output = values.json ? new JsonOutput() : null;
  for (const path of positionals) {
    const name = path === '-' ? 'standard input' : path;
    const options = { secrets, keepsBytes: false, openTagged: openByNode };
    const contents = await readCapture(captureSource('open', path), options);
    const { problem } = contents;
    if (problem !== null) {
      const text = `open: ${name}: ${captureProblemText(problem)}`;
      if (contents.packets === 0) throw new UsageError(text);
      process.stderr.write(`${text}\n`);
    }
    if (output !== null) output.add(contents, anchors);
    else process.stdout.write(captureText(name, contents, anchors));
  }
  output?.end();
}

/** One object, written connection by connection: a capture may have thousands of them. */
class JsonOutput {
  #other = new Map<string, number>();
  #isFirst = true;

  add(contents: CaptureContents, anchors: readonly Certificate[]): void {
    let text = '';
    for (const connection of contents.connections) {
      if (!connection.conversation.isTls) continue;
      const report = connectionReport(connection);
      const verdicts =
        anchors.length === 0 ? {} : { verdicts: verdictReport(judgeConnection(connection, contents, anchors)) };
      text += `${this.#isFirst ? '{"connections":[' : ','}${JSON.stringify({ ...report, ...verdicts })}`;
      this.#isFirst = false;
      if (text.length < WRITTEN_AT_ONCE) continue;
      process.stdout.write(text);
      text = '';
    }
    process.stdout.write(text);
    for (const { what, packets } of otherReport(contents))
      this.#other.set(what, (this.#other.get(what) ?? 0) + packets);
  }

  end(): void {
    const other = [...this.#other].map(([what, packets]) => ({ what, packets }));
    process.stdout.write(`${this.#isFirst ? '{"connections":[' : ''}],"other":${JSON.stringify(other)}}\n`);
  }
}

function secretsOf(keyLogs: readonly string[], keys: readonly string[]): SecretStore {
  const secrets = new SecretStore();
  for (const path of keyLogs) {
    const found = secrets.addKeyLog(readBytes('open', path, MAX_KEY_LOG));
    if (found === 0) process.stderr.write(`open: --keylog ${path}: no secret is in it\n`);
  }
  for (const path of keys) {
    const key = readPrivateKey(`open: --key ${path}`, readText('open', path), undefined, 'a key without a passphrase');
    if (key.kind !== 'rsa')
      throw new UsageError(`open: --key ${path}: an RSA key is wanted; no other key opens records`);
    secrets.rsaKeys.push(key);
  }
  return secrets;
}

/** Characters. */
const WRITTEN_AT_ONCE = 2 ** 18;
const MAX_KEY_LOG = 256 * 2 ** 20;
