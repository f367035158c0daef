// Truth of "Secrets": the columns of the endpoints against the recording, the eavesdropper's against the wire.
import type { Recording, SecretId, Step } from '../src/lab/recording/recording.ts';
import { SECRETS } from '../src/lab/recording/recording.ts';
import { secretWords } from '../src/lessons/secrets.ts';
import type { LabPage } from './support/labPage.ts';
import { bytesOf } from './support/outside.ts';
import { defined, eventsOf, linkTo, messageSteps, recordingOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

interface Line {
  readonly title: string;
  readonly value: string;
  /** Client, server, CA, eavesdropper. */
  readonly cells: readonly string[];
}

const RUNS = [
  ['the honest one-way handshake', { mode: 'one-way' }],
  ['the honest mutual handshake', { mode: 'mutual' }],
  ['a stolen server certificate', { mode: 'one-way', faults: ['server/stolen-certificate'] }],
] as const;

for (const [name, change] of RUNS) {
  test(`at each step of ${name} the table says who holds which bytes`, async ({ lab }) => {
    const recording = recordingOf(change);
    await lab.open(linkTo(recording.scenario, undefined, 'secrets'));
    await lab.expectStory(recording);
    for (const step of recording.steps) {
      if (step.number > 1) await lab.page.keyboard.press('ArrowRight');
      await expect(lab.place).toHaveText(`step ${step.number} of ${recording.steps.length}`);
      await expect.poll(() => shownLines(lab)).toEqual(expectedLines(recording, step));
    }
  });
}

test('each secret opens to all of its bytes, and the two ends agree on them', async ({ lab }) => {
  for (const suite of ['TLS_RSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_AES_128_CBC_SHA256'] as const) {
    const recording = recordingOf({ mode: 'mutual', suite });
    await lab.visit(recording, defined(recording.steps.at(-1)), 'secrets');
    await openAll(lab);
    const held = eventsOf(recording.events, 'secret');
    const valuesOf = (title: string): string[] => {
      const secret = defined(SECRETS.find((id) => secretWords(id).title === title));
      return [...new Set(held.filter((event) => event.secret === secret).map((event) => event.value))];
    };
    // The steps of both suites are the same, so that the other one's secrets may stand there for a moment.
    await expect(async () => {
      const lines = await shownLines(lab);
      expect(lines).toHaveLength(new Set(held.map(({ secret }) => secret)).size);
      for (const { title, value } of lines) expect(valuesOf(title), title).toEqual([value.replaceAll(' ', '')]);
    }).toPass();
  }
});

test('what goes in and comes out of local work are the bytes of the recording', async ({ lab }) => {
  const recording = recordingOf({ mode: 'mutual' });
  for (const actor of ['client', 'server'] as const) {
    const step = defined(recording.steps.find(({ key }) => key === `${actor}:keys.derive`));
    await lab.visit(recording, step, 'bytes');
    await openAll(lab);
    const shown = (await lab.panel.getByRole('definition').locator('code').allInnerTexts()).map((text) =>
      text.replaceAll(' ', ''),
    );
    const value = (secret: SecretId) =>
      defined(eventsOf(recording.events, 'secret').find((event) => event.actor === actor && event.secret === secret))
        .value;
    const inputs: SecretId[] = ['premasterSecret', 'clientRandom', 'serverRandom'];
    const outputs: SecretId[] = ['masterSecret', 'clientWriteKey', 'serverWriteKey', 'clientWriteIv', 'serverWriteIv'];
    expect(shown).toEqual([...inputs, ...outputs].map(value));
  }
});

/** Opens every value that shows its first bytes only. Each button that is pressed takes another name. */
async function openAll(lab: LabPage): Promise<void> {
  const closed = lab.panel.getByRole('button', { name: /^all \d+ bytes of / });
  for (let left = await closed.count(); left > 0; left--) {
    await expect(closed).toHaveCount(left);
    await closed.first().click();
  }
}

/** The table as it stands on the page, read once. */
async function shownLines(lab: LabPage): Promise<Line[]> {
  return lab.panel.evaluate((panel) =>
    [...panel.querySelectorAll('tbody')].flatMap((body) => {
      const head = body.querySelector('th[scope="rowgroup"]');
      if (head === null) return [];
      const text = (element: Element | null) => (element instanceof HTMLElement ? element.innerText.trim() : '');
      return [
        {
          title: text(head.querySelector('span')),
          value: text(head.querySelector('code')),
          cells: [...body.querySelectorAll('td')].map((cell) => text(cell).split('\n')[0] ?? ''),
        },
      ];
    }),
  );
}

/** What the table must say: worked out here from the events and the bytes on the wire, not by the product. */
function expectedLines(recording: Recording, step: Step): Line[] {
  const past = recording.events.slice(0, step.until);
  const known = eventsOf(past, 'secret');
  const isLongTerm = (secret: SecretId) => secret.endsWith('rivateKey');
  const order = [...SECRETS.filter((id) => !isLongTerm(id)), ...SECRETS.filter(isLongTerm)];
  return order.flatMap((secret) => {
    const events = known.filter((event) => event.secret === secret);
    const [first] = events;
    if (first === undefined) return [];
    const cell = (actor: string) => {
      const own = events.find((event) => event.actor === actor);
      if (own === undefined) return 'no';
      return own.value === first.value ? own.how : `${own.how}, but differs`;
    };
    const heard = messageSteps(recording).find(
      ({ step: { event }, message }) =>
        event < step.until && events.some(({ value }) => bytesOf(message.wire).includes(bytesOf(value))),
    );
    const bytes = first.value.replace(/../g, '$& ').trim();
    return [
      {
        title: secretWords(secret).title,
        value: first.value.length > 16 ? `${bytes.slice(0, 23)} …` : bytes,
        cells: [cell('client'), cell('server'), cell('ca'), heard ? `read, step ${heard.step.number}` : 'no'],
      },
    ];
  });
}
