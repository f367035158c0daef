// What reads a link and what runs a scenario again, of whatever a slip has: the page has a worker for the second.
import type { Recording } from '../../lab/recording/recording.ts';
import type { Scenario } from '../../lab/scenario/scenario.ts';

export interface SlipRunner {
  /** Null where the text is no link, or has a part that can't be used. */
  readonly scenarioOf: (run: string) => Scenario | null;
  readonly run: (scenario: Scenario) => Promise<Recording>;
}

/** A slip with long connections would keep the page busy. */
export const MOST_REQUESTS = 20;
