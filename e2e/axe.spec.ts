// axe on every panel, in both themes, on a desk and on a phone.

import { TABS } from '../src/store/placeFields.ts';
import { expectAccessible } from './support/axe.ts';
import { brokenRecording } from './support/catalogue.ts';
import { defined, linkTo, recordingOf, stepOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

const expired = brokenRecording('client/expired');
const honest = recordingOf({ mode: 'mutual' });

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test(`each tab is accessible in the ${colorScheme} theme, at messages, checks and failures`, async ({
      lab,
      page,
    }) => {
      await lab.visit(expired, stepOf(expired, 'server:path.validate'));
      for (const tab of TABS) {
        await lab.tab(tab).click();
        await expectAccessible(page, `${tab} at the failed check`);
      }
      await lab.tab('checks').click();
      await lab.panel.getByRole('button', { name: 'Expand all' }).click();
      await expectAccessible(page, 'all checks opened');
      await lab.tab('certificates').click();
      for (const form of ['PEM', 'Bytes']) {
        await lab.panel.getByRole('radio', { name: form }).check();
        await expectAccessible(page, `a certificate as ${form}`);
      }
      await lab.visit(honest, stepOf(honest, 'client:ClientKeyExchange'), 'bytes');
      await lab.panel.getByRole('radio', { name: 'Inside' }).check();
      await lab.fieldTree.getByRole('treeitem').last().click();
      await expectAccessible(page, 'a field is selected in the premaster secret');
      await lab.visit(honest, defined(honest.steps.at(-1)), 'secrets');
      await expectAccessible(page, 'all secrets');
      await lab.visit(honest, defined(honest.steps[0]), 'checks');
      await expectAccessible(page, 'no checks yet');
    });

    for (const width of [1440, 390]) {
      test(`TLS 1.3, its key schedule, observers and the attacker’s lane are accessible in the ${colorScheme} theme at ${width} px`, async ({
        lab,
        page,
      }) => {
        await page.setViewportSize({ width, height: 900 });
        for (const [name, hash, title] of [
          [
            'the key schedule',
            '#protocol=tls1.3&mode=mutual&at=server:CertificateVerify&tab=secrets',
            'The server’s CertificateVerify',
          ],
          [
            'a late refusal',
            '#protocol=tls1.3&mode=mutual&fault=client/expired&at=server:Alert',
            'Alert: certificate_expired',
          ],
          [
            'as an eavesdropper',
            '#protocol=tls1.3&mode=mutual&as=eavesdropper&at=server:CertificateVerify',
            'An encrypted record',
          ],
          ['the attacker’s lane', '#fault=wire/mitm-trusted&at=client:Finished', 'The client’s Finished'],
          ['bytes of a share', '#protocol=tls1.3&group=X25519MLKEM768&at=client:ClientHello&tab=bytes', 'ClientHello'],
        ] as const) {
          await lab.open('#');
          await lab.open(hash);
          if (width < 720) {
            await expect(lab.sheetHandle).toContainText(title);
            await lab.sheetHandle.click();
          }
          await expect(lab.inspector.getByRole('heading', { name: title, exact: true })).toBeVisible();
          await expectAccessible(page, `${name}, ${width} px`);
          if (width < 720) await page.keyboard.press('Escape');
        }
      });
    }

    test(`drawer, banner and dialogs are accessible in the ${colorScheme} theme`, async ({ lab, page }) => {
      await lab.open('#mode=both');
      await expectAccessible(page, 'a banner about the link');
      await lab.breakButton.click();
      await lab.drawer.getByRole('checkbox', { name: 'Self-signed' }).first().check();
      await lab.expectStory(brokenRecording('server/self-signed'));
      await expectAccessible(page, 'the drawer with a chosen fault');
      await lab.drawer.getByRole('searchbox').fill('nothing like this');
      await expectAccessible(page, 'the drawer without a find');
      await page.keyboard.press('Escape');
      await expect(lab.drawer).toBeHidden();
      for (const name of ['Settings', 'Help', 'Options']) {
        await lab.button(name).click();
        const dialog = page.getByRole('dialog', { name });
        await expect(dialog).toBeVisible();
        await expectAccessible(page, name);
        await page.keyboard.press('Escape');
        await expect(dialog).toBeHidden();
      }
    });

    test(`the phone’s page, sheet, drawer and settings are accessible in the ${colorScheme} theme`, async ({
      lab,
      page,
    }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await lab.open(linkTo(expired.scenario, stepOf(expired, 'server:path.validate'), 'checks'));
      await lab.expectStory(expired);
      await expectAccessible(page, 'the diagram on a phone');
      await lab.sheetHandle.click();
      for (const tab of TABS) {
        await lab.tab(tab).click();
        await expectAccessible(page, `the sheet at ${tab}`);
      }
      await page.keyboard.press('Escape');
      for (const [name, opener] of [
        ['Options', /^Options/],
        ['Places', /^Places/],
        ['More', 'More'],
      ] as const) {
        await page.getByRole('button', { name: opener }).click();
        await expect(page.getByRole('dialog', { name })).toBeVisible();
        await expectAccessible(page, name);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toBeHidden();
      }
      await lab.breakButton.click();
      await expect(lab.drawer).toBeVisible();
      await expectAccessible(page, 'the drawer on a phone');
    });
  });
}
