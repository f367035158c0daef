// Builds the page with the parts of its two fonts that it uses: Latin-1, the further characters that our words contain,
// and the weights that our styles ask for. Other characters come from the reader's own fonts; `npm run dev` serves
// the whole files. Inter is cut in two: what the first paint needs, which stands in the page, and the rest.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

/** Kerning, and where accents go. */
const LAYOUT = ['kern', 'ccmp', 'locl', 'mark', 'mkmk'];
export const WEIGHTS = { min: 400, max: 700 };

const INTER = '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';
const MONO = '@fontsource/jetbrains-mono/files/jetbrains-mono-latin-400-normal.woff2';
/** With digits of one width, for font-variant-numeric. */
const INTER_OPTIONS = { keepFeatures: [...LAYOUT, 'tnum'], variationAxes: { wght: WEIGHTS } };
/** How the built file is called that has the characters of the first paint. */
const FIRST_FILE = 'first-paint.woff2';

export function subsetFonts(): Plugin {
  return {
    name: 'handshake-lab:fonts',
    apply: (_config, { command, isSsrBuild }) => command === 'build' && isSsrBuild !== true,
    async config({ root = process.cwd() }) {
      const folder = join(root, 'node_modules/.cache/handshake-lab/fonts');
      mkdirSync(folder, { recursive: true });
      const text = charactersOf(join(root, 'src'));
      const first = firstCharacters(join(root, 'src'));
      const rest = [...text].filter((character) => !first.has(character)).join('');
      const alias = [
        { find: `${INTER}?first`, name: FIRST_FILE, characters: [...first].join(''), options: INTER_OPTIONS },
        { find: INTER, name: basename(INTER), characters: rest, options: INTER_OPTIONS },
        // Bytes and code are shown without ligatures.
        { find: MONO, name: basename(MONO), characters: text, options: { keepFeatures: LAYOUT } },
      ].map(async ({ find, name, characters, options }) => {
        const replacement = join(folder, name);
        const whole = readFileSync(join(root, 'node_modules', find.replace('?first', '')));
        writeFileSync(replacement, await subsetFont(whole, characters, { ...options, targetFormat: 'woff2' }));
        return { find, replacement };
      });
      return { resolve: { alias: await Promise.all(alias) } };
    },
  };
}

/** The characters of the font that stands in the page: those that `unicode-range` names in src/app/fonts.css. */
export function firstCharacters(folder: string): ReadonlySet<string> {
  const css = readFileSync(join(folder, 'app/fonts.css'), 'utf8');
  const [, ranges] = /\?first"\)[^}]*unicode-range:\s*([^;]*);/s.exec(css) ?? [];
  if (ranges === undefined) throw new Error('src/app/fonts.css names no characters for the first paint.');
  const found = new Set<string>();
  for (const [, first = '', last = first] of ranges.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/gi)) {
    const end = Number.parseInt(last, 16);
    for (let code = Number.parseInt(first, 16); code <= end; code++) found.add(String.fromCodePoint(code));
  }
  return found;
}

/** Basic Latin, Latin-1 Supplement, and whatever else stands in the sources, tests apart. */
export function charactersOf(folder: string): string {
  const found = new Set<string>();
  for (const [first, last] of [
    [0x20, 0x7e],
    [0xa0, 0xff],
  ] as const) {
    for (let code = first; code <= last; code++) found.add(String.fromCodePoint(code));
  }
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(tsx?|css)$/.test(path) || /\.test\.tsx?$/.test(path)) continue;
    for (const character of unescaped(readFileSync(join(folder, path), 'utf8'))) {
      if (character > '~') found.add(character);
    }
  }
  return [...found].join('');
}

/** With characters that are written as escapes, such as `\u2192`, put in their place. */
function unescaped(source: string): string {
  return source.replaceAll(/\\u\{?([0-9a-fA-F]{4,6})\}?/g, (written, digits: string) => {
    const code = Number.parseInt(digits, 16);
    return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? written : String.fromCodePoint(code);
  });
}
