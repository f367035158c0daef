// The page's service worker: what was loaded once works without a network. The build (scripts/serviceWorkerFile.mjs) puts in
// the files and their digests, so each build has another script, and a browser that finds it sets it up beside the old one.
//
// The page itself is asked for first, so a visit with a network shows the newest build; only without one it comes from the
// cache. All other files carry a digest in their name, and are the same for ever.

/** Address, relative to this script, and digest of each file, as `integrity` has it. */
const FILES = new Map(__FILES__);
const PREFIX = 'handshake-lab ';
const CACHE = `${PREFIX}__VERSION__`;
const PAGE = new URL('index.html', location.href).href;
/** Longest wait for a page when a network is there but does not answer, in milliseconds. */
const PATIENCE_MS = 5000;
/** Builds whose files are kept: this one, and the one before, which may still be open in another tab. */
const KEPT = 2;

addEventListener('install', (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

addEventListener('activate', (event) => {
  event.waitUntil(clean());
});

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = new URL(request.url);
  const address = url.origin + url.pathname;
  if (request.mode === 'navigate') {
    if (address === PAGE || address === new URL('./', PAGE).href) event.respondWith(newest(request));
  } else if (FILES.has(nameOf(address)) || address.startsWith(new URL('assets/', PAGE).href)) {
    event.respondWith(kept(address).then((found) => found ?? fetch(request)));
  }
});

const nameOf = (address) => address.slice(new URL('./', PAGE).href.length);

/** All files of this build, or none: what the server has of another build fails its digest, and the next visit tries again. */
async function fill() {
  const cache = await caches.open(CACHE);
  try {
    for (const [file, integrity] of FILES) {
      const address = new URL(file, PAGE).href;
      const old = file.startsWith('assets/') ? await kept(address) : undefined;
      await cache.put(address, old ?? (await load(address, integrity)));
    }
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function load(address, integrity) {
  const response = await fetch(address, { integrity, cache: 'no-cache' });
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  return response;
}

/** From this build's files, or from those of one that may still be open. */
async function kept(address) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address)) ?? (await caches.match(address));
}

async function newest(request) {
  const page = async () => (await kept(PAGE)) ?? fetch(request);
  let timer;
  const late = new Promise((done) => {
    timer = setTimeout(() => done(undefined), PATIENCE_MS);
  });
  try {
    const response = await Promise.race([fetch(request), late]);
    return response?.ok ? response : await page();
  } catch {
    return page();
  } finally {
    clearTimeout(timer);
  }
}

async function clean() {
  const own = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  const old = own.slice(0, Math.max(0, own.length - (KEPT - 1)));
  await Promise.all(old.map((name) => caches.delete(name)));
}
