// Imports only point down, and the engine touches no page, clock, random source or network: see CONTRIBUTING.md.
// Read from the syntax tree: type imports, re-exports, dynamic imports and `import('…')` types all count.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import { parseSync, Visitor } from 'vite';
import { describe, expect, it } from 'vitest';

const LAYERS = [
  'bytes',
  'asn1',
  'crypto',
  'pki',
  'tls',
  'lab',
  'exercises',
  'stacks',
  'why',
  'capture',
  'lessons',
  'cli',
  'store',
  'diagram',
  'workers',
  'ui',
  'app',
] as const;
type Layer = (typeof LAYERS)[number];

/** The engine: it runs on a page, in a worker and in Node alike, and gets clock, randomness and keys as arguments. */
const ENGINE = [
  'bytes',
  'asn1',
  'crypto',
  'pki',
  'tls',
  'lab',
  'exercises',
  'stacks',
  'why',
  'capture',
] as const satisfies readonly Layer[];

const MAY_IMPORT: Record<Layer, readonly Layer[]> = {
  bytes: [],
  asn1: ['bytes'],
  crypto: ['bytes', 'asn1'],
  pki: ['bytes', 'asn1', 'crypto'],
  tls: ['bytes', 'asn1', 'crypto', 'pki'],
  lab: ['bytes', 'asn1', 'crypto', 'pki', 'tls'],
  exercises: ['bytes', 'asn1', 'crypto', 'pki', 'tls', 'lab'],
  stacks: ['bytes', 'asn1', 'crypto', 'pki', 'tls', 'lab'],
  why: ['bytes', 'asn1', 'crypto', 'pki', 'tls', 'lab', 'stacks'],
  capture: ['bytes', 'asn1', 'crypto', 'pki', 'tls', 'lab'],
  lessons: ENGINE,
  cli: [...ENGINE, 'lessons'],
  store: ENGINE,
  diagram: [...ENGINE, 'lessons', 'store'],
  workers: [...ENGINE, 'lessons', 'store', 'diagram'],
  ui: [...ENGINE, 'lessons', 'store', 'diagram', 'workers'],
  app: [...ENGINE, 'lessons', 'store', 'diagram', 'workers', 'ui'],
};

/**
 * The folders of a layer, each of which may import those before it in the list, and none behind; folders in one entry may
 * import each other. Files that stand in the layer itself are left out.
 */
const FOLDERS: Readonly<Partial<Record<Layer, readonly (readonly string[])[]>>> = {
  pki: [['x509'], ['revocation'], ['path', 'checks'], ['intake'], ['csr'], ['validator']],
  tls: [['codePoints'], ['record'], ['messages'], ['auth'], ['tls12'], ['tls13']],
  lab: [['scenario'], ['behaviour'], ['plan'], ['recording'], ['faults'], ['world'], ['attacker'], ['run'], ['files']],
  capture: [['file'], ['packet'], ['tcp'], ['secrets'], ['tls'], ['report']],
};

const SRC = import.meta.dirname.replaceAll('\\', '/');
const REACT = ['react', 'react-dom', '@base-ui/react', 'lucide-react'];

/** What biome.json forbids in the editor, by the layer: the first of its lists names layers. */
function forbiddenByBiome(): Map<string, string[]> {
  const { overrides } = JSON.parse(readFileSync('biome.json', 'utf8')) as {
    overrides: {
      includes: string[];
      linter?: { rules?: { style?: { noRestrictedImports?: { options: { patterns: { group: string[] }[] } } } } };
    }[];
  };
  return new Map(
    overrides.flatMap(({ includes, linter }): [string, string[]][] => {
      const patterns = linter?.rules?.style?.noRestrictedImports?.options.patterns ?? [];
      const layers = patterns.flatMap(({ group }) =>
        group.flatMap((glob) => /^\.\.\/\*\*\/(\w+)\/\*\*$/.exec(glob)?.[1] ?? []),
      );
      return includes.flatMap((glob) => {
        const layer = /^src\/(\w+)\/\*\*$/.exec(glob)?.[1];
        return layer === undefined || layers.length === 0 ? [] : [[layer, layers]];
      });
    }),
  );
}

describe('The rules of the linter', () => {
  it.each(LAYERS)('forbid %s what the table of layers does not allow it', (layer) => {
    const forbidden = LAYERS.filter((other) => other !== layer && !MAY_IMPORT[layer].includes(other));
    expect([...(forbiddenByBiome().get(layer) ?? [])].sort()).toEqual([...forbidden].sort());
  });
});

