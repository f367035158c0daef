// `npm run texts`: every text of every run, each once, with where it is shown; for reviewers. `-- --all` names every place.
import { prepareAll } from '../src/lab/run/prepare.ts';
import { runScenario } from '../src/lab/run/run.ts';
import { loadApplicationWords } from '../src/lessons/applicationWords.ts';
import { loadTls13Words } from '../src/lessons/tls13Words.ts';
import { scenarioName, scenariosOfTexts, textsOf } from '../src/testing/allTexts.ts';

await prepareAll();
await loadTls13Words();
await loadApplicationWords();

const places = new Map<string, string[]>();
const scenarios = scenariosOfTexts();
for (const scenario of scenarios) {
  for (const { step, kind, text } of textsOf(runScenario(scenario))) {
    const key = `${kind.padEnd(8)} ${text}`;
    const known = places.get(key) ?? [];
    known.push(`${scenarioName(scenario)} · ${step}`);
    places.set(key, known);
  }
}
const all = process.argv.includes('--all');
const lines = [...places].flatMap(([text, where]) => [
  text,
  ...(all ? where : where.slice(0, 1)).map((place) => `         at ${place}`),
  ...(all || where.length === 1 ? [] : [`         and in ${where.length - 1} more places`]),
]);
process.stdout.write(`${lines.join('\n')}\n\n${scenarios.length} runs, ${places.size} different texts.\n`);
