// What the pages of a class ask of the app: addresses of the lab, read and written. (`ui` can't import `app`.)
import type { Mission } from '../../exercises/missions/mission.ts';
import type { Recording } from '../../lab/recording/recording.ts';
import type { Scenario } from '../../lab/scenario/scenario.ts';

export interface ClassHost {
  /** What stands behind the question mark of the address; null where there is none: the teacher's page. */
  readonly query: string | null;
  /** The address of the lab in a mission, with its #. */
  readonly missionLink: (mission: Mission, scenario: Scenario, predict: boolean) => string;
  /** Null where the text is no link, or has a part that can't be used. */
  readonly scenarioOf: (link: string) => Scenario | null;
  /** Runs a scenario beside the one on screen. */
  readonly run: (scenario: Scenario) => Promise<Recording>;
}
