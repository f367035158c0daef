// Builds the page so that its first paint is the default diagram and waits for nothing but the HTML: the app itself
// (src/app/prerender.tsx) draws the diagram, styles stand inline, scripts come last, and hydration takes it over.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import { contentSecurityPolicy } from './contentSecurityPolicy.ts';
import { cutStyles } from './firstStyles.ts';

const THEME_MARK = '<!-- theme -->';
const EMPTY_ROOT = '<div id="root"></div>';
const DATA = '<script type="application/json" id="default-recording">';
const CHARSET = '<meta charset="utf-8" />';
const FIRST_FONT = /(^|\/)inter-latin-wght-normal[^/]*\.woff2$/;
/** The engine: heavy, so it runs in the worker (or, where no worker starts, in a chunk that loads later). */
const ENGINE_MODULES = /\/node_modules\/node-forge\/|\/src\/lab\/run\/run\.ts$|\/src\/tls\/endpoint\.ts$/;

interface Prerendered {
  readonly html: string;
  readonly data: string;
}

/** Puts the scripts into the head that can't wait for the page's own: the chosen theme, and early input. In development too. */
export function themeBeforePaint(): Plugin {
  return {
    name: 'handshake-lab:theme',
    transformIndexHtml: {
      order: 'pre',
      handler(html) {
        // Browsers read line ends as \n, and so must the digest in the policy.
        const scripts = ['./themeBeforePaint.js', './earlyInput.js'].map((file) =>
          readFileSync(new URL(file, import.meta.url), 'utf8').replaceAll('\r\n', '\n'),
        );
        return replaceOnce(html, THEME_MARK, scripts.map((script) => `<script>\n${script}</script>`).join('\n    '));
      },
    },
  };
}

export function prerender(): Plugin {
  let root = '';
  return {
    name: 'handshake-lab:prerender',
    apply: (_config, { command, isSsrBuild }) => command === 'build' && isSsrBuild !== true,
    configResolved(config) {
      root = config.root;
    },
    transformIndexHtml: {
      order: 'post',
      async handler(html, { bundle }) {
        if (bundle === undefined) throw new Error('There is no bundle to prerender.');
        const filled = fill(html, await renderDefault(root));
        const page = preloadFont(scriptsLast(inlineStyles(filled, bundle)), Object.keys(bundle));
        // Last, for it lists what stands in the page. Behind the charset, which must stand in the first 1024 bytes.
        const policy = `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(page)}" />`;
        return replaceOnce(page, CHARSET, `${CHARSET}\n    ${policy}`);
      },
    },
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const atStart = new Set(
        chunks.filter(({ isEntry, facadeModuleId }) => isEntry && facadeModuleId?.endsWith('.html')),
      );
      for (const chunk of atStart) {
        for (const each of chunks) if (chunk.imports.includes(each.fileName)) atStart.add(each);
        const stray = Object.keys(chunk.modules).find((id) => ENGINE_MODULES.test(id));
        if (stray !== undefined) this.error(`The page would wait for ${stray}, which belongs into the worker.`);
      }
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

function fill(page: string, { html, data }: Prerendered): string {
  // "<" is escaped, so that no text in the recording can end the script element.
  const json = data.replaceAll('<', '\\u003c');
  const script = `${DATA}${json}</script>`;
  return replaceOnce(page, EMPTY_ROOT, `<div id="root">${html}</div>\n    ${script}`);
}

/** A style sheet of its own would cost the first paint a round trip. What is not drawn yet is styled behind the diagram. */
function inlineStyles(page: string, bundle: Rolldown.OutputBundle): string {
  const link = /<link rel="stylesheet"[^>]* href="\.\/([^"]+)">/g;
  let late = '';
  const inlined = page.replace(link, (_link, file: string) => {
    const asset = bundle[file];
    if (asset?.type !== 'asset') throw new Error(`index.html names ${file}, which is not in the build.`);
    delete bundle[file];
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    // Addresses in it were relative to the style sheet.
    const css = String(asset.source)
      .replaceAll(/url\((["']?)\.\//g, `url($1./${folder}`)
      .trim();
    if (/<\/style/i.test(css)) throw new Error(`${file} can't stand inline.`);
    const { first, rest } = cutStyles(css, page);
    late += rest;
    return `<style>${first}</style>`;
  });
  const sheets = Object.keys(bundle).filter((file) => file.endsWith('.css'));
  if (sheets.length > 0) throw new Error(`Style sheets outside of the page: ${sheets.join(', ')}`);
  return replaceOnce(inlined, DATA, `<style>${late}</style>\n    ${DATA}`);
}

/** Module scripts run after the HTML anyway; at its end they don't compete with it for the network. */
function scriptsLast(page: string): string {
  const tags = /[ \t]*<(?:script type="module"[^>]*><\/script>|link rel="modulepreload"[^>]*>)\n?/g;
  const found = page.match(tags) ?? [];
  if (found.length === 0) throw new Error('The built page has no script.');
  return replaceOnce(page.replaceAll(tags, ''), '  </body>', `${found.join('')}  </body>`);
}

/** The font that the first paint needs: without this it is only found at the first layout. */
function preloadFont(page: string, files: readonly string[]): string {
  const font = files.find((file) => FIRST_FONT.test(file));
  if (font === undefined) throw new Error('The build contains no Inter font to preload.');
  const link = `<link rel="preload" as="font" type="font/woff2" href="./${font}" crossorigin />`;
  return replaceOnce(page, '  </head>', `    ${link}\n  </head>`);
}

function replaceOnce(page: string, mark: string, text: string): string {
  if (page.split(mark).length !== 2) throw new Error(`index.html must contain ${mark} once.`);
  return page.replace(mark, () => text);
}
