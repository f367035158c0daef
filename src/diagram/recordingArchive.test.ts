// The files to take away: the same for the same scenario, and what other programs take them for.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { fromUtf8 } from '../bytes/hex.ts';
import { FAULTS } from '../lab/faults/catalogue.ts';
import { credentialFiles, PKCS12_PASSWORD } from '../lab/files/exportFiles.ts';
import { parseRecording } from '../lab/files/recordingFile.ts';
import { ARCHIVE, isPrivate } from '../lab/files/zip.ts';
import { runScenario } from '../lab/run/run.ts';
import { DEFAULT_SCENARIO, type Scenario } from '../lab/scenario/scenario.ts';
import { FILE_WORDS } from '../lessons/export.ts';
import { openssl, outsideJudge, runOutside } from '../testing/outside.ts';
import { archiveOf } from './recordingArchive.ts';

const folder = mkdtempSync(join(tmpdir(), 'take-away-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const own = { link: null, foreign: false } as const;
const scenario: Scenario = { ...DEFAULT_SCENARIO, mode: 'mutual', faults: ['client/expired'] };
const recording = runScenario(scenario);
const archive = archiveOf(recording, own);

describe('The archive', () => {
  it('is the same, byte by byte, for the same scenario, in every zone of time', () => {
    const before = process.env['TZ'];
    try {
      for (const zone of ['UTC', 'Pacific/Auckland', 'America/Los_Angeles']) {
        process.env['TZ'] = zone;
        expect(archiveOf(runScenario(scenario), own).zip).toEqual(archive.zip);
      }
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });

  it('holds the single files, and a README that says what each of them is', () => {
    const entries = unzipSync(archive.zip);
    const names = Object.keys(entries).map((name) => name.replace(`${ARCHIVE}/`, ''));
    expect(names).toEqual(['README.txt', ...Object.keys(archive.files)]);
    const readme = fromUtf8(entries[`${ARCHIVE}/README.txt`] ?? new Uint8Array());
    for (const name of names) {
      expect(readme).toContain(name);
      expect(FILE_WORDS[name], name).toBeTruthy();
    }
    expect(readme.replace(/\s+/g, ' ')).toContain('never use them anywhere else');
    expect(readme).toContain('openssl s_server');
    expect(Math.max(...readme.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it.skipIf(!outsideJudge('unzip'))('is what unzip takes for one, with private files for their owner alone', () => {
    const file = join(folder, 'all.zip');
    writeFileSync(file, archive.zip);
    const { status, stdout } = runOutside('unzip', ['-Z', file]);
    expect(status).toBe(0);
    for (const name of Object.keys(archive.files)) {
      const line =
        stdout
          .toString()
          .split('\n')
          .find((each) => each.endsWith(`/${name}`)) ?? '';
      expect(line, name).toMatch(isPrivate(name) ? /^\?rw-------/ : /^\?rw-r--r--/);
      expect(line).toContain('26-Nov-23 12:00');
    }
  });

  it('of a recording from a file holds no keys and no commands', () => {
    const foreign = archiveOf(recording, { link: null, foreign: true });
    expect(Object.keys(foreign.files).filter((name) => /\.(key|p12|pem)$/.test(name))).toEqual([]);
    expect(foreign.reproduction).toBeNull();
    expect(fromUtf8(unzipSync(foreign.zip)[`${ARCHIVE}/README.txt`] ?? new Uint8Array())).not.toContain('s_server');
  });

  it('can be made for every fault, and gives the recording back', () => {
    for (const { id, modes, revocations } of FAULTS) {
      const broken = runScenario({
        ...DEFAULT_SCENARIO,
        mode: modes.at(-1) ?? 'mutual',
        revocation: revocations[0] ?? 'ocsp',
        faults: [id],
      });
      const { files } = archiveOf(broken, own);
      expect(Object.keys(files).filter((name) => FILE_WORDS[name] === undefined)).toEqual([]);
      expect(parseRecording(String(files['recording.json']))).toEqual({ ok: true, recording: broken });
    }
  });
});

describe.skipIf(!outsideJudge('openssl'))('OpenSSL', () => {
  it('opens both PKCS #12 files with the password that stands beside them', () => {
    for (const side of ['server', 'client']) {
      const file = join(folder, `${side}.p12`);
      writeFileSync(file, archive.files[`${side}.p12`] ?? '');
      const opened = openssl(['pkcs12', '-in', file, '-passin', `pass:${PKCS12_PASSWORD}`, '-nodes']);
      expect(opened.status, opened.stderr).toBe(0);
      expect(opened.stdout.toString().match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
      expect(FILE_WORDS[`${side}.p12`]).toContain(`the password is: ${PKCS12_PASSWORD}`);
    }
  });

  it('finds each key in its certificate, and the first list signed by the issuing CA', () => {
    const files = credentialFiles(recording);
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    for (const side of ['server', 'client']) {
      const key = openssl(['pkey', '-in', join(folder, `${side}.key`), '-pubout']);
      const certificate = openssl(['x509', '-in', join(folder, `${side}.pem`), '-noout', '-pubkey']);
      expect(key.stdout.toString()).toBe(certificate.stdout.toString());
    }
    const list = openssl([
      'crl',
      '-in',
      join(folder, 'crl.pem'),
      '-noout',
      '-CAfile',
      join(folder, 'intermediate.pem'),
    ]);
    expect(list.stderr).toContain('verify OK');
  });
});
