// Builds the page so that its first paint is the default diagram, under a policy that lets nothing in or out.
// The diagram is rendered by the app itself (src/app/prerender.tsx) and stands in the HTML; hydration takes it over.
import { createHash, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type HtmlTagDescriptor, type Plugin } from 'vite';

/** Only the built page carries it: the development server needs inline scripts for hot replacement. */
const CONTENT_SECURITY_POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self' data: blob:",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

const EMPTY_ROOT = '<div id="root"></div>';
const PRELOADED_FONT = /(^|\/)inter-latin-wght-normal[^/]*\.woff2$/;
/** The engine: heavy, so it runs in the worker (or, where no worker starts, in a chunk that loads later). */
const ENGINE_MODULES = /\/node_modules\/node-forge\/|\/src\/lab\/run\.ts$|\/src\/tls\/(client|server)\.ts$/;

interface Prerendered {
  readonly html: string;
  readonly data: string;
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
        const { html: diagram, data } = await renderDefault(root);
        return {
          html: fill(html, diagram, data),
          tags: [policy(diagram), ...preload(Object.keys(bundle ?? {}))],
        };
      },
    },
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const atStart = new Set(chunks.filter(({ isEntry }) => isEntry));
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
    throw new Error('The prerendered page shows no diagram.');
  }
  if (typeof data !== 'string') throw new Error('renderDefault() must return the recording as JSON text.');
  JSON.parse(data);
  return { html, data };
}

function fill(page: string, diagram: string, data: string): string {
  if (!page.includes(EMPTY_ROOT)) throw new Error(`index.html must contain ${EMPTY_ROOT}`);
  // "<" is escaped, so that no text in the recording can end the script element.
  const json = data.replaceAll('<', '\\u003c');
  return page.replace(
    EMPTY_ROOT,
    () => `<div id="root">${diagram}</div>\n<script type="application/json" id="default-recording">${json}</script>`,
  );
}

/**
 * React sets styles through the object model, which no policy restricts. In prerendered markup they are attributes,
 * and those need leave: it is given to exactly the values that occur, by digest, so that no other one is let in.
 */
function policy(diagram: string): HtmlTagDescriptor {
  if (/<(script|style)\b/.test(diagram)) throw new Error('The prerendered page has an inline script or style element.');
  const styles = new Set([...diagram.matchAll(/ style="([^"]*)"/g)].map(([, value = '']) => value));
  const digests = [...styles].map((value) => `'sha256-${sha256(unescapeAttribute(value))}'`);
  const directives = {
    ...CONTENT_SECURITY_POLICY,
    ...(digests.length === 0 ? {} : { 'style-src-attr': ["'unsafe-hashes'", ...digests].join(' ') }),
  };
  const content = Object.entries(directives)
    .map((directive) => directive.join(' '))
    .join('; ');
  return { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content }, injectTo: 'head-prepend' };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** Undoes what React does to the text of an attribute. */
function unescapeAttribute(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** The font that the first paint needs: without this it is only found once the style sheet has arrived. */
function preload(files: readonly string[]): HtmlTagDescriptor[] {
  const font = files.find((file) => PRELOADED_FONT.test(file));
  if (font === undefined) throw new Error('The build contains no Inter font to preload.');
  return [
    {
      tag: 'link',
      attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `./${font}`, crossorigin: true },
      injectTo: 'head-prepend',
    },
  ];
}
