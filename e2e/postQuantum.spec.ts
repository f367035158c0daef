// What post-quantum certificates cost: the figures of the page are those of the engine, and each row opens its run. And keys
// of ML-DSA where somebody hands them over: on the validation page, and at the CA.

import { privateKeyToPem } from '../src/crypto/keyFormat.ts';
import { poolKey } from '../src/crypto/pool.ts';
import { keyCost } from '../src/lab/run/keyCost.ts';
import { prepareAll } from '../src/lab/run/prepare.ts';
import { ALL_CA_KEY_KINDS } from '../src/lab/scenario/choices.ts';
import { DEFAULT_SCENARIO, normalizeScenario } from '../src/lab/scenario/scenario.ts';
import { grouped } from '../src/lessons/phrases.ts';
import { costFigures } from '../src/lessons/postQuantum.ts';
import { cn } from '../src/pki/bank.testing.ts';
import { createRequest } from '../src/pki/csr/request.ts';
import { toPem } from '../src/pki/intake/pem.ts';
import { mlDsaChain } from '../src/pki/mlDsa.testing.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

test('each figure is counted from a run, a setting counts anew, and a row opens its run in the lab', async ({
  page,
}) => {
  const base = normalizeScenario({ ...DEFAULT_SCENARIO, protocol: 'tls1.3', mode: 'mutual' });
  const costs = await Promise.all(ALL_CA_KEY_KINDS.map((kind) => keyCost(base, kind)));
  await page.goto('./#/learn/post-quantum?mode=mutual');
  for (const side of ['server', 'client'] as const) {
    const rows = page.getByRole('table', { name: `The ${side}’s flight, mutual TLS` }).locator('tbody tr');
    await expect(rows).toHaveCount(ALL_CA_KEY_KINDS.length);
    for (const [i, { modes }] of costs.entries()) {
      const figures = costFigures(modes.mutual[side]);
      const wanted = figures.map(
        (figure, at) => (at === figures.length - 1 && figure > 0 ? '+' : '') + grouped(figure),
      );
      await expect.poll(() => rows.nth(i).locator('td[data-column]').allInnerTexts()).toEqual(wanted);
    }
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `what post-quantum certificates cost, in the ${colorScheme} theme`);
  }
  await page.getByLabel('Revocation').selectOption('stapled');
  await expect(page).toHaveURL(/revocation=stapled/);
  await expect(page.getByRole('list', { name: 'What the bytes are' })).toContainText('stapled OCSP answer');
  await page.getByRole('link', { name: 'ML-DSA-44' }).first().click();
  await expect(page.locator('#stage')).toHaveAttribute('data-scenario', /^mutual/);
  expect(page.url()).toContain('mldsa44');
});

test('a path, a key and a request of ML-DSA are read where they are handed over', async ({ lab, page }) => {
  await prepareAll();
  const chain = mlDsaChain('ML-DSA-65').map(({ der }) => toPem('CERTIFICATE', der));
  await page.goto('./#/validate');
  await page
    .getByLabel('Paste or drop certificates')
    .fill(`${chain.join('')}${privateKeyToPem(poolKey('server.mldsa65'))}`);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  // Another key than the certificate's: that can only be told by who has read both.
  await expect(page.getByText(/belongs to none/).first()).toBeVisible();

  await lab.open();
  await lab.stage.getByRole('button', { name: /^CA console: / }).click();
  const room = page.getByRole('dialog', { name: 'CA console' });
  await room.getByRole('radio', { name: 'Paste one' }).check();
  const csr = createRequest({ subject: cn('pq.test'), dnsNames: ['pq.test'], key: poolKey('customer.mldsa44') });
  await room.getByLabel('Certificate signing request (PEM)').fill(toPem('CERTIFICATE REQUEST', csr));
  await room.getByRole('button', { name: 'Send the request' }).click();
  await expect(room.getByRole('region', { name: 'Issued certificates' })).toContainText('pq.test');
});
