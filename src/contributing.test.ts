// CONTRIBUTING.md and README.md speak of files, commands and names that there are.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname.replaceAll('\\', '/'), '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const guide = read('CONTRIBUTING.md');
const packageFile = JSON.parse(read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};

describe('CONTRIBUTING.md', () => {
  it('names files and folders that there are', () => {
    expect(lostPaths(guide, isThere)).toEqual([]);
  });

  it('draws every folder of src, and of tls, pki, lab and crypto, where it stands', () => {
    const tree = treeOf(guide);
    expect([...tree.keys()].sort()).toEqual([...foldersOf('src').filter((name) => name !== 'testing')].sort());
    for (const layer of ['tls', 'pki', 'lab', 'crypto']) {
      const named = [...(tree.get(layer) ?? '').matchAll(/([a-z0-9]+)\/(?=[ ,;.]|$)/gi)].map(([, name]) => name ?? '');
      expect(
        foldersOf(`src/${layer}`).filter((name) => !named.includes(name)),
        layer,
      ).toEqual([]);
      const known = ['', ...foldersOf(`src/${layer}`)].map((folder) => join('src', layer, folder));
      expect(
        named.filter((name) => !known.some((folder) => isThere(`${folder}/${name}`))),
        layer,
      ).toEqual([]);
    }
  });

  it('names constants, types and functions that the sources have', () => {
    const sources = [...sourceTexts(), read('package.json')];
    const names = inCode(guide).filter((text) => /^[A-Z][A-Z_]{3,}$|^[A-Z]?[a-z0-9]+(?:[A-Z][a-z0-9]+)+$/.test(text));
    expect(names).toContain('SCENARIO_FIELDS');
    expect(names.filter((name) => !sources.some((text) => new RegExp(`\\b${name}\\b`).test(text)))).toEqual([]);
  });

  it('gives a reason for each package, and names no other', () => {
    const rows = [...guide.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) => inCode(cell));
    const packages = Object.keys({ ...packageFile.dependencies, ...packageFile.devDependencies });
    const named = packages.filter(
      (name) => rows.includes(name) || (/^@types\//.test(name) && rows.includes('@types/*')),
    );
    expect(named).toEqual(packages);
  });
});

describe('README.md and CONTRIBUTING.md', () => {
  it.each(['README.md', 'CONTRIBUTING.md'])('name commands of npm that there are: %s', (file) => {
    const text = read(file);
    const scripts = [...text.matchAll(/\bnpm run (?:-s )?([\w:-]+)/g)].map(([, name]) => name ?? '');
    expect(scripts.filter((name) => !(name in packageFile.scripts))).toEqual([]);
    const files = [...text.matchAll(/\bnpx tsx (\S+?)[`\s]/g)].map(([, path]) => path ?? '');
    expect(files.filter((path) => !isThere(path))).toEqual([]);
  });

  it.each(['README.md', 'CONTRIBUTING.md'])('link to files that there are: %s', (file) => {
    const links = [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path]) => path ?? '');
    expect(links.filter((path) => !isThere(path))).toEqual([]);
  });
});

describe('the rule for paths', () => {
  const there = (path: string) => ['src/a/', 'src/a/b.ts', 'src/a/c.ts', 'docs/d.md', 'docs/'].includes(path);

  it.each([
    ['`a/x.ts`', 'a/x.ts'],
    ['`c.ts` has no folder before it', 'c.ts'],
    ['`a/b.ts`\n\n`c.ts` in another paragraph', 'c.ts'],
    ['`e/`', 'e/'],
  ])('finds what is lost: %s', (text, lost) => {
    expect(lostPaths(text, there)).toEqual([lost]);
  });

  it.each(['`a/b.ts`, `c.ts`', '`a/` has `b.ts`', '`src/a/c.ts`', '`docs/d.md`', '`npm run a/b`', '`@scope/name`'])(
    'lets be: %s',
    (text) => {
      expect(lostPaths(text, there)).toEqual([]);
    },
  );
});

/**
 * Paths in backticks that are not there. A path begins at the root or in src; a bare name of a file or folder stands in a
 * folder that its paragraph, or its row, names before it, or beside one. `<side>` stands for each side of a fault.
 */
function lostPaths(text: string, exists: (path: string) => boolean): string[] {
  const prose = text.replace(/```[\s\S]*?```/g, '');
  return prose.split(/\n(?:\n|(?=\|))/).flatMap((paragraph) => {
    const folders = ['', 'src'];
    return inCode(paragraph)
      .filter(isPath)
      .flatMap((path) => {
        const ways = path.includes('<side>')
          ? ['server', 'ca', 'client', 'clock', 'negotiation', 'wire'].map((side) => path.replace('<side>', side))
          : [path];
        const found = ways.map((way) => folders.map((folder) => join(folder, way)).find(exists));
        const [first] = found;
        if (first === undefined || found.includes(undefined)) return [path];
        const folder = first.endsWith('/') ? first : dirname(first);
        folders.push(folder, dirname(folder));
        return [];
      });
  });
}

const inCode = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? '');

const isPath = (code: string): boolean =>
  !/^@|\s/.test(code) && (/^[\w<][\w.<>/-]*\/$/.test(code) || /^[\w<][\w.<>/-]*\.(tsx?|mjs|json|md)$/.test(code));

const isThere = (path: string): boolean => existsSync(join(ROOT, path));

const foldersOf = (path: string): string[] =>
  readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** What the drawing of the house says of each folder of src. */
function treeOf(text: string): Map<string, string> {
  const [, drawing = ''] = /```\nsrc\/\n([\s\S]*?)```/.exec(text) ?? [];
  const tree = new Map<string, string>();
  let last = '';
  for (const line of drawing.split('\n')) {
    if (/^\S/.test(line)) break;
    const [, name = '', words = line] = /^ {2}(\w+)\/ +(.*)$/.exec(line) ?? [];
    if (/^ {2}\S/.test(line)) last = name;
    if (last !== '') tree.set(last, `${tree.get(last) ?? ''} ${words.trim()}`);
  }
  return tree;
}

const sourceTexts = (): string[] =>
  readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('contributing.test.ts'))
    .map((path) => read(join('src', path.replaceAll('\\', '/'))));
