// The worksheet's page with what it needs of the app: the run that the address names, or that of the lab.
import { useCallback, useEffect, useState } from 'react';
import { otherScenarios, type Runs } from '../exercises/predictions/runs.ts';
import { VARIANTS, type Variant } from '../exercises/worksheet/sheet.ts';
import { FAULTS } from '../lab/faults/catalogue.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';
import { loadTls13Words } from '../lessons/tls13Words.ts';
import { LearnBar } from '../ui/learn/LearnBar.tsx';
import { useLab, useLabStore } from '../ui/useLab.tsx';
import { type PlaceProps, usePlaces } from '../ui/usePlaces.tsx';
import { WorksheetPage } from '../ui/worksheet/WorksheetPage.tsx';
import { codecIsReady, loadEditsCodec } from './editsLink.ts';
import { DEFAULT_TAB, formatLink, parseLink } from './link.ts';

export default function WorksheetRoute({ arrived }: PlaceProps) {
  const [ready, setReady] = useState(codecIsReady);
  useEffect(() => {
    const go = () => setReady(true);
    loadEditsCodec().then(go, go);
  }, []);
  return (
    <>
      <LearnBar here="worksheet" />
      {ready && <Worksheet arrived={arrived} />}
    </>
  );
}

function Worksheet({ arrived }: Pick<PlaceProps, 'arrived'>) {
  const store = useLabStore();
  const run = useLab((lab) => lab.runBeside);
  const { labLink } = usePlaces();
  const [wanted] = useState(() => wantedIn(location.hash, store.getState().scenario));
  const [{ variant, answers }, choose] = useState(wanted);
  const { scenario } = wanted;
  useEffect(() => {
    history.replaceState(history.state, '', addressOf(scenario, variant, answers));
  }, [scenario, variant, answers]);
  const load = useCallback(async (): Promise<Runs> => {
    await loadTls13Words();
    const recording = await run(scenario);
    const { honest, unlisted, otherPolicy } = otherScenarios(recording);
    const [asItShould, without, policy] = await Promise.all([
      run(honest),
      unlisted && run(unlisted),
      otherPolicy && run(otherPolicy),
    ]);
    return { run: recording, honest: asItShould, unlisted: without, otherPolicy: policy };
  }, [run, scenario]);
  return (
    <WorksheetPage
      {...{ arrived, variant, answers, labLink, load }}
      onChoose={(next, withAnswers) => choose({ ...wanted, variant: next, answers: withAnswers })}
      problems={wanted.problems}
    />
  );
}

interface Wanted {
  readonly scenario: Scenario;
  readonly variant: Variant;
  readonly answers: boolean;
  readonly problems: readonly string[];
}

/** What stands behind the question mark: a scenario as in every link, the variant, and whether the answers are wanted. */
function wantedIn(hash: string, ofLab: Scenario): Wanted {
  const [, query = ''] = hash.split(/\?(.*)/s);
  const parts = new URLSearchParams(query);
  const [variant, answers] = ['variant', 'answers'].map((part) => parts.get(part));
  for (const part of ['variant', 'answers']) parts.delete(part);
  const chosen = { variant: VARIANTS.find((each) => each === variant) ?? 'A', answers: answers === '1' } as const;
  if (query === '') return { ...chosen, scenario: ofLab, problems: [] };
  const { scenario, problems } = parseLink(parts.toString(), FAULTS);
  return {
    ...chosen,
    scenario,
    problems: problems
      .slice(0, MOST_PROBLEMS)
      .map(({ part, given, expected }) => `${part}=${given.slice(0, 40)}: expected ${expected}`),
  };
}

const MOST_PROBLEMS = 5;

/** What is broken stands in it as in a link with predictions: the address does not name it. */
function addressOf(scenario: Scenario, variant: Variant, answers: boolean): string {
  const link = formatLink({ scenario, at: null, tab: DEFAULT_TAB }, true);
  return `#/learn/worksheet?${[link, `variant=${variant}`, ...(answers ? ['answers=1'] : [])].filter((part) => part !== '').join('&')}`;
}