describe('the house', () => {
  const files = sourceFiles();

  it('has a layer for every folder of src, and a folder for every layer', () => {
    const folders = readdirSync(SRC, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const names = folders.map(({ name }) => name).filter((name) => name !== 'testing');
    expect(names.sort()).toEqual([...LAYERS].sort());
    expect(files.length).toBeGreaterThan(LAYERS.length);
  });

  it('lets imports only point down, and keeps node-forge, noble, React and zustand where they belong', () => {
    expect(files.flatMap(({ path, source }) => brokenImports(path, source))).toEqual([]);
  });

  it('lets the folders of a layer point one way, types included', () => {
    for (const [layer, order] of Object.entries(FOLDERS)) {
      const folders = readdirSync(join(SRC, layer), { withFileTypes: true }).filter((entry) => entry.isDirectory());
      expect(folders.map(({ name }) => name).sort(), layer).toEqual(order.flat().sort());
    }
    expect(files.flatMap(({ path, source }) => againstOrder(path, source))).toEqual([]);
  });

  it('has no circles of files, types included', () => {
    const targets = new Map(
      files.filter(({ path }) => !isTest(path)).map(({ path, source }) => [path, inward(path, source)]),
    );
    expect(circles(targets)).toEqual([]);
  });

  it('keeps page, clock, randomness and network out of the engine and of the words', () => {
    expect(files.flatMap(({ path, source }) => impurities(path, source))).toEqual([]);
  });
});

describe('the rule for imports', () => {
  it.each([
    ['pki/path/a.ts', "import { a } from '../../tls/client.ts';"],
    ['pki/a.ts', "import type { A } from '../tls/messages/types.ts';"],
    ['pki/a.ts', "import { type A } from '../lab/run.ts';"],
    ['pki/a.ts', "export { a } from '../lab/run.ts';"],
    ['pki/a.ts', "export * from '../lab/run.ts';"],
    ['pki/a.ts', "const run = await import('../lab/run.ts');"],
    ['pki/a.ts', "type A = import('../lab/run.ts').Run;"],
    ['pki/a.test.ts', "import { runScenario } from '../lab/run.ts';"],
    ['bytes/a.ts', "import { sha256 } from '../crypto/hash.ts';"],
    ['store/a.ts', "import { alerts } from '../lessons/alerts.ts';"],
    ['lessons/a.ts', "import { main } from '../cli/main.ts';"],
    ['lessons/a.ts', "import { OPERATIONS } from '../lab/recording.ts';"],
    ['lessons/a.ts', "import { type OperationId, OPERATIONS } from '../lab/recording.ts';"],
    ['ui/a.tsx', "import { main } from '../cli/main.ts';"],
    ['cli/a.ts', "import { Stage } from '../diagram/Stage.tsx';"],
    ['diagram/a.tsx', "import { useLab } from '../ui/useLab.tsx';"],
    ['ui/a.tsx', "import { commands } from '../app/commands.ts';"],
    ['ui/a.tsx', "import '../main.tsx';"],
    ['lab/a.ts', "import { openssl } from '../testing/outside.ts';"],
    ['crypto/a.ts', "import { vectors } from './vectors.testing.ts';"],
    ['lab/a.ts', "import { scenarios } from './recordings.testing.ts';"],
    ['lab/a.ts', "import '../../bench/main.ts';"],
    ['lab/a.ts', 'await import(name);'],
    ['pki/a.ts', "import forge from 'node-forge';"],
    ['lab/a.ts', "import { forge } from '../crypto/forge/index.ts';"],
    ['tls/a.ts', "import { digest } from '../crypto/noble/hash.ts';"],
    ['pki/a.ts', "import { p256 } from '@noble/curves/nist.js';"],
    ['tls/a.ts', "import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';"],
    ['ui/a.tsx', "import type forge from 'node-forge/lib/forge.js';"],
    ['store/a.ts', "import { useSyncExternalStore } from 'react';"],
    ['lessons/a.tsx', "import type { ReactNode } from 'react';"],
    ['lab/a.ts', "import { jsx } from 'react/jsx-runtime';"],
    ['cli/a.ts', "import { X } from 'lucide-react';"],
    ['ui/a.tsx', "import { createStore } from 'zustand/vanilla';"],
    ['tls/a.ts', "import { createHash } from 'node:crypto';"],
    ['ui/a.tsx', "import { readFileSync } from 'node:fs';"],
  ])('refuses in %s: %s', (path, source) => {
    expect(brokenImports(path, source)).toHaveLength(1);
  });

  it.each([
    ['pki/path/a.ts', "import { a } from '../checks/a.ts'; import type { S } from '../../bytes/span.ts';"],
    ['crypto/a.ts', "import forge from 'node-forge/lib/forge.js'; import pool from './pool.json';"],
    [
      'lessons/a.ts',
      "import type { OperationId } from '../lab/recording.ts'; import { type A } from '../tls/error.ts';",
    ],
    ['cli/a.ts', "const { diagramSvg } = await import('../diagram/exportSvg.ts');"],
    ['cli/a.ts', "import { alerts } from '../lessons/alerts.ts'; import net from 'node:net';"],
    ['store/a.ts', "import { createStore } from 'zustand/vanilla';"],
    ['ui/useLab.tsx', "import { useStore } from 'zustand'; import { use } from 'react';"],
    ['ui/a.tsx', "import styles from './a.module.css'; import { line } from 'd3';"],
    ['main.tsx', "import { App } from './app/App.tsx';"],
    ['tls/a.test.ts', "import { openssl } from '../testing/outside.ts'; import fs from 'node:fs';"],
    ['crypto/wycheproof.testing.ts', "import { readFileSync } from 'node:fs';"],
    ['pki/a.ts', "// import { a } from '../tls/client.ts';\nconst text = \"import '../lab/run.ts'\";"],
  ])('allows in %s: %s', (path, source) => {
    expect(brokenImports(path, source)).toEqual([]);
  });
});

describe('the rule for folders', () => {
  it.each([
    ['lab/plan/a.ts', "import { run } from '../run/run.ts';"],
    ['lab/world/a.ts', "import type { RunContext } from '../run/inquiry.ts';"],
    ['pki/intake/text/a.ts', "import { judge } from '../../validator/judgement.ts';"],
    ['tls/messages/a.ts', "import type { NegotiatedParameters } from '../tls12/negotiatedParameters.ts';"],
    ['ui/shared/a.tsx', "import { Inspector } from '../inspector/Inspector.tsx';"],
  ])('refuses in %s: %s', (path, source) => {
    expect(againstOrder(path, source)).toHaveLength(1);
  });

  it.each([
    ['lab/run/a.ts', "import type { Plan } from '../plan/plan.ts'; import { b } from './b.ts';"],
    ['lab/plan/a.test.ts', "import { run } from '../run/run.ts';"],
    ['pki/path/a.ts', "import { CHECKS } from '../checks/index.ts'; import { b } from '../citations.ts';"],
    ['ui/editor/a.tsx', "import { Button } from '../shared/Button.tsx';"],
  ])('allows in %s: %s', (path, source) => {
    expect(againstOrder(path, source)).toEqual([]);
  });
});

describe('the rule for circles', () => {
  it('finds each circle once, however it is entered', () => {
    const targets = { a: ['b'], b: ['c'], c: ['b', 'd'], d: [], e: ['e', 'a'], f: ['g'], g: ['h'], h: ['f', 'd'] };
    expect(circles(new Map(Object.entries(targets)))).toEqual([
      ['b', 'c'],
      ['f', 'g', 'h'],
    ]);
  });
});

describe('the rule for purity', () => {
  it.each([
    'Date.now()',
    'new Date()',
    'Date()',
    'performance.now()',
    'Math.random()',
    'crypto.getRandomValues(bytes)',
    'globalThis.crypto.randomUUID()',
    "fetch('./a')",
    "globalThis.fetch('./a')",
    'new WebSocket(url)',
    'document.title',
    'window.innerWidth',
    "localStorage.getItem('a')",
    "globalThis['document']",
  ])('refuses %s in the engine and in the words', (expression) => {
    expect(impurities('lab/a.ts', `export const a = ${expression};`)).toHaveLength(1);
    expect(impurities('lessons/a.ts', `export const a = ${expression};`)).toHaveLength(1);
  });

  it('lets the engine turn a given time into a date', () => {
    expect(impurities('pki/a.ts', 'export const a = (now: number) => new Date(now).toISOString();')).toEqual([]);
  });

  it('only speaks of code, not of comments and texts', () => {
    expect(impurities('pki/a.ts', "// Date.now()\nexport const a = 'Math.random()';")).toEqual([]);
  });

  it('leaves tests, the command line, and everything from the store up alone', () => {
    for (const path of ['lab/a.test.ts', 'cli/a.ts', 'store/a.ts', 'ui/a.tsx']) {
      expect(impurities(path, 'export const a = Date.now();')).toEqual([]);
    }
  });
});

/** What is wrong with the imports of a file; `path` is relative to src. */
function brokenImports(path: string, source: string): string[] {
  return importsOf(path, source).flatMap((found) => {
    const problem = importProblem(path, found);
    return problem === null ? [] : [`${path}: ${problem}`];
  });
}

function importProblem(path: string, { specifier, typeOnly }: Import): string | null {
  if (specifier === null) return 'has an import that is computed';
  return specifier.startsWith('.') ? inwardProblem(path, specifier, typeOnly) : outwardProblem(path, specifier);
}

/** An import of another file of ours. */
function inwardProblem(path: string, specifier: string, typeOnly: boolean): string | null {
  const from = layerOf(path);
  const target = normalize(join(dirname(path), specifier));
  if (target.startsWith('..')) return `imports ${specifier}, which is outside of src`;
  if (isTestHelper(target) && !isTest(path)) return `imports ${target}, which only tests may`;
  if (target.startsWith('testing/')) return null;
  if (isProviderFolder(target) && from !== 'crypto' && !isTest(path))
    return `imports ${target}: which library computes, only crypto knows`;
  const to = layerOf(target);
  if (from === null || from === to) return null;
  if (to === null) return `imports ${target} from the roof`;
  // `simulate --svg` and `--zip` draw without a page.
  if (from === 'cli' && ['diagram/exportSvg.ts', 'diagram/recordingArchive.ts'].includes(target)) return null;
  if (!MAY_IMPORT[from].includes(to)) return `imports ${target}, but ${from} may not know ${to}`;
  // The names that texts quote, and what is named after them: they are words, too.
  if (from === 'lessons' && target === 'lab/scenario/names.ts') return null;
  if (from === 'lessons' && !typeOnly && !isTest(path)) return `imports ${target}, of which words need the types only`;
  return null;
}

const isProviderFolder = (target: string): boolean => /^crypto\/(forge|noble)\//.test(target);

/** An import of a package. */
function outwardProblem(path: string, specifier: string): string | null {
  const layer = layerOf(path);
  const names = (packages: readonly string[]) =>
    packages.some((name) => specifier === name || specifier.startsWith(`${name}/`));
  if (
    names(['node-forge', '@noble/curves', '@noble/hashes', '@noble/ciphers', '@noble/post-quantum']) &&
    layer !== 'crypto'
  )
    return `names ${specifier}, which only crypto may`;
  if (names(REACT) && layer !== null && !['diagram', 'ui', 'app'].includes(layer)) {
    return `names ${specifier}, but React begins at diagram`;
  }
  if (names(['zustand']) && layer !== 'store' && path !== 'ui/useLab.tsx') {
    return `names ${specifier}, which only the store and its hook may`;
  }
  if (specifier.startsWith('node:') && layer !== 'cli' && !isTest(path)) {
    return `names ${specifier}, which no browser has`;
  }
  return null;
}

/** The files of ours that a file imports. */
const inward = (path: string, source: string): string[] =>
  importsOf(path, source).flatMap(({ specifier }) =>
    specifier?.startsWith('.') ? [normalize(join(dirname(path), specifier))] : [],
  );

/** Imports of a folder that stands behind the file's own in its layer; what the panels share imports none of them. */
function againstOrder(path: string, source: string): string[] {
  const layer = layerOf(path);
  if (layer === null || isTest(path)) return [];
  const rank = (file: string): number => {
    const [of, folder, ...rest] = file.split('/');
    if (of !== layer || folder === undefined || rest.length === 0) return -1;
    if (layer === 'ui') return folder === 'shared' ? 0 : 1;
    return FOLDERS[layer]?.findIndex((each) => each.includes(folder)) ?? -1;
  };
  const own = rank(path);
  const behind = (target: string): boolean =>
    layer === 'ui' ? own === 0 && rank(target) === 1 : own >= 0 && rank(target) > own;
  return inward(path, source).flatMap((target) => (behind(target) ? [`${path}: imports ${target}`] : []));
}

/** Strongly connected parts with more than one file (Tarjan): each in order, and the first of each in order. */
function circles(targets: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): number => {
    const own = index.size;
    index.set(file, own);
    low.set(file, own);
    stack.push(file);
    for (const target of targets.get(file) ?? []) {
      if (!targets.has(target)) continue;
      const known = index.get(target);
      const reached = known === undefined ? visit(target) : stack.includes(target) ? known : own;
      low.set(file, Math.min(low.get(file) ?? own, reached));
    }
    const lowest = low.get(file) ?? own;
    if (lowest === own) {
      const part = stack.splice(stack.indexOf(file));
      if (part.length > 1) found.push(part.sort());
    }
    return lowest;
  };
  for (const file of targets.keys()) if (!index.has(file)) visit(file);
  return found.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
}

