// Builds the page so that its first paint is the default diagram and waits for nothing but the HTML: the app itself
// (src/app/prerender.tsx) draws the diagram, its styles and the characters of its font stand inline, all others come behind it with the scripts and the
// recording, and hydration takes it over.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import { contentSecurityPolicy } from './contentSecurityPolicy.ts';
import { cutStyles } from './firstStyles.ts';
import { firstCharacters } from './subsetFontsPlugin.ts';

const THEME_MARK = '<!-- theme -->';
const EMPTY_ROOT = '<div id="root"></div>';
const CHARSET = '<meta charset="utf-8" />';
const FIRST_FONT = /url\((["']?)\.\/([^)"']*\bfirst-paint[^)"']*\.woff2)\1\)/;
/** The engine: heavy, so it runs in the worker (or, where no worker starts, in a chunk that loads later). */
const ENGINE_MODULES = /\/node_modules\/node-forge\/|\/src\/lab\/run\/run\.ts$|\/src\/tls\/endpoint\.ts$/;

interface Prerendered {
  readonly html: string;
  readonly data: string;
}
interface Drawn {
  readonly html: string;
  /** The file of its recording. */
  readonly recording: string;
}

/** Without lines that are comments, and without indents: they would travel before the first paint. */
const withoutNotes = (script: string): string => script.replaceAll(/^[ \t]*(?:\/\/.*\n|\n)?/gm, '');

/** Puts the scripts into the head that can't wait for the page's own: the chosen theme, and early input. In development too. */
export function themeBeforePaint(): Plugin {
  return {
    name: 'handshake-lab:theme',
    transformIndexHtml: {
      order: 'pre',
      handler(html) {
        // Browsers read line ends as \n, and so must the digest in the policy.
        const scripts = ['./themeBeforePaint.js', './earlyInput.js'].map((file) =>
          withoutNotes(readFileSync(new URL(file, import.meta.url), 'utf8').replaceAll('\r\n', '\n')),
        );
        return replaceOnce(html, THEME_MARK, scripts.map((script) => `<script>\n${script}</script>`).join('\n    '));
      },
    },
  };
}

/** `apart`: whether the engine is a file of its own, which the page must not wait for. */
export function prerender({ apart = true } = {}): Plugin {
  let root = '';
  let drawn: Drawn | null = null;
  return {
    name: 'handshake-lab:prerender',
    apply: (_config, { command, isSsrBuild }) => command === 'build' && isSsrBuild !== true,
    configResolved(config) {
      root = config.root;
    },
    transformIndexHtml: {
      order: 'post',
      async handler(html, { bundle }) {
        if (bundle === undefined || drawn === null) throw new Error('There is no bundle to prerender.');
        const filled = replaceOnce(html, EMPTY_ROOT, `<div id="root">${drawn.html}</div>`);
        const { page: styled, late } = inlineStyles(filled, bundle);
        const page = paintedAtOnce(lastly(inlineFont(styled, bundle), late, drawn.recording));
        // Last, for it lists what stands in the page. Behind the charset, which must stand in the first 1024 bytes.
        const policy = `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(page)}" />`;
        return replaceOnce(page, CHARSET, `${CHARSET}\n    ${policy}`);
      },
    },
    generateBundle: {
      order: 'pre',
      async handler(_options, bundle) {
        const { html, data } = await renderDefault(root);
        checkCharacters(html, firstCharacters(join(root, 'src')));
        const file = this.emitFile({ type: 'asset', name: 'default-recording.json', source: data });
        drawn = { html, recording: this.getFileName(file) };
        const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
        const atStart = new Set(
          chunks.filter(({ isEntry, facadeModuleId }) => isEntry && facadeModuleId?.endsWith('.html')),
        );
        for (const chunk of apart ? atStart : []) {
          for (const each of chunks) if (chunk.imports.includes(each.fileName)) atStart.add(each);
          const stray = Object.keys(chunk.modules).find((id) => ENGINE_MODULES.test(id));
          if (stray !== undefined) this.error(`The page would wait for ${stray}, which belongs into the worker.`);
        }
      },
    },
  };
}

