// The dialogue before TLS on a socket. Refused where the server does not consent, or takes too long.
import type { Socket } from 'node:net';
import { networkProblem } from './socket.ts';
import { type DialogueState, StarttlsDialogue, type StarttlsProtocol } from './starttls.ts';
import { UsageError } from './usage.ts';

/** Resolves when TLS may begin; the socket is paused then. `where` begins the complaint. */
export function startTls(socket: Socket, where: string, protocol: StarttlsProtocol, name: string): Promise<void> {
  const dialogue = new StarttlsDialogue(protocol, name);
  return new Promise((resolve, reject) => {
    const end = (problem: string | null): void => {
      clearTimeout(deadline);
      socket.off('data', onData).off('error', onError).off('close', onClose).pause();
      if (problem === null) {
        resolve();
        return;
      }
      socket.on('error', () => {}).destroy();
      reject(new UsageError(`${where}: ${protocol}: ${problem}`));
    };
    const go = (progress: DialogueState): void => {
      if (progress.kind === 'refused') {
        end(progress.problem);
        return;
      }
      if (progress.send.length > 0) socket.write(progress.send);
      if (progress.kind === 'ready') end(null);
    };
    const onData = (data: Buffer): void => go(dialogue.take(new Uint8Array(data)));
    const onError = (error: Error): void => end(networkProblem(error));
    const onClose = (): void => end('the server hung up before TLS');
    const deadline = setTimeout(() => end(`no consent to TLS within ${DEADLINE_MS / 1000} s`), DEADLINE_MS);
    socket.on('data', onData).on('error', onError).on('close', onClose);
    go(dialogue.begin());
  });
}

const DEADLINE_MS = 15_000;
