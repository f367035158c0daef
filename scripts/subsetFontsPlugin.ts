// Builds the page with the parts of its two fonts that it uses: Latin-1, the further characters that our words contain,
// and the weights that our styles ask for. Other characters come from the reader's own fonts; `npm run dev` serves
// the whole files.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

/** Kerning, and where accents go. */
const LAYOUT = ['kern', 'ccmp', 'locl', 'mark', 'mkmk'];
export const WEIGHTS = { min: 400, max: 700 };

const FONTS = [
  {
    file: '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
    // With digits of one width, for font-variant-numeric.
    options: { keepFeatures: [...LAYOUT, 'tnum'], variationAxes: { wght: WEIGHTS } },
  },
  // Bytes and code are shown without ligatures.
  { file: '@fontsource/jetbrains-mono/files/jetbrains-mono-latin-400-normal.woff2', options: { keepFeatures: LAYOUT } },
];

export function subsetFonts(): Plugin {
  return {
    name: 'handshake-lab:fonts',
    apply: (_config, { command, isSsrBuild }) => command === 'build' && isSsrBuild !== true,
    async config({ root = process.cwd() }) {
      const folder = join(root, 'node_modules/.cache/handshake-lab/fonts');
      mkdirSync(folder, { recursive: true });
      const text = charactersOf(join(root, 'src'));
      const alias = FONTS.map(async ({ file, options }) => {
        const replacement = join(folder, basename(file));
        const whole = readFileSync(join(root, 'node_modules', file));
        writeFileSync(replacement, await subsetFont(whole, text, { ...options, targetFormat: 'woff2' }));
        return { find: file, replacement };
      });
      return { resolve: { alias: await Promise.all(alias) } };
    },
  };
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
