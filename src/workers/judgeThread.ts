// The judge in a worker of its own, which can be stopped.
import type { DeskRequest } from './judgeProtocol.ts';
import { replyTo } from './judgeWork.ts';

addEventListener('message', ({ data }: MessageEvent<DeskRequest>) => {
  void replyTo(data).then((reply) => postMessage(reply));
});
