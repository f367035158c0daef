// What choosing an entry does, and what its line says of that.

import { type ChoiceField, SCENARIO_FIELDS } from '../../lab/scenario/fields.ts';
import { MODES, normalizeScenario, PROTOCOLS, type Protocol, type Scenario } from '../../lab/scenario/scenario.ts';
import { citationLink } from '../../pki/citations.ts';
import { hidesFault } from '../../store/mission.ts';
import { isHidden } from '../../store/predict.ts';
import { useCommands } from '../useCommand.tsx';
import { useLab, useLabStore } from '../useLab.tsx';
import { usePlaces } from '../usePlaces.tsx';
import { useView } from '../useView.ts';
import { openWhy } from '../why/whyText.ts';
import type { SearchEntry } from './entries.ts';
import { stepInRun } from './inRun.ts';
import { showWords } from './wordsShown.ts';

export interface FoundChoice {
  /** A verb: Inject, Remove, Open. */
  readonly action: string;
  /** It opens another page beside this one. */
  readonly away: boolean;
  /** What is so in this run, or null. */
  readonly note: string | null;
  readonly run: () => void;
}

export function useChoices(): (entry: SearchEntry) => FoundChoice {
  const store = useLabStore();
  const commands = useCommands();
  const scenario = useLab((lab) => lab.scenario);
  const recording = useView();
  const { here, labLink, linkOf } = usePlaces();
  const atLab = here === 'lab';
  return ({ target, key }) => {
    const lab = store.getState();
    /** In the lab; from elsewhere one goes there first. */
    const inLab = (run: () => void) => () => {
      if (atLab) return run();
      addEventListener('hashchange', () => setTimeout(run), { once: true });
      location.href = labLink;
    };
    const is = (action: string, run: () => void, rest: Partial<FoundChoice> = {}): FoundChoice => ({
      action,
      away: false,
      note: null,
      run,
      ...rest,
    });
    const words = () => is('Explain', () => showWords(key));
    switch (target.kind) {
      case 'fault': {
        const untold = isHidden(lab) || hidesFault(lab);
        const on = !untold && scenario.faults.includes(target.id);
        const toggle = inLab(() => {
          // What is hidden must not be told by what happens: whatever it is, this fault takes its place.
          if (untold) lab.clearFaults();
          store.getState().toggleFault(target.id);
        });
        return is(on ? 'Remove' : 'Inject', toggle, { note: on ? 'in this run' : null });
      }
      case 'check':
      case 'alert': {
        const step = stepInRun(recording, target);
        if (step === null || !atLab) return words();
        return is(
          'Open',
          () => {
            lab.seek(step);
            lab.setTab(target.kind === 'check' ? 'checks' : 'explain');
            lab.setSheetOpen(true);
          },
          { note: `${target.kind === 'check' ? 'Fails' : 'Sent'} in this run, row ${step}` },
        );
      }
      case 'mission': {
        const { id } = target;
        return is(atLab && lab.mission === String(id) ? 'Start over' : 'Start', () => {
          import('../mission/openMission.ts').then(({ openMission }) => openMission(id, lab, atLab, linkOf), NOTHING);
        });
      }
      case 'term':
        return words();
      case 'setting': {
        const chosen = valueIn(scenario, target.id) === target.value;
        return is(
          chosen ? 'Chosen' : 'Choose',
          inLab(() => lab.setScenario(changeTo(scenario, target.id, target.value))),
        );
      }
      case 'command': {
        const command = commands.find(({ id }) => id === target.id);
        return is(
          'Do it',
          inLab(() => command?.enabled(store.getState()) && command.run(store.getState())),
        );
      }
      case 'page':
        return is('Go', () => {
          location.hash = target.id;
        });
      case 'why':
        return is('Explain', () => openWhy(target.id));
      case 'section':
        return is('Read', () => openAway(citationLink(target.id)), { away: true });
    }
  };
}

/** What could not be loaded is loaded when it is chosen again. */
const NOTHING = () => {};

function openAway(link: string | null): void {
  if (link !== null) open(link, '_blank', 'noopener,noreferrer');
}

/** A field that has its default may be absent. */
export const valueIn = (scenario: Scenario, field: ChoiceField): string =>
  scenario[field] ?? SCENARIO_FIELDS[field].default;

/** A value of another protocol or mode brings that along; the present ones stay where they have the value. */
export function changeTo(scenario: Scenario, field: ChoiceField, value: string): Partial<Scenario> {
  const protocols: readonly Protocol[] = [scenario.protocol, ...PROTOCOLS];
  const changes = [scenario.mode, ...MODES].flatMap((mode) =>
    protocols.map((protocol) => ({ ...(mode !== scenario.mode && { mode }), protocol, [field]: value })),
  );
  const fitting = changes.find((change) => valueIn(normalizeScenario({ ...scenario, ...change }), field) === value);
  return field === 'protocol' || field === 'mode' || fitting === undefined ? { [field]: value } : fitting;
}
