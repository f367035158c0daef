// The engine in a worker: a scenario comes in, its recording goes out.
import { runScenario } from '../lab/run.ts';
import type { Scenario } from '../lab/scenario.ts';
import type { WorkerReply, WorkerRequest } from './workerEngine.ts';

addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  postMessage(reply(data.id, data.scenario));
});

function reply(id: number, scenario: Scenario): WorkerReply {
  try {
    // Text crosses threads several times faster than a tree of objects.
    return { id, recording: JSON.stringify(runScenario(scenario)) };
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) };
  }
}
