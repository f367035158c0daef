// Real stacks' captures beside the project, each against what another program says of it.
import { describe, expect, it } from 'vitest';
import { privateKeyFromPem } from '../crypto/keyFormat.ts';
import { registerEcc } from '../crypto/registerEcc.ts';
import { comparedWith, hasCaptures, type Truth, truthFile, truths } from '../testing/captureTruth.ts';
import { noteSkip } from '../testing/skipped.ts';
import { captureReport } from './report/connectionReport.ts';
import { readCapture } from './report/readCapture.ts';
import { SecretStore } from './secrets/secrets.ts';

const isHere = hasCaptures();
if (!isHere) noteSkip('the captures of real stacks are not here (../shared/captures)');

function secretsOf({ secrets: { keylog, rsaPrivateKey } }: Truth): SecretStore {
  const secrets = new SecretStore();
  if (keylog !== null) secrets.addKeyLog(truthFile(keylog));
  if (rsaPrivateKey === null) return secrets;
  const key = privateKeyFromPem(new TextDecoder().decode(truthFile(rsaPrivateKey)));
  if (key.ok && key.value.kind === 'rsa') secrets.rsaKeys.push(key.value);
  return secrets;
}

/** Whose records nobody else opens, or lists. */
const FURTHER = ['keylog-bom-tabs', 'lost-in-handshake', 'starts-after-hello', 'starts-in-record'];

describe.skipIf(!isHere)('a capture of real stacks', () => {
  registerEcc();
  const all = isHere ? truths() : [];

  it.each(all.map((truth) => [truth.name, truth] as const))(
    '%s reads as TShark or the second reader say',
    async (name, truth) => {
      const bytes = truthFile(truth.file);
      async function* source(): AsyncGenerator<Uint8Array> {
        for (let at = 0; at < bytes.length; at += 7001) yield bytes.slice(at, at + 7001);
      }
      const contents = await readCapture(source, { secrets: secretsOf(truth), keepsBytes: false });
      const { differences, further } = comparedWith(truth, captureReport(contents));
      expect(differences).toEqual([]);
      if (!FURTHER.includes(name)) expect(further).toEqual([]);
      expect(contents.problem === null).toBe(name !== 'file-cut');
    },
  );
});
