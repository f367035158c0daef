// The page under test, by the roles and names that its users meet.

import { expect, type Locator, type Page } from '@playwright/test';
import { activeFaults } from '../../src/lab/faults/catalogue.ts';
import type { Recording, Step } from '../../src/lab/recording/recording.ts';
import type { Scenario } from '../../src/lab/scenario/scenario.ts';
import { stepTitle } from '../../src/lessons/steps.ts';
import { storyFor } from '../../src/lessons/story.ts';
import type { Tab } from '../../src/store/placeFields.ts';
import { linkTo } from './recordings.ts';

const TAB_NAMES: Readonly<Record<Tab, RegExp>> = {
  explain: /^Explain/,
  checks: /^Checks/,
  certificates: /^Certificates/,
  bytes: /^Bytes/,
  secrets: /^Secrets/,
};

export class LabPage {
  readonly page: Page;
  readonly story: Locator;
  readonly stage: Locator;
  readonly rows: Locator;
  readonly currentRow: Locator;
  readonly inspector: Locator;
  readonly title: Locator;
  /** `step 7 of 31` */
  readonly place: Locator;
  readonly panel: Locator;
  readonly scrubber: Locator;
  readonly breakButton: Locator;
  readonly drawer: Locator;
  readonly showFailure: Locator;

  constructor(page: Page) {
    this.page = page;
    this.story = page.getByRole('heading', { level: 1 });
    this.stage = page.getByRole('region', { name: 'Sequence diagram' });
    this.rows = this.stage.getByRole('button', { name: /^Step \d/ });
    this.currentRow = this.stage.locator('[aria-current="step"]');
    this.inspector = page.getByRole('region', { name: 'Inspector' });
    this.title = this.inspector.getByRole('heading', { level: 2 });
    this.place = this.inspector.getByText(/^step \d+ of \d+$/);
    this.panel = this.inspector.getByRole('tabpanel');
    this.scrubber = page.getByRole('slider', { name: 'Step', exact: true });
    this.breakButton = page.getByRole('button', { name: /^Inject a fault/ });
    this.drawer = page.getByRole('dialog', { name: 'Inject a fault' });
    this.showFailure = page.getByRole('button', { name: 'Show the failure' });
  }

  async open(link = ''): Promise<void> {
    await this.page.goto(`./${link}`);
    await this.takenOver();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.takenOver();
  }

  /** The first paint is markup alone; a click counts once React has taken all parts of it over, the player last. */
  async takenOver(): Promise<void> {
    await this.page.waitForFunction(() => {
      const parts = ['main button', 'aside [role="tab"]', 'footer select'].map((part) => document.querySelector(part));
      const taken = parts.every(
        (part) => part !== null && Object.keys(part).some((key) => key.startsWith('__reactProps')),
      );
      // All panels but Explain are loaded when they are first shown.
      return taken && document.querySelector('[role="tabpanel"]:not([hidden])')?.childElementCount !== 0;
    });
  }

  /** Goes to a step of a recording by its link, and waits until the page stands there. */
  async visit(recording: Recording, step: Step, tab: Tab = 'explain'): Promise<void> {
    await this.open(linkTo(recording.scenario, step, tab));
    await this.expectStory(recording);
    await this.expectAt(recording, step);
    await expect(this.tab(tab)).toHaveAttribute('aria-selected', 'true');
    // The code of a panel is loaded when it is first shown.
    // Of two tabs the old one is still leaving.
    await expect(this.panel).toHaveCount(1);
    await expect(this.panel).not.toBeEmpty();
  }

  async expectStory(recording: Recording): Promise<void> {
    await expect(this.story).toHaveText(
      storyFor(recording.scenario, recording, activeFaults(recording.scenario)).title,
    );
  }

  async expectAt(recording: Recording, step: Step): Promise<void> {
    await expect(this.place).toHaveText(`step ${step.number} of ${recording.steps.length}`);
    await expect(this.title).toHaveText(stepTitle(recording, step));
    await expect(this.currentRow).toHaveAccessibleName(new RegExp(`^Step ${step.number}, `));
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  mode(mode: Scenario['mode']): Locator {
    return this.page
      .getByRole('radiogroup', { name: 'Authentication' })
      .getByRole('radio', { name: mode === 'mutual' ? 'Mutual' : 'One-way' });
  }

  tab(tab: Tab): Locator {
    return this.inspector.getByRole('tab', { name: TAB_NAMES[tab] });
  }

  /** The hex view of the byte string that the panel shows. */
  get hexView(): Locator {
    return this.panel.getByRole('slider', { name: /: bytes$/ });
  }

  get fieldTree(): Locator {
    return this.panel.getByRole('tree', { name: /: fields$/ });
  }

  /** All bytes that the hex view shows, as one string; each row's offset is held against the bytes before it. */
  async shownHex(): Promise<string> {
    await expect(this.hexView).toBeVisible();
    const rows = await this.hexView.locator('[data-row]').evaluateAll((elements) =>
      elements.map((row) => ({
        offset: row.firstElementChild?.textContent ?? '',
        cells: [...row.querySelectorAll('[data-byte]')].map((cell) => cell.textContent ?? ''),
      })),
    );
    let length = 0;
    for (const { offset, cells } of rows) {
      expect(Number.parseInt(offset, 16)).toBe(length);
      length += cells.length;
    }
    return rows.flatMap(({ cells }) => cells).join('');
  }

  /** What stands under each actor's head; empty where it believes nothing yet. */
  async beliefs(): Promise<Record<'client' | 'server' | 'ca', string>> {
    const heads = await this.stage
      .getByRole('list', { name: 'Who takes part' })
      .getByRole('listitem')
      .evaluateAll((items) => items.map((item) => (item instanceof HTMLElement ? item.innerText : '')));
    const [client = '', server = '', ca = ''] = heads.map((text) =>
      (text.split('state:')[1] ?? '').replace(/\s+/g, ' ').trim(),
    );
    return { client, server, ca };
  }

  /** Each row of the diagram in words, as a screen reader hears it. */
  async rowNames(): Promise<string[]> {
    return [...(await this.stage.ariaSnapshot()).matchAll(/button "(Step \d.*?)"/g)].map(([, name = '']) => name);
  }

  /** On a narrow page the inspector is a sheet, and this its handle. */
  get sheetHandle(): Locator {
    return this.page.getByRole('complementary').first().getByRole('button').first();
  }
}