interface Import {
  /** Null where the target is not written down. */
  readonly specifier: string | null;
  readonly typeOnly: boolean;
}

/** What a file imports, in any way. */
function importsOf(path: string, source: string): Import[] {
  const found: Import[] = [];
  const note = (target: { type: string; value?: unknown }, typeOnly = false) => {
    const written = target.type === 'Literal' && typeof target.value === 'string';
    found.push({ specifier: written ? String(target.value) : null, typeOnly });
  };
  new Visitor({
    ImportDeclaration({ source: target, importKind, specifiers }) {
      const all =
        specifiers.length > 0 && specifiers.every((each) => 'importKind' in each && each.importKind === 'type');
      note(target, importKind === 'type' || all);
    },
    ExportAllDeclaration: (node) => note(node.source, node.exportKind === 'type'),
    ExportNamedDeclaration(node) {
      if (node.source !== null) note(node.source, node.exportKind === 'type');
    },
    ImportExpression: (node) => note(node.source),
    TSImportType: (node) => note(node.source, true),
    TSExternalModuleReference: (node) => note(node.expression),
  }).visit(parse(path, source));
  return found;
}

const PAGE = ['document', 'window', 'localStorage', 'sessionStorage', 'indexedDB', 'navigator'];
const NETWORK = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'Worker'];
const MEMBERS = ['Date.now', 'performance.now', 'Math.random'];
const RANDOM_MEMBERS = ['getRandomValues', 'randomUUID'];

