// Every command that README and docs print is run, as printed, in one folder, document by document. What is no command of
// ours must be a script or a stage that there is. A command that this test can't place makes it fail.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtCommandLine } from '../testing/builtCommandLine.ts';
import { isOtherDay } from '../testing/otherDay.ts';
import { runOutside, startOutside } from '../testing/outside.ts';
import { SYNOPSES } from './synopsis.ts';

const root = join(import.meta.dirname, '../..');
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
].filter((name) => name.endsWith('.md'));
const textOf = (name: string): string => readFileSync(join(root, name), 'utf8');
const CLI = /^npm run -s cli -- /;
/** The commands that take the time from the machine, where no option names it; the others are the same on any day. */
const READS_CLOCK = /^npm run -s cli -- (pki|listen|connect|check) /;

interface Block {
  readonly language: string;
  readonly content: string;
  /** What stands before it, since the block before. */
  readonly before: string;
}

function blocksOf(text: string): Block[] {
  let from = 0;
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map((match) => {
    const before = text.slice(from, match.index);
    from = match.index + match[0].length;
    return { language: match[1] ?? '', content: match[2] ?? '', before };
  });
}

/** Each command of a document in its order, and the files that its commands read: `as \`NAME.json\`` before a block of JSON. */
type Step = { readonly run: string } | { readonly write: string; readonly content: string };
const stepsOf = (name: string): Step[] =>
  blocksOf(textOf(name)).flatMap(({ language, content, before }): Step[] => {
    if (language === 'sh') return content.split('\n').flatMap((line) => (line.trim() === '' ? [] : [{ run: line }]));
    const file = language === 'json' ? /as `(\w+\.json)`[^`]*$/.exec(before)?.[1] : undefined;
    return file === undefined ? [] : [{ write: file, content }];
  });

/** In running text and tables. */
const inlineCommands = (text: string): string[] =>
  [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/`((?:npm|npx|node|tsx) [^`]+)`/g)].map(
    ([, code]) => code ?? '',
  );

describe.each(DOCUMENTS)('The commands of %s', (document) => {
  const folder = mkdtempSync(join(tmpdir(), 'printed-'));
  const work = join(folder, 'work');
  const servers: ChildProcess[] = [];
  let env: NodeJS.ProcessEnv = {};
  let port = 0;

  beforeAll(async () => {
    mkdirSync(work);
    mkdirSync(join(folder, 'bin'));
    // `npm run -s cli -- …` of the clone, wherever one stands: npm itself would change the folder. From the sources it would
    // do the same, and start later.
    const npm = join(folder, 'bin', 'npm');
    writeFileSync(npm, `#!/bin/sh\nshift 4\nexec "${process.execPath}" "${builtCommandLine()}" "$@"\n`);
    chmodSync(npm, 0o755);
    env = { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}` };
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const address = probe.address();
    if (address !== null && typeof address !== 'string') port = address.port;
    await new Promise((resolve) => probe.close(resolve));
  });
  afterAll(async () => {
    for (const server of servers) {
      if (server.exitCode !== null) continue;
      server.kill('SIGTERM');
      await once(server, 'close');
    }
    rmSync(folder, { recursive: true, force: true });
  });

  /** The printed port may be taken here: another one, the same in all commands. */
  const asRun = (command: string): string => command.replaceAll('8443', String(port));

  it('do what they say', async () => {
    for (const step of stepsOf(document)) {
      if (isOtherDay && 'run' in step && !READS_CLOCK.test(step.run)) continue;
      if ('write' in step) {
        writeFileSync(join(work, step.write), step.content);
        continue;
      }
      if (!CLI.test(step.run)) {
        expectScript(step.run);
        continue;
      }
      if (/^npm run -s cli -- listen /.test(step.run)) {
        servers.push(await started(asRun(step.run)));
        continue;
      }
      const { status, stdout, stderr } = runOutside('sh', ['-c', asRun(step.run)], { cwd: work, env });
      expect({ command: step.run, status, stderr: status === 0 ? '' : stderr }).toEqual({
        command: step.run,
        status: 0,
        stderr: '',
      });
      const printed = stdout.toString();
      expect(printed, step.run).not.toBe('');
      // A handshake that fails does so because a fault was asked for.
      const hasFault = /--(fault|tamper|edits|ca-work) /.test(step.run);
      if (!hasFault) expect(printed, step.run).not.toMatch(/failed|"state":"failed"/);
    }
  });

  it('in running text and tables are scripts and stages that there are', () => {
    for (const command of inlineCommands(textOf(document))) {
      if (isOtherDay && !READS_CLOCK.test(command)) continue;
      if (CLI.test(command)) expect(runOutside('sh', ['-c', command], { cwd: work, env }).status, command).toBe(0);
      else expectScript(command);
    }
  });

  it('stand in blocks that this test reads', () => {
    for (const { language, content } of blocksOf(textOf(document))) {
      if (language !== 'sh') expect(content).not.toMatch(/^\W*(npm|npx|node|handshake-lab|openssl|curl) /m);
    }
  });

  it('have options that there are, each in the row of its command', () => {
    const text = textOf(document);
    for (const [, command = '', row = ''] of text.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)) {
      const synopsis = SYNOPSES[command];
      if (synopsis === undefined) continue;
      for (const [, option = ''] of row.matchAll(/`(--[a-z-]+)/g))
        expect(synopsis, `${command} ${option}`).toContain(option);
    }
    // Elsewhere: of any command of ours, or of a script.
    const known = [
      ...Object.values(SYNOPSES)
        .join(' ')
        .matchAll(/--[a-z0-9-]+/g),
    ].map(([option]) => option);
    for (const [, option = ''] of text.matchAll(/`(--[a-z0-9-]+)/g))
      expect([...known, '--help'], `${document} ${option}`).toContain(option);
  });

  function started(command: string): Promise<ChildProcess> {
    // The shell gives way to the server, so that signals reach it.
    const child = startOutside('sh', ['-c', `exec ${command}`], { cwd: work, env, stdin: 'none' });
    let errors = '';
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    return new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', (line) => {
        expect(JSON.parse(line)).toMatchObject({ listening: port });
        resolve(child);
      });
      child.once('close', () => reject(new Error(`${command}: ${errors}`)));
    });
  }
});

it('`npm run cli` runs from the sources, and does what the built command line does', () => {
  const { scripts } = JSON.parse(textOf('package.json'));
  expect(scripts.cli).toBe('node scripts/cli.mjs');
  const args = ['simulate', '--mode', 'mutual', '--json'];
  const [fromSources, built] = [join(root, 'scripts/cli.mjs'), builtCommandLine()].map((main) =>
    runOutside('node', [main, ...args]),
  );
  expect(fromSources).toMatchObject({ status: 0, stderr: '' });
  expect(fromSources).toEqual(built);
});

/** `npm start`, `npm test -- STAGE…`, `npm run SCRIPT`, and programs of the packages that are installed. */
function expectScript(command: string): void {
  const { scripts } = JSON.parse(textOf('package.json'));
  const [program, ...words] = command.split(' ');
  const [name = '', ...rest] = words[0] === 'run' ? words.slice(1).filter((word) => word !== '-s') : words;
  if (program === 'npx') {
    expect(readdirSync(join(root, 'node_modules/.bin')), command).toContain(name);
    return;
  }
  expect(program, command).toBe('npm');
  if (name === 'ci' || name === 'install') return;
  expect(Object.keys(scripts), command).toContain(name);
  const options = rest.filter((word) => word !== '--');
  if (name === 'test') for (const stage of options) expect(stages(), command).toContain(stage);
  // The benchmarks take minutes, so here their options are looked up.
  else if (name === 'bench') {
    for (const option of options.filter((word) => word.startsWith('--')))
      expect(textOf('bench/main.ts'), command).toContain(`${option.slice(2)}: {`);
  }
  // Of `npm start`, which e2e starts.
  else if (options.length > 0) expect([name, ...options].join(' '), command).toMatch(/^(start --port \d+|cli .*)$/);
}

/** As `npm test` lists them. */
function stages(): string[] {
  const { stdout, stderr } = runOutside('node', [join(root, 'scripts/test.mjs'), '?']);
  return (/Stages: (.*)/.exec(`${stdout}${stderr}`)?.[1] ?? '').split(', ');
}
