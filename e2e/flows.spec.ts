// The two textbook handshakes, stepped from the first step to the last.
import { beliefAt } from '../src/diagram/beliefs.ts';
import type { Actor } from '../src/lab/recording/recording.ts';
import { LAB_NAMES } from '../src/lab/scenario/names.ts';
import { MODES } from '../src/lab/scenario/scenario.ts';
import { stepAnnouncement } from '../src/lessons/steps.ts';
import { defined, linkTo, messageSteps, recordingOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

for (const mode of MODES) {
  for (const by of ['Next', 'ArrowRight'] as const) {
    test(`the honest ${mode} handshake is stepped to its end by ${by}`, async ({ lab, page }) => {
      const recording = recordingOf({ mode });
      await lab.open(linkTo(recording.scenario));
      await lab.expectStory(recording);
      await expect(lab.rows).toHaveCount(recording.steps.length);
      for (const step of recording.steps) {
        await lab.expectAt(recording, step);
        await expect(lab.scrubber).toHaveAttribute('aria-valuenow', String(step.number));
        const believes = (actor: Actor) => beliefAt(recording, actor, step.number)?.text ?? '';
        await expect
          .poll(() => lab.beliefs())
          .toEqual({
            client: believes('client'),
            server: believes('server'),
            ca: believes('ca'),
          });
        if (step.number === recording.steps.length) break;
        if (by === 'Next') await lab.button('Next step').click();
        else await page.keyboard.press('ArrowRight');
      }
      // At the end there is nowhere to go.
      await expect(lab.button('Next step')).toHaveAttribute('aria-disabled', 'true');
      await page.keyboard.press('ArrowRight');
      await lab.expectAt(recording, defined(recording.steps.at(-1)));
    });
  }
}

test('the honest flows end with both sides having talked to the right party', async ({ lab }) => {
  for (const mode of MODES) {
    const recording = recordingOf({ mode });
    const request = defined(messageSteps(recording).find(({ message }) => message.type === 'ApplicationData'));
    await lab.visit(recording, request.step);
    // The client has checked the certificate for this very name; the server knows whom TLS authenticated.
    await expect
      .poll(() => lab.beliefs())
      .toMatchObject({
        client: `talking to ${LAB_NAMES.host}`,
        server: mode === 'mutual' ? `talking to ${LAB_NAMES.customer}` : 'talking to an unknown client',
      });
    await lab.button('Last step').click();
    await lab.expectAt(recording, defined(recording.steps.at(-1)));
    await expect.poll(() => lab.beliefs()).toMatchObject({ client: 'connection closed', server: 'connection closed' });
    await expect(lab.showFailure).toBeHidden();
    await expect(lab.stage.getByRole('region', { name: 'Not reached' })).toBeHidden();
  }
});

test('the diagram has a row for each message, with its sender, receiver and true size', async ({ lab }) => {
  for (const mode of MODES) {
    const recording = recordingOf({ mode });
    await lab.open(linkTo(recording.scenario));
    await expect(lab.rows).toHaveCount(recording.steps.length);
    const names = await lab.rowNames();
    const nouns = { client: 'client', server: 'server', ca: 'CA', attacker: 'attacker' };
    for (const { step, message } of messageSteps(recording)) {
      const name = names[step.number - 1];
      expect(name).toContain(`Step ${step.number}, ${nouns[message.from]} to ${nouns[message.to]}, `);
      expect(name).toContain(`${(message.wire.length / 2).toLocaleString('en')} byte`);
      expect(name?.includes(', encrypted,')).toBe(message.encrypted);
      const kept = /begins textbook step (\d)$/.exec(name ?? '')?.[1] ?? null;
      // Said where it begins, and then no more.
      const first = recording.steps.find(({ textbook }) => textbook === step.textbook);
      expect(kept).toBe(step.textbook === null || first !== step ? null : String(step.textbook));
    }
  }
});

test('each step is announced to those who listen, with what came of it', async ({ lab, page }) => {
  const recording = recordingOf({ mode: 'mutual', faults: ['client/expired'] });
  await lab.open(linkTo(recording.scenario, recording.steps[28]));
  await lab.expectAt(recording, defined(recording.steps[28]));
  const announced = page.getByRole('status').filter({ hasText: /^Step \d+ of / });
  for (const step of recording.steps.slice(29)) {
    await page.keyboard.press('ArrowRight');
    await expect(announced).toHaveText(stepAnnouncement(recording, step));
  }
  await expect(announced).toContainText('Alert: certificate_expired from the server to the client');
});