/** What a file of the engine, or of the words, reaches for without having been given it. */
function impurities(path: string, source: string): string[] {
  const layer = layerOf(path);
  const bound = layer === 'lessons' || ENGINE.some((each) => each === layer);
  if (!bound || isTest(path)) return [];
  const found: string[] = [];
  const note = (what: string) => void found.push(`${path}: ${what}`);
  new Visitor({
    MemberExpression(node) {
      const property = memberName(node.property);
      const object = node.object.type === 'Identifier' ? node.object.name : '';
      const name = `${object}.${property}`;
      if (PAGE.includes(object) || MEMBERS.includes(name) || RANDOM_MEMBERS.includes(property)) note(name);
      if (object === 'globalThis' && [...PAGE, ...NETWORK].includes(property)) note(name);
    },
    CallExpression({ callee }) {
      if (callee.type === 'Identifier' && ['Date', 'fetch'].includes(callee.name)) note(`${callee.name}()`);
    },
    NewExpression({ callee, arguments: given }) {
      if (callee.type !== 'Identifier') return;
      if (callee.name === 'Date' && given.length === 0) note('new Date()');
      if (NETWORK.includes(callee.name)) note(`new ${callee.name}`);
    },
  }).visit(parse(path, source));
  return found;
}

/** `a` of `x.a` and of `x['a']`. */
function memberName(property: { type: string; name?: unknown; value?: unknown }): string {
  return String(property.type === 'Literal' ? property.value : (property.name ?? ''));
}

function parse(path: string, source: string) {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  return program;
}

/** Null for the files that stand in src itself: main.tsx and this test. */
function layerOf(path: string): Layer | null {
  const folder = path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
  return isLayer(folder) ? folder : null;
}

function isLayer(name: string): name is Layer {
  return LAYERS.some((layer) => layer === name);
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || isTestHelper(path);
}

/** src/testing, and a layer's own `*.testing.ts`. */
function isTestHelper(path: string): boolean {
  return path.startsWith('testing/') || /\.testing\.tsx?$/.test(path);
}

function sourceFiles(): { path: string; source: string }[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path, source: readFileSync(join(SRC, path), 'utf8') }));
}
