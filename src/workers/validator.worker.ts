// The judge in a worker of its own, which can be stopped.

import { replyTo } from './validator.core.ts';
import type { DeskRequest } from './validator.protocol.ts';

addEventListener('message', ({ data }: MessageEvent<DeskRequest>) => {
  void replyTo(data).then((reply) => postMessage(reply));
});
