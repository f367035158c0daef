// Tests hold on any day: what reads a clock of its own comes in by one door, and `npm test -- any-day` runs all that do.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'vite';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const DOOR = 'src/testing/outside.ts';

/** Of Node, what starts other programs, or holds certificates against the real clock. */
const OUTSIDE = ['child_process', 'tls', 'https', 'http2', 'cluster'];

/** What the product itself needs of these. */
const IN_THE_PRODUCT: readonly (readonly [path: string, what: string])[] = [
  ['src/cli/connect.ts', 'imports tls'], // the roots that Node brings along
  ['src/cli/http2Request.ts', 'imports http2'], // requests under the TLS of connect
  ['src/cli/check.ts', 'Date.now()'],
  ['src/cli/connect.ts', 'Date.now()'],
  ['src/cli/listen.ts', 'Date.now()'],
  ['src/cli/pki.ts', 'Date.now()'],
  ['src/cli/why.ts', 'Date.now()'], // dates in a paste
  ['src/app/ValidationRoute.tsx', 'Date.now()'],
  ['src/app/WhyRoute.tsx', 'Date.now()'],
  ['src/ui/progress/useProgress.ts', 'Date.now()'], // ideas come back after days
  ['src/ui/shared/tips.ts', 'performance.now()'],
];

describe('What depends on the day', () => {
  const files = ['src', 'e2e'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
      .filter((path) => /\.tsx?$/.test(path) && path !== DOOR),
  );

  it('comes into tests by one door, which any-day follows to all that use it', () => {
    const found = files.flatMap((path) =>
      outsideIn(path, readFileSync(join(ROOT, path), 'utf8')).map((what) => [path, what] as const),
    );
    const known = new Set(IN_THE_PRODUCT.map((each) => each.join()));
    expect(found.filter((each) => !known.has(each.join()))).toEqual([]);
    expect(files.length).toBeGreaterThan(500);
  });
});

describe('The rule', () => {
  it.each([
    ["import { spawn } from 'node:child_process';", 'imports child_process'],
    ["import { type ChildProcess, spawnSync } from 'child_process';", 'imports child_process'],
    ["export { connect } from 'node:tls';", 'imports tls'],
    ["const { request } = await import('node:https');", 'imports https'],
    ["const cp = require('child_process');", 'imports child_process'],
    ["const cp = process.getBuiltinModule('node:child_process');", 'imports child_process'],
    ['const now = Date.now();', 'Date.now()'],
    ["const now = Date['now']();", 'Date.now()'],
    ['const clock = Date.now;', 'Date.now()'],
    ['const now = new Date();', 'new Date()'],
    ['const now = Date();', 'new Date()'],
    ['const begin = performance.now();', 'performance.now()'],
    ['const begin = process.hrtime.bigint();', 'process.hrtime()'],
  ])('finds %s', (source, what) => {
    expect(outsideIn('a.ts', source)).toEqual([what]);
  });

  it.each([
    "import type { ChildProcess } from 'node:child_process';",
    "import { connect } from 'node:net';",
    'const day = new Date(1_800_000_000_000);',
    '// Date.now() and performance.now()',
    "const text = 'Date.now()';",
  ])('has nothing against %s', (source) => {
    expect(outsideIn('a.ts', source)).toEqual([]);
  });
});

/** What a file takes from outside by itself. */
function outsideIn(path: string, source: string): string[] {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const found: string[] = [];
  const noteModule = (target: { type: string; value?: unknown }): void => {
    const name = target.type === 'Literal' ? String(target.value).replace(/^node:/, '') : '';
    if (OUTSIDE.includes(name)) found.push(`imports ${name}`);
  };
  new Visitor({
    ImportDeclaration({ source: target, importKind, specifiers }) {
      const areTypes =
        specifiers.length > 0 && specifiers.every((each) => 'importKind' in each && each.importKind === 'type');
      if (importKind !== 'type' && !areTypes) noteModule(target);
    },
    ExportNamedDeclaration(node) {
      if (node.source !== null && node.exportKind !== 'type') noteModule(node.source);
    },
    ExportAllDeclaration: (node) => noteModule(node.source),
    ImportExpression: (node) => noteModule(node.source),
    MemberExpression({ object, property }) {
      const name = `${object.type === 'Identifier' ? object.name : ''}.${memberName(property)}`;
      if (['Date.now', 'performance.now', 'process.hrtime'].includes(name)) found.push(`${name}()`);
    },
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type === 'Identifier' && callee.name === 'Date') found.push('new Date()');
      const loads = callee.type === 'Identifier' ? callee.name : 'property' in callee && memberName(callee.property);
      if (first && (loads === 'require' || loads === 'getBuiltinModule')) noteModule(first);
    },
    NewExpression({ callee, arguments: given }) {
      if (callee.type === 'Identifier' && callee.name === 'Date' && given.length === 0) found.push('new Date()');
    },
  }).visit(program);
  return found;
}

/** `a` of `x.a` and of `x['a']`. */
const memberName = ({ type, name, value }: { type: string; name?: unknown; value?: unknown }): string =>
  String(type === 'Literal' ? value : name);
