// Every test runs against a page that must stay quiet: no console error or warning, no page error, no failed request,
// no request to another origin, no violation of the content security policy.
import { test as base, expect, type Page } from '@playwright/test';
import { LabPage } from './labPage.ts';

export { expect } from '@playwright/test';

interface Given {
  complaints: string[];
  lab: LabPage;
  /**
   * Whether the page makes ahead, whenever the browser is idle, what is likely to be wanted next. Where a test goes through
   * many scenarios, it would make as many again that nobody looks at.
   */
  worksAhead: boolean;
  /** Whether the page meets somebody new: with a card of ways to begin, the steps before the handshake folded, and the pace of reading. */
  firstVisit: boolean;
}

export const test = base.extend<Given>({
  complaints: [
    async ({ page, baseURL }, use) => {
      const complaints = await listen(page, new URL(baseURL ?? '').origin);
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  // What can't be done within this time will not be possible later either; the test then says which action it was.
  actionTimeout: 60_000,
  lab: async ({ page }, use) => use(new LabPage(page)),
  worksAhead: [true, { option: true }],
  firstVisit: [false, { option: true }],
  page: async ({ page, worksAhead, firstVisit }, use) => {
    await forget(page);
    if (!firstVisit) await page.addInitScript(beBackAgain);
    // A browser that never has time.
    if (!worksAhead) await page.addInitScript(() => Object.assign(window, { requestIdleCallback: () => 0 }));
    await use(page);
    await letTimePass(page);
  },
});

/** For `test.use`: somebody who did not ask for less motion. */
export const WITH_MOTION = { contextOptions: { reducedMotion: 'no-preference' } } as const;

/** As somebody who has been here: storage may be refused. */
export function beBackAgain(): void {
  try {
    localStorage.setItem('handshake-lab.start', 'dismissed');
    localStorage.getItem('handshake-lab.pace') ?? localStorage.setItem('handshake-lab.pace', 'steady');
    localStorage.getItem('handshake-lab.issuance') ?? localStorage.setItem('handshake-lab.issuance', 'open');
  } catch {}
}

/**
 * One page serves many tests (`reuseContext`), so that the browser reads and compiles the scripts once. Playwright empties it,
 * its storage, routes, clock and media before each; what it leaves over is the rest: history and permissions.
 */
async function forget(page: Page): Promise<void> {
  await page.context().clearPermissions();
  const session = await page.context().newCDPSession(page);
  await session.send('Page.resetNavigationHistory');
  await session.detach();
}

/**
 * Lets a clock run again that a test has paused. Playwright would do so itself, but while it empties the page: the script that
 * does it may come too late to be taken away, and then fails in the next test's page, which has no such clock.
 */
async function letTimePass(page: Page): Promise<void> {
  if (page.isClosed()) return;
  const hasOwnClock = await page.evaluate(() => '__pwClock' in globalThis);
  if (hasOwnClock) await page.clock.resume();
}

/** What the browser says for `serviceWorkers: 'block'` (playwright.config.ts), whenever a page at rest asks for one. */
const NO_SERVICE_WORKER = 'Service Worker registration blocked by Playwright';

/** Collects what a quiet page would not do. */
export async function listen(page: Page, origin: string): Promise<string[]> {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if ((message.type() === 'error' || message.type() === 'warning') && message.text() !== NO_SERVICE_WORKER) {
      complaints.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isLocal = url.protocol === 'data:' || url.protocol === 'blob:' || url.origin === origin;
    if (!isLocal) complaints.push(`request to ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
  });
  await page.exposeBinding('reportViolation', (_source, what: string) => complaints.push(`policy violation: ${what}`));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const { reportViolation } = window as unknown as { reportViolation(what: string): void };
      reportViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return complaints;
}