/** Builds the app for Node, runs it once and returns what it drew. */
async function renderDefault(root: string): Promise<Prerendered> {
  const outDir = join(root, 'node_modules/.cache/handshake-lab', `prerender-${randomUUID()}`);
  try {
    await build({
      root,
      logLevel: 'warn',
      publicDir: false,
      ssr: { noExternal: true },
      build: {
        ssr: 'src/app/prerender.tsx',
        outDir,
        rolldownOptions: { output: { entryFileNames: 'prerender.mjs' } },
      },
    });
    const module: unknown = await import(pathToFileURL(join(outDir, 'prerender.mjs')).href);
    return await callRenderDefault(module);
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

async function callRenderDefault(module: unknown): Promise<Prerendered> {
  if (typeof module !== 'object' || module === null || !('renderDefault' in module)) {
    throw new Error('src/app/prerender.tsx must export renderDefault().');
  }
  const { renderDefault } = module;
  if (typeof renderDefault !== 'function') throw new Error('renderDefault must be a function.');
  const result: unknown = await renderDefault();
  if (typeof result !== 'object' || result === null || !('html' in result) || !('data' in result)) {
    throw new Error('renderDefault() must return { html, data }.');
  }
  const { html, data } = result;
  if (typeof html !== 'string' || !html.includes('data-scenario=')) {
    throw new Error('The prerendered page shows no diagram: no element has data-scenario.');
  }
  if (/<(script|style)\b/.test(html)) throw new Error('The prerendered page has a script or style element of its own.');
  if (typeof data !== 'string') throw new Error('renderDefault() must return the recording as JSON text.');
  JSON.parse(data);
  return { html, data };
}

/** A style sheet of its own would cost the first paint a round trip. What is not drawn yet is styled by the files in `late`. */
function inlineStyles(html: string, bundle: Rolldown.OutputBundle): { readonly page: string; readonly late: string[] } {
  const link = /<link rel="stylesheet"[^>]* href="\.\/([^"]+)">/g;
  const late: string[] = [];
  const page = html.replace(link, (_link, file: string) => {
    const asset = bundle[file];
    if (asset?.type !== 'asset') throw new Error(`index.html names ${file}, which is not in the build.`);
    const css = String(asset.source).trim();
    const { first, rest } = cutStyles(css, html);
    asset.source = rest;
    late.push(file);
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    // Addresses in it were relative to the style sheet.
    const inline = first.replaceAll(/url\((["']?)\.\//g, `url($1./${folder}`);
    if (/<\/style/i.test(inline)) throw new Error(`${file} can't stand inline.`);
    return `<style>${inline}</style>`;
  });
  const sheets = Object.keys(bundle).filter((file) => file.endsWith('.css') && !late.includes(file));
  if (sheets.length > 0) throw new Error(`Style sheets outside of the page: ${sheets.join(', ')}`);
  return { page, late };
}

/**
 * Behind all that is painted: module scripts run after the HTML anyway, and here they don't compete with it for the network;
 * neither do the recording and the other styles. These are there before a script runs; last, for the parser waits for them.
 */
function lastly(page: string, late: readonly string[], recording: string): string {
  const tags = /[ \t]*<(?:script type="module"[^>]*><\/script>|link rel="modulepreload"[^>]*>)\n?/g;
  const scripts = page.match(tags) ?? [];
  if (scripts.length === 0) throw new Error('The built page has no script.');
  const sheets = late.map((file) => `    <link rel="stylesheet" href="./${file}" />\n`);
  const data = `    <link rel="preload" as="fetch" crossorigin id="${BEHIND}" href="./${recording}" />\n`;
  return replaceOnce(page.replaceAll(tags, ''), '  </body>', `${[...scripts, data, ...sheets].join('')}  </body>`);
}

/** As a file of its own, the font would come later than the text: this would be laid out twice, or be drawn in another one. */
function inlineFont(page: string, bundle: Rolldown.OutputBundle): string {
  const [address, , file = ''] = FIRST_FONT.exec(page) ?? [];
  const font = bundle[file];
  if (address === undefined || font?.type !== 'asset') throw new Error('The page names no font for its first paint.');
  const bytes = Buffer.from(font.source);
  delete bundle[file];
  return replaceOnce(page, address, `url(data:font/woff2;base64,${bytes.toString('base64')})`);
}

/** What stands behind all that is painted first: see `lastly`. */
const BEHIND = 'default-recording';

/**
 * Painted when its markup is whole: a part of it, painted first, would be laid out again, and what is largest comes last. The
 * font is decoded meanwhile: asked for by the layout itself, it would come just too late for that.
 */
function paintedAtOnce(page: string): string {
  const whole = `<link rel="expect" blocking="render" href="#${BEHIND}" />`;
  const font =
    '<script>document.fonts?.forEach((face) => /^U\\+20-/i.test(face.unicodeRange) && face.load().catch(() => {}))</script>';
  return replaceOnce(page, '  </head>', `    ${font}\n    ${whole}\n  </head>`);
}

/** Line ends, and arrows: Inter has none, and the system's own font draws them. */
const OTHERS = new Set('\n←→');

/** The text of markup, which must not fall back to a font that comes later. */
function checkCharacters(html: string, has: ReadonlySet<string>): void {
  const text = html.replaceAll(/<[^>]*>/g, '').replaceAll(/&(#x?[0-9a-f]+|\w+);/gi, '');
  const missing = new Set([...text].filter((character) => !OTHERS.has(character) && !has.has(character)));
  if (missing.size === 0) return;
  throw new Error(
    `The first paint has characters that unicode-range in src/app/fonts.css lacks: ${[...missing].join(' ')}`,
  );
}

function replaceOnce(page: string, mark: string, text: string): string {
  if (page.split(mark).length !== 2) throw new Error(`index.html must contain ${mark} once.`);
  return page.replace(mark, () => text);
}
