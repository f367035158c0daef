// The one worker script: whatever would hold up the page is done here. Several may run at once.
import { answer } from './answer.ts';
import type { WorkerReply, WorkerRequest } from './protocol.ts';

addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  postMessage({ id: data.id, heard: true } satisfies WorkerReply);
  void answer(data, (reply) => postMessage({ id: data.id, ...reply } satisfies WorkerReply));
});
