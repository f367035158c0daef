// Draws the page of the default scenario as HTML, at build time: the first paint is the diagram, not a spinner.
import { renderToString } from 'react-dom/server';
import { FAULTS } from '../lab/faults/catalogue.ts';
import { runPrepared } from '../lab/run/runPrepared.ts';
import { DEFAULT_SCENARIO } from '../lab/scenario/scenario.ts';
import { createLabStore } from '../store/lab.ts';
import { Pages } from './Pages.tsx';

/** The markup, and the recording (as JSON) that the page needs to take the same markup over. */
export async function renderDefault(): Promise<{ readonly html: string; readonly data: string }> {
  const recording = await runPrepared(DEFAULT_SCENARIO);
  const store = createLabStore({
    engine: { run: () => Promise.resolve(recording) },
    faults: FAULTS,
    schedule: () => () => {},
    initial: { recording },
  });
  // In front, where gzip's window of 32 kB still reaches them when the first messages carry the same bytes.
  const { certificates, ...rest } = recording;
  const data = JSON.stringify({ certificates, ...rest });
  return { html: renderToString(<Pages store={store} linkOf={() => ''} />), data };
}
