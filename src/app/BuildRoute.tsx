// Build the handshake, with what it needs: a worker of its own, and the choice that a link brings.
import { MODES, type Mode, PROTOCOLS, type Protocol } from '../lab/scenario/scenario.ts';
import { BuildPage } from '../ui/build/BuildPage.tsx';
import { LearnBar } from '../ui/learn/LearnBar.tsx';
import type { PlaceProps } from '../ui/usePlaces.tsx';
import { pageWorker } from '../workers/client.ts';

let worker: ReturnType<typeof pageWorker> | null = null;

export default function BuildRoute({ arrived }: PlaceProps) {
  worker ??= pageWorker();
  const { ask } = worker;
  return (
    <>
      <LearnBar here="build" />
      <BuildPage arrived={arrived} wanted={wanted(location.hash)} deal={deal} />
    </>
  );

  function deal(mode: Mode, protocol: Protocol, seed: number) {
    return ask({ kind: 'deck', mode, protocol, seed });
  }
}

/** What stands behind the question mark; anything else than a mode and a protocol is passed over. */
function wanted(hash: string): { readonly mode: Mode; readonly protocol: Protocol } {
  const parts = new URLSearchParams(hash.split('?')[1] ?? '');
  return {
    mode: MODES.find((mode) => mode === parts.get('mode')) ?? 'one-way',
    protocol: PROTOCOLS.find((protocol) => protocol === parts.get('protocol')) ?? 'tls1.2-rsa',
  };
}
