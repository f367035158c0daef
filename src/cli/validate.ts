// `validate`: judges certificates by the line. One request a line, one result a line, in order, as they come.
import { createReadStream } from 'node:fs';
import { registerEllipticKeys } from '../crypto/ellipticVerifiers.ts';
import { registerMlDsa } from '../crypto/registerMlDsa.ts';
import { evidenceText } from '../lessons/checks/evidence.ts';
import { failuresOf } from '../lessons/verdict.ts';
import { CITATIONS } from '../pki/citations.ts';
import type { CheckResult } from '../pki/path/result.ts';
import { validatePath } from '../pki/path/validate.ts';
import { registerPublicSuffixes } from '../pki/registerPublicSuffixes.ts';
import { fingerprint } from '../pki/x509/fingerprint.ts';
import { alertForCheck } from '../tls/error.ts';
import { reason } from './files.ts';
import { boundedLines, EndlessLine, MAX_LINE_BYTES } from './lines.ts';
import { readOptions, UsageError } from './usage.ts';
import { asObject, RequestError, readRequest, type ValidationRequest } from './validationRequest.ts';

export type ValidationResult =
  | {
      readonly id: string;
      readonly accepted: boolean;
      /** SHA-256 of each certificate, leaf to anchor, as far as the path goes. */
      readonly path: readonly string[];
      readonly failures: readonly {
        readonly certificate: number | null;
        readonly check: string;
        readonly reference: string;
        readonly evidence: string;
      }[];
      readonly alert: string | null;
    }
  | { readonly id: string; readonly error: string };

export async function validate(args: readonly string[]): Promise<void> {
  registerEllipticKeys();
  registerMlDsa();
  registerPublicSuffixes();
  const { values, positionals } = readOptions('validate', args, { json: 'boolean' });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('validate: one FILE.jsonl, or - for standard input');
  const counts = { accepted: 0, refused: 0, unreadable: 0 };
  let number = 0;
  let isMeant = false;
  try {
    for await (const line of boundedLines(file === '-' ? process.stdin : createReadStream(file))) {
      number++;
      if (line.kind === 'line' && line.text.trim() === '') continue;
      isMeant ||= line.kind === 'tooLong' || isRequest(unmarked(line.text, number));
      const result = line.kind === 'tooLong' ? tooLong(number) : validateLine(unmarked(line.text, number), number);
      counts['error' in result ? 'unreadable' : result.accepted ? 'accepted' : 'refused']++;
      if (!process.stdout.write(`${JSON.stringify(result)}\n`))
        await new Promise((go) => process.stdout.once('drain', go));
    }
  } catch (error) {
    if (error instanceof EndlessLine) throw new UsageError(`validate: ${file}: line ${number + 1} does not end`);
    if (error instanceof Error && 'code' in error && 'syscall' in error) {
      throw new UsageError(`validate: cannot read ${file}: ${reason(error)}`);
    }
    throw error;
  }
  if (!isMeant) {
    const what = file === '-' ? 'standard input' : file;
    throw new UsageError(
      `validate: ${what}: ${number === 0 ? 'it is empty' : 'no line is a request'}, a JSON object a line is wanted`,
    );
  }
  if (!values.json) {
    const { accepted, refused, unreadable } = counts;
    process.stderr.write(`${accepted} accepted, ${refused} refused, ${unreadable} unreadable\n`);
  }
}

const tooLong = (number: number): ValidationResult => ({
  id: `line ${number}`,
  error: `longer than ${MAX_LINE_BYTES / 2 ** 20} MiB`,
});

/** Whether a line is a request, right or wrong: anything else was never meant for this command. */
function isRequest(line: string): boolean {
  try {
    asObject(parse(line), 'request');
    return true;
  } catch (error) {
    if (error instanceof RequestError) return false;
    throw error;
  }
}

/** A byte order mark is no part of the text (RFC 8259 8.1 lets a reader pass over it). */
const unmarked = (text: string, number: number): string => (number === 1 ? text.replace(/^\ufeff/, '') : text);

/** `number` stands for the id of a line that has none. */
export function validateLine(line: string, number: number): ValidationResult {
  let id = `line ${number}`;
  try {
    const fields = asObject(parse(line), 'request');
    if (typeof fields['id'] === 'string') id = fields['id'];
    return judge(readRequest(fields));
  } catch (error) {
    if (error instanceof RequestError) return { id, error: error.message };
    throw error;
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new RequestError('not JSON');
  }
}

function judge({ id, leaf, path, problem }: ValidationRequest): ValidationResult {
  if (path === null) {
    const check: CheckResult = {
      certificate: 0,
      check: 'cert.decode',
      result: 'fail',
      reference: 'pkix.4.1',
      evidence: problem,
    };
    return report(id, false, [fingerprint(leaf)], [check]);
  }
  const result = validatePath(path);
  return report(
    id,
    result.accepted,
    result.path.map(({ der }) => fingerprint(der)),
    failuresOf({ checks: result.failures }),
  );
}

function report(
  id: string,
  accepted: boolean,
  path: readonly string[],
  failures: readonly CheckResult[],
): ValidationResult {
  const [first] = failures;
  return {
    id,
    accepted,
    path,
    failures: failures.map((failure) => ({
      certificate: failure.certificate,
      check: failure.check,
      reference: CITATIONS[failure.reference].text,
      evidence: evidenceText(failure),
    })),
    alert: accepted || first === undefined ? null : alertForCheck(first),
  };
}
