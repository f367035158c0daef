// Build the handshake, by keys alone and by dragging: the machines refuse what may not come next.
import { buildDeck } from '../src/exercises/build/deck.ts';
import { prepareAll } from '../src/lab/run/prepare.ts';
import { expectAccessible } from './support/axe.ts';
import { defined } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: colorScheme === 'light' ? 1440 : 390, height: 844 } });

    test(`a handshake is built by keys alone, and what may not come is refused by its alert, ${colorScheme}`, async ({
      page,
    }) => {
      await prepareAll();
      const deck = buildDeck('mutual', 'tls1.3', 1);
      await page.goto('./#/learn/build?mode=mutual&protocol=tls1.3');
      const cards = page.getByRole('region', { name: 'Messages' }).getByRole('listitem').getByRole('button');
      await expect(cards).toHaveCount(deck.cards.length);
      const cardOf = (id: string) => {
        const { from, type } = defined(deck.cards.find((card) => card.id === id));
        return cards.filter({ hasText: new RegExp(`^${type}${from === 'client' ? 'Client' : 'Server'} to`) });
      };
      const strange = defined(deck.cards.find(({ foreign, from }) => foreign !== null && from === 'client'));
      await cardOf(strange.id).focus();
      await page.keyboard.press('Enter');
      const said = page.getByRole('status');
      await expect(said).toContainText('the alert unexpected_message');
      await expectAccessible(page, 'a card is refused');
      for (const [place, id] of deck.order.entries()) {
        await cardOf(id).focus();
        await page.keyboard.press('Enter');
        await expect(page.getByText(`${place + 1} of ${deck.order.length}`)).toBeVisible();
        // The focus stays among the cards, and at the end goes to what is said of it.
        if (place < deck.order.length - 1) await expect(cards.and(page.locator(':focus'))).toHaveCount(1);
      }
      await expect(said).toContainText('Done, with 1 mistake on the way');
      await expect(cards).toHaveCount(3);
      await expectAccessible(page, 'the handshake is built');
    });
  });
}

test('a message that is dragged over is put next', async ({ page }) => {
  await page.goto('./#/learn/build');
  const hello = page.getByRole('button', { name: /^ClientHello/ });
  await hello.dragTo(page.getByText('The next message goes here'));
  await expect(page.getByRole('status')).toHaveText('Right: now the client sends ClientHello.');
  await expect(page.getByRole('region', { name: 'Your handshake' }).getByRole('listitem')).toHaveCount(1);
});
