// The engine in a worker: a scenario comes in, its recording goes out.
import { runPrepared } from '../lab/run/runPrepared.ts';
import { recordingParts, type WorkerReply, type WorkerRequest } from './engine.client.ts';

addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  void replies(data).then((parts) => {
    for (const part of parts) postMessage(part);
  });
});

async function replies({ id, scenario, provider }: WorkerRequest): Promise<WorkerReply[]> {
  try {
    // Text crosses threads several times faster than a tree of objects.
    const parts = recordingParts(await runPrepared(scenario, provider));
    return parts.map((part, i) => ({ id, part: JSON.stringify(part), last: i === parts.length - 1 }));
  } catch (error) {
    return [{ id, problem: error instanceof Error ? error.message : String(error) }];
  }
}
