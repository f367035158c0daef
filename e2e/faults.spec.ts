// Every fault of the catalogue, from the drawer to the verdict: what the page says is what the engine found. Twelve of them
// step by step, the others one after the other on one page.

import { beliefAt } from '../src/diagram/beliefs.ts';
import { FAULTS } from '../src/lab/faults/catalogue.ts';
import type { RefusedCase } from '../src/lab/faults/expected.testing.ts';
import type { Message, Recording } from '../src/lab/recording/recording.ts';
import type { FaultId } from '../src/lab/scenario/faultId.ts';
import { DEFAULT_SCENARIO } from '../src/lab/scenario/scenario.ts';
import { ALERT_WORDS } from '../src/lessons/alerts.ts';
import { evidenceText } from '../src/lessons/checks/evidence.ts';
import { CHECK_WORDS } from '../src/lessons/checks/words.ts';
import { FAULT_WORDS, faultTitleLong } from '../src/lessons/faults.ts';
import { stepVerdict } from '../src/lessons/steps.ts';
import { citationText } from '../src/pki/citations.ts';
import { firstFailure } from '../src/store/place.ts';
import { ACCEPTED, brokenRecording, faultOf, MORE, nameInDrawer, TWELVE } from './support/catalogue.ts';
import type { LabPage } from './support/labPage.ts';
import { defined, eventsOf, messageSteps, modeOf, recordingOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

const STEPPED = new Set(TWELVE.map(({ fault }) => fault));

for (const expected of TWELVE) {
  const { fault, by, check, alert } = expected;
  test(`${fault}: the ${by} refuses, ${check} fails, ${alert} goes out`, async ({ lab }) => {
    const recording = brokenRecording(fault);
    expectEngine(recording, expected);

    await lab.open();
    await lab.breakButton.click();
    await boxOf(lab, fault).check();
    await lab.expectStory(recording);
    await expect(lab.breakButton).toHaveAccessibleName('Inject a fault 1 active');
    await expect(lab.mode(recording.scenario.mode)).toBeChecked();
    await lab.drawer.getByRole('button', { name: 'Close' }).click();
    await expect(lab.drawer).toBeHidden();

    const failure = defined(recording.steps[defined(firstFailure(recording)) - 1]);
    await lab.showFailure.click();
    await lab.expectAt(recording, failure);
    await expect(lab.inspector).toContainText(defined(stepVerdict(recording, failure)).text);

    await expectChecks(lab, recording, expected);
    await expectEnd(lab, recording, expected);

    await lab.button(`Undo: ${faultTitleLong(fault)}`).click();
    const honest = recordingOf({ mode: recording.scenario.mode });
    await lab.expectStory(honest);
    await expect(lab.rows).toHaveCount(honest.steps.length);
    await expect(lab.breakButton).toHaveAccessibleName('Inject a fault');
    await expect(lab.showFailure).toBeHidden();
  });
}

for (const side of ['negotiation', 'wire'] as const) {
  test(`the faults of the side ${side} can be chosen in the drawer, and tell their own stories`, async ({ lab }) => {
    await lab.open('#mode=mutual');
    await lab.breakButton.click();
    for (const { id } of FAULTS.filter((fault) => fault.side === side && fault.protocols.includes('tls1.2-rsa'))) {
      const box = boxOf(lab, id);
      await box.click();
      await lab.expectStory(recordingOf({ mode: 'mutual', faults: [id] }));
      await box.click();
    }
    await expect(lab.drawer).toContainText('Nothing is broken');
  });
}

for (const side of ['server', 'ca', 'client', 'clock'] as const) {
  test(`the other faults of the side ${side} can be chosen in the drawer, and tell their own stories`, async ({
    lab,
  }) => {
    await lab.open('#mode=mutual');
    await lab.breakButton.click();
    let { revocation } = DEFAULT_SCENARIO;
    for (const { id, revocations } of FAULTS.filter((fault) => fault.side === side && !STEPPED.has(fault.id))) {
      const box = boxOf(lab, id);
      await box.click();
      // Who chooses a fault of another way of revocation gets that way as well, and keeps it.
      if (!revocations.includes(revocation)) revocation = defined(revocations[0]);
      await lab.expectStory(recordingOf({ mode: 'mutual', faults: [id], revocation }));
      await box.click();
    }
    await expect(lab.drawer).toContainText('Nothing is broken');
  });

  test(`the other faults of the side ${side} end in their verdicts`, async ({ lab }) => {
    for (const expected of MORE.filter(({ fault }) => faultOf(fault).side === side)) {
      const recording = moreRecording(expected.fault);
      expectEngine(recording, expected);
      const failure = defined(recording.steps[defined(firstFailure(recording)) - 1]);
      await lab.visit(recording, failure);
      await expect(lab.inspector, expected.fault).toContainText(defined(stepVerdict(recording, failure)).text);
      await expectChecks(lab, recording, expected);
    }
  });
}

test('with some faults the handshake goes through, and the page says why', async ({ lab }) => {
  for (const id of ACCEPTED) {
    // Some show only where nobody is asked about revocation.
    const { modes, revocations } = faultOf(id);
    const revocation = revocations.includes('ocsp') ? 'ocsp' : defined(revocations[0]);
    const recording = recordingOf({ mode: modeOf(modes), faults: [id], revocation });
    expect([recording.outcome.client.error, recording.outcome.server.error]).toEqual([null, null]);
    await lab.visit(recording, defined(recording.steps.at(-1)));
    await expect(lab.showFailure).toBeVisible({ visible: firstFailure(recording) !== null });
    const { accepted } = FAULT_WORDS[id];
    if (accepted !== undefined) await expect(lab.page.getByText(accepted, { exact: true }).first()).toBeVisible();
  }
});

test('faults add up, each chip removes its own, and reset removes all', async ({ lab }) => {
  const [first, second] = ['server/wrong-host', 'client/expired'] as const;
  await lab.open();
  await lab.breakButton.click();
  await boxOf(lab, first).check();
  await lab.expectStory(brokenRecording(first));
  await boxOf(lab, second).check();
  const both = brokenRecording(first, second);
  await lab.expectStory(both);
  await expect(lab.rows).toHaveCount(both.steps.length);
  await expect(lab.drawer).toContainText('2 broken');
  await expect(lab.mode('mutual')).toBeChecked();

  await lab.button(`Undo: ${faultTitleLong(first)}`).click();
  await lab.expectStory(brokenRecording(second));
  await expect(boxOf(lab, first)).not.toBeChecked();
  await expect(boxOf(lab, second)).toBeChecked();

  // In one-way mode the client's certificate is not asked for: the fault stays chosen, and says that it rests.
  await lab.mode('one-way').check();
  await lab.expectStory(recordingOf({ mode: 'one-way', faults: [second] }));
  await expect(lab.showFailure).toBeHidden();
  await expect(lab.page.getByText('needs mutual', { exact: true })).toBeVisible();

  await lab.drawer.getByRole('button', { name: 'Reset all' }).click();
  await lab.expectStory(recordingOf());
  await expect(lab.drawer).toContainText('Nothing is broken');
  await expect(lab.drawer.getByRole('checkbox', { checked: true })).toHaveCount(0);
});

test('the drawer finds faults by their words and says when there are none', async ({ lab }) => {
  await lab.open();
  await lab.breakButton.click();
  const search = lab.drawer.getByRole('searchbox', { name: 'Search faults' });
  await search.fill('stolen');
  await expect(lab.drawer.getByRole('checkbox')).toHaveCount(2);
  await search.fill('stolen client');
  await expect(lab.drawer.getByRole('checkbox')).toHaveCount(1);
  await expect(boxOf(lab, 'client/stolen-certificate')).toBeVisible();
  // Terms of the field find what the shown words do not name.
  for (const [term, id] of [
    ['SNI', 'hello/unknown-name'],
    ['CN', 'server/no-san'],
    ['pathLen', 'ca/path-too-long'],
    ['basicConstraints', 'ca/not-a-ca'],
    ['mTLS', 'client/none'],
  ] as const) {
    await search.fill(term);
    await expect(boxOf(lab, id)).toBeVisible();
  }
  await search.fill('no such thing');
  await expect(lab.drawer.getByRole('checkbox')).toHaveCount(0);
  await lab.drawer.getByRole('button', { name: 'Show all' }).click();
  await expect(lab.drawer.getByRole('checkbox')).toHaveCount(FAULTS.length);
});

/** Under the first way of revocation with which it changes anything. */
function moreRecording(id: FaultId): Recording {
  const { modes, revocations } = faultOf(id);
  const revocation = revocations.includes('ocsp') ? 'ocsp' : defined(revocations[0]);
  return recordingOf({ mode: modeOf(modes), faults: [id], revocation });
}

function boxOf(lab: LabPage, id: FaultId) {
  const { group, name } = nameInDrawer(id);
  return lab.drawer.getByRole('group', { name: group }).getByRole('checkbox', { name, exact: true });
}

const isAlert = (message: Message, alert: string): boolean =>
  message.type === 'Alert' && message.details.description === alert;

/** The engine in this process did what the standards say; so it may serve as the measure of the page. */
function expectEngine({ events, outcome }: Recording, { by, check, alert }: RefusedCase): void {
  const alerts = eventsOf(events, 'sent').flatMap(({ actor, message }) =>
    message.type === 'Alert' && message.details.level === 'fatal' ? [[actor, message.details.description]] : [],
  );
  expect(alerts).toEqual([[by, alert]]);
  expect(outcome[by]).toEqual({ state: 'failed', error: { code: check, alert, by: 'self' } });
  expect(outcome[by === 'client' ? 'server' : 'client'].error).toMatchObject({ alert, by: 'peer' });
}

async function expectChecks(lab: LabPage, recording: Recording, { by, check, alert }: RefusedCase): Promise<void> {
  const verifier = by === 'client' ? 'the client' : 'the server';
  // The alert is the last word of the verifier; at that step its ledger is complete.
  const last = defined(messageSteps(recording).find(({ message }) => isAlert(message, alert))).step;
  await lab.rows.nth(last.number - 1).click();
  await lab.tab('checks').click();
  // A limit on the path fails for who sets it and for who breaks it; of two certificates, both may have ended.
  const all = eventsOf(recording.events, 'check').filter(
    (event) => event.actor === by && event.check.result === 'fail' && event.check.check === check,
  );
  const failed = defined(all[0]).check;
  const proof = lab.panel.locator('section').filter({ hasText: `checked by ${verifier}` });
  const rows = proof.getByRole('listitem').filter({ hasText: `${CHECK_WORDS[check].title}: failed` });
  await expect(rows).toHaveCount(all.length);
  const reference = lab.page.getByText(citationText(failed.reference), { exact: true });
  const row = rows.filter({ has: reference });
  await expect(row).toHaveCount(all.filter(({ check: { reference } }) => reference === failed.reference).length);
  await expect(row.filter({ hasText: evidenceText(failed) })).toHaveCount(1);

  const wire = defined(messageSteps(recording).find(({ step }) => step === last)).message.wire;
  const heard = proof.getByRole('definition').filter({ hasText: alert }).first();
  await expect(heard).toContainText(
    wire
      .replace(/../g, '$& ')
      .slice(0, 3 * 7)
      .trim(),
  );
  await expect(heard).toContainText(`${alert} (${defined(ALERT_WORDS[alert]).number})`);
}

/** The alert's row, what both sides believe at the end, and what never happened. */
async function expectEnd(lab: LabPage, recording: Recording, { alert }: RefusedCase): Promise<void> {
  const { step, message } = defined(messageSteps(recording).find(({ message }) => isAlert(message, alert)));
  const row = lab.rows.nth(step.number - 1);
  await expect(row).toHaveAccessibleName(
    new RegExp(`^Step ${step.number}, ${message.from} to ${message.to}, Alert: ${alert}, fatal`),
  );
  const end = defined(recording.steps.at(-1));
  await lab.rows.last().click();
  await lab.expectAt(recording, end);
  const beliefs = await lab.beliefs();
  for (const actor of ['client', 'server'] as const) {
    expect(beliefs[actor]).toBe(beliefAt(recording, actor, end.number)?.text);
    expect(beliefAt(recording, actor, end.number)?.result).toBe('fail');
  }
  const ghosts = lab.stage.getByRole('region', { name: 'Not reached' }).getByRole('listitem');
  await expect(ghosts).toHaveCount(recording.prevented.length);
  expect(recording.prevented.length).toBeGreaterThan(0);
}
