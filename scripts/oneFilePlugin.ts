// Puts all files of a built page into its HTML: scripts, styles, fonts, icon, and the recording of the first page.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Plugin } from 'vite';
import { oneFilePolicy } from './contentSecurityPolicy.ts';

const TYPES: Readonly<Record<string, string>> = { '.woff2': 'font/woff2', '.svg': 'image/svg+xml' };

/** Writes `handshake-lab.html` beside the parts. */
export function oneFile(): Plugin {
  let folder = '';
  return {
    name: 'handshake-lab:one-file',
    apply: (_config, { command, isSsrBuild }) => command === 'build' && isSsrBuild !== true,
    configResolved({ root, build }) {
      folder = join(root, build.outDir);
    },
    closeBundle: {
      order: 'post',
      handler() {
        writeFileSync(join(folder, 'handshake-lab.html'), inOne(folder));
      },
    },
  };
}

function inOne(folder: string): string {
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');
  const data = (file: string) =>
    `data:${TYPES[extname(file)]};base64,${readFileSync(join(folder, file)).toString('base64')}`;
  const assets = readdirSync(join(folder, 'assets'));
  const one = (extension: string) => {
    const found = assets.filter((file: string) => extname(file) === extension);
    if (found.length !== 1) throw new Error(`One file ${extension} was expected, and there are ${found.join(', ')}.`);
    return `assets/${found[0]}`;
  };
  const fonts = (css: string) =>
    css.replaceAll(
      /url\(["']?\.\/(?:assets\/)?([^)"']+\.woff2)["']?\)/g,
      (_all, file: string) => `url(${data(`assets/${file}`)})`,
    );
  const script = text(one('.js')).replaceAll(/<(?=\/script|script|!--)/gi, '\\x3C');
  let page = text('index.html');
  const replace = (what: RegExp, by: string) => {
    if (!what.test(page)) throw new Error(`The built page has no ${what}.`);
    page = page.replace(what, () => by);
  };
  replace(/<meta http-equiv="Content-Security-Policy"[^>]*>\s*/, '');
  replace(/<link rel="icon"[^>]*>/, `<link rel="icon" type="image/svg+xml" href="${data('favicon.svg')}" />`);
  page = page.replaceAll(/[ \t]*<link rel="modulepreload"[^>]*>\n?/g, '');
  page = page.replace(/<style>.*?<\/style>/s, (style) => fonts(style));
  replace(/<link rel="stylesheet"[^>]*>/, `<style>${fonts(text(one('.css')))}</style>`);
  replace(/[ \t]*<script type="module"[^>]*><\/script>\n?/, '');
  const recording = text(one('.json')).replaceAll('<', '\\u003c');
  replace(
    /<link rel="preload" as="fetch"[^>]*>/,
    `<script type="application/json" id="default-recording">${recording}</script>`,
  );
  // Behind the styles: it runs at once.
  replace(/ *<\/body>/, `    <script id="lab-script">${script}</script>\n  </body>`);
  const policy = `<meta http-equiv="Content-Security-Policy" content="${oneFilePolicy(page)}" />`;
  replace(/<meta charset="utf-8" \/>/, `<meta charset="utf-8" />\n    ${policy}`);
  const outside = /\b(?:src|href)="\.\/[^"]*"|url\(\.\//.exec(page.replace(script, ''));
  if (outside !== null) throw new Error(`The page still names a file: ${outside[0]}`);
  return page;
}
