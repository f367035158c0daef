// A static file server for the built page, as plain as the hosts that the page is made for: types, caching, gzip.
// `node scripts/serve.mjs [--port N] [--mount /some/path/]`; the mount shows that the page works from any sub-path.
import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

const contentTypes = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** Serves `directory` on 127.0.0.1. Port 0 takes any free one. Resolves once it listens, with the address to open. */
export function serve({ directory, port, mount = '/' }) {
  const root = resolve(directory);
  const cache = new Map();
  const server = createServer((request, response) => {
    answer(request, response, { root, mount, cache }).catch((error) => {
      response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(`${error.message}\n`);
    });
  });
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      const bound = server.address().port;
      done({ server, port: bound, address: `http://127.0.0.1:${bound}${mount}` });
    });
  });
}

async function answer(request, response, { root, mount, cache }) {
  // A name of somebody else that leads here (DNS rebinding) would make this page one of theirs.
  if (!isLoopback(request.headers.host)) {
    return refuse(response, 421, 'This server answers for localhost and the addresses of this machine itself alone.');
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refuse(response, 405, 'Only GET and HEAD are answered here.', { allow: 'GET, HEAD' });
  }
  const path = requestedFile(request.url ?? '/', { root, mount });
  const file = path === null ? null : await load(path, { root, cache });
  if (file === null) return refuse(response, 404, 'There is no such file.');
  const zipped = file.zipped !== null && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const etag = zipped ? `W/${file.etag}` : file.etag;
  const headers = {
    'content-type': contentTypes[extname(path)] ?? 'application/octet-stream',
    // Files below assets/ carry a digest of their content in the name; all others are asked for anew.
    'cache-control': path.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...(file.zipped === null ? {} : { vary: 'accept-encoding' }),
  };
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304, headers).end();
  const body = zipped ? file.zipped : file.bytes;
  if (zipped) headers['content-encoding'] = 'gzip';
  response.writeHead(200, { ...headers, 'content-length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** The file that a URL names, or null where it leaves the served folder or can't be read. */
function requestedFile(url, { root, mount }) {
  let pathname;
  try {
    pathname = decodeURIComponent(new URL(url, 'http://127.0.0.1').pathname);
  } catch {
    return null;
  }
  if (!pathname.startsWith(mount) || pathname.includes('\0')) return null;
  const relative = pathname.slice(mount.length);
  const path = resolve(
    root,
    `.${sep}${relative.endsWith('/') || relative === '' ? join(relative, 'index.html') : relative}`,
  );
  return path.startsWith(root + sep) ? path : null;
}

/** Whether the Host of a request (RFC 9112 3.2), with or without a port, means this very machine. HTTP/1.0 has none. */
function isLoopback(host) {
  return host === undefined || /^(localhost|127(\.\d{1,3}){3}|\[::1\])\.?(:\d*)?$/i.test(host);
}

/** Null where there is no such file, or where a link leads out of the served folder. */
async function load(path, { root, cache }) {
  const [found, real, realRoot] = await Promise.all([stat(path), realpath(path), realpath(root)]).catch(() => []);
  if (found === undefined || !found.isFile() || !real.startsWith(realRoot + sep)) return null;
  const cached = cache.get(path);
  if (cached?.modified === found.mtimeMs) return cached;
  const bytes = await readFile(path);
  const compressible = /^(text|application\/json|image\/svg)/.test(contentTypes[extname(path)] ?? '');
  const file = {
    modified: found.mtimeMs,
    bytes,
    zipped: compressible ? gzipSync(bytes, { level: 9 }) : null,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
  };
  cache.set(path, file);
  return file;
}

function refuse(response, status, text, headers = {}) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(`${text}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '4173' }, mount: { type: 'string', default: '/' } },
  });
  const directory = fileURLToPath(new URL('../dist', import.meta.url));
  try {
    const { address } = await serve({ directory, port: Number(values.port), mount: values.mount });
    console.log(address);
  } catch (error) {
    console.error(error.code === 'EADDRINUSE' ? `Port ${values.port} is taken.` : error.message);
    process.exitCode = 1;
  }
}
