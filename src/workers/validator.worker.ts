// The judge in a worker of its own, which can be stopped.

import { replyTo } from './validator.core.ts';
import type { ValidatorRequest } from './validator.protocol.ts';

addEventListener('message', ({ data }: MessageEvent<ValidatorRequest>) => {
  void replyTo(data).then((reply) => postMessage(reply));
});
