import { defineConfig } from '@playwright/test';

// `npm test` chooses both; a bare `npx playwright test` uses Playwright's own browser and a fixed port.
const browser = process.env.HANDSHAKE_LAB_BROWSER;
const port = Number(process.env.HANDSHAKE_LAB_PORT ?? 4399);
const onCi = process.env.CI === 'true';
// Chromium refuses to start its sandbox for root, which is who runs most containers.
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Pictures are SVG text and the same everywhere, so one file serves every platform.
  snapshotPathTemplate: '{testDir}/snapshots/{arg}{ext}',
  updateSnapshots: onCi ? 'none' : 'missing',
  forbidOnly: onCi,
  fullyParallel: true,
  workers: 2,
  // A busy machine may be late once. What needs the second try is named as flaky, and is to be mended.
  retries: onCi ? 1 : 0,
  // Against hanging alone: a machine that does much else takes several times as long, and what is waited for costs no time
  // where it is there.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    browserName: 'chromium',
    // One page for many tests, emptied in between: see e2e/support/test.ts. A fresh one costs as much as a short test.
    reuseContext: true,
    // What fades, slides and scrolls smoothly is waited for at each click, frame by frame, and takes a fifth of a run; the
    // tests whose subject it is (`WITH_MOTION` in e2e/support/test.ts) have it.
    contextOptions: { reducedMotion: 'reduce' },
    // Its requests would pass by those that a test answers; e2e/offline.spec.ts has it.
    serviceWorkers: 'block',
    // The page as markup at each action tells what went wrong, and takes a quarter of a run; so a second try alone has it,
    // or `--trace on`.
    trace: { mode: 'on-first-retry', screenshots: false, snapshots: true, sources: false },
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser }),
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        // Nothing but the page itself shall speak to the network.
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-quic',
      ],
    },
  },
  webServer: {
    command: `node --no-warnings scripts/serve.mjs --port ${port}`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
});
