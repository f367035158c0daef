// Dumps as xxd, od and hexdump print them: of a certificate in DER and in PEM, and of two with zeros between them.
import { spawnSync } from 'node:child_process';
import type { Tools } from './tools.ts';

const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  xxd: [
    '',
    '-u',
    '-c 32',
    '-c 7',
    '-g 1',
    '-g 4',
    '-g 0',
    '-e',
    '-e -g 2',
    '-e -g 8',
    '-e -c 24',
    '-b',
    '-d',
    '-o 256',
  ],
  od: [
    ...[
      '',
      '-b',
      '-c',
      '-d',
      '-i',
      '-l',
      '-o',
      '-s',
      '-x',
      '-t x1',
      '-t x1z',
      '-t x4',
      '-t x8',
      '-t u1',
      '-t d1',
      '-t o4',
    ],
    ...[
      '-t x1c',
      '-A d -t x1',
      '-A x -c',
      '-A n -c',
      '-A n -x',
      '-A n -t x1',
      '-A n -b',
      '--endian=big -t x4',
      '-w32 -b',
    ],
  ],
  hexdump: ['', '-b', '-c', '-C', '-d', '-o', '-x'],
};
/** Of text and of repeated lines a few are enough. */
const SOME = [
  'xxd',
  'xxd -a',
  'xxd -e',
  'xxd -c 32',
  'od',
  'od -a',
  'od -b',
  'od -c',
  'od -A n -c',
  'hexdump',
  'hexdump -C',
  'hexdump -c',
];

export function makeDumps({ openssl, read, write, shown }: Tools) {
  const args = [
    'req',
    '-x509',
    '-newkey',
    'ed25519',
    '-nodes',
    '-keyout',
    'd.key',
    '-subj',
    '/CN=d ü',
    '-utf8',
    '-out',
    'd.pem',
  ];
  openssl(args);
  const pem = read('d.pem');
  const der = openssl(['x509', '-in', 'd.pem', '-outform', 'DER']).stdout;
  const commands = Object.entries(ARGUMENTS).flatMap(([program, each]) =>
    each.map((more) => `${program} ${more}`.trim()),
  );
  const dumps = (file: string, content: Buffer, wanted: readonly string[]) => {
    write(file, content);
    return wanted.map((command) => ({ command, text: dump(command, content) }));
  };
  return {
    command: shown(args),
    certificate: der.toString('base64'),
    der: dumps('d.der', der, commands),
    pem: dumps('d.pem', pem, SOME),
    twice: dumps(
      'twice',
      Buffer.concat([der, Buffer.alloc(100), der]),
      SOME.filter((command) => command !== 'od -a'),
    ),
    lossy: dumps('d.der', der, ['od -a', 'od -A x -a']),
  };
}

function dump(command: string, content: Buffer): string {
  const [program = '', ...args] = command.split(' ');
  const run = spawnSync(program, args, { input: content, env: { ...process.env, LC_ALL: 'C' } });
  if (run.status !== 0) throw new Error(`${command}: ${run.error ?? run.stderr}`);
  return run.stdout.toString();
}
