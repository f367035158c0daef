// The engine in a worker: a scenario comes in, its recording goes out.
import { runScenario } from '../lab/run.ts';
import type { Scenario } from '../lab/scenario.ts';
import { recordingParts, type WorkerReply, type WorkerRequest } from './workerEngine.ts';

addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  for (const reply of replies(data.id, data.scenario)) postMessage(reply);
});

function replies(id: number, scenario: Scenario): WorkerReply[] {
  try {
    // Text crosses threads several times faster than a tree of objects.
    const parts = recordingParts(runScenario(scenario));
    return parts.map((part, i) => ({ id, part: JSON.stringify(part), last: i === parts.length - 1 }));
  } catch (error) {
    return [{ id, problem: error instanceof Error ? error.message : String(error) }];
  }
}
