// The two bars at the top: as high as the design says, at every width, whatever stands in them.
import { PROTOCOLS } from '../src/lab/scenario/scenario.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

const WIDTHS = [360, 390, 720, 1024, 1280, 1440, 2560] as const;
const FAULTS = [
  'server/expired',
  'server/wrong-host',
  'ca/intermediate-expired',
  'client/expired',
  'clock/client-slow',
];

/** In pixels: the product's bar, and below it the scenario's, or the goal of a mission, whose controls need a line below 1024. */
const scenarioBar = (width: number): number => (width < 720 ? 52 : 50);
const goalBar = (width: number): number => (width < 1024 ? 104 : 62);

test('the two bars are 52 and 50 px high (62 in a mission), with no, one and five faults, in every protocol, at every width', async ({
  page,
}) => {
  const cases = [
    ...PROTOCOLS.flatMap((protocol) =>
      [0, 1, 5].map((count) => ({
        hash: ['mode=mutual', `protocol=${protocol}`, ...FAULTS.slice(0, count).map((fault) => `fault=${fault}`)].join(
          '&',
        ),
        scenario: `mutual|${count}`,
        second: scenarioBar,
      })),
    ),
    // One with few controls, one with many.
    { hash: 'protocol=tls1.3&mission=1', scenario: 'one-way|0', second: goalBar },
    { hash: 'mode=mutual&protocol=tls1.3&fault=client/expired&mission=14', scenario: 'mutual|1', second: goalBar },
  ];
  for (const { hash, scenario, second } of cases) {
    await page.goto(`./#${hash}`);
    await expect(page.locator('html')).not.toHaveAttribute('data-link');
    await expect
      .poll(() =>
        page.locator('#stage').evaluate((stage) => {
          const [mode = '', faults = ''] = (stage.dataset.scenario ?? '').split('|');
          return `${mode}|${faults.split(',').filter(Boolean).length}`;
        }),
      )
      .toBe(scenario);
    await expect(page.locator('header').getByRole('region', { name: 'Mission', exact: true })).toHaveCount(
      hash.includes('mission') ? 1 : 0,
    );
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const heights = await page
        .locator('header[data-print="none"] > *')
        .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().height));
      expect(heights, `${hash} at ${width} px`).toEqual([52, second(width)]);
    }
  }
});
