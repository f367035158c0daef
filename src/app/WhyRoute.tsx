// The page "Why?" with what it needs: a worker of its own, its store, which outlives a visit to the lab, and its links
// into the lab.
import { useEffect, useState, useSyncExternalStore } from 'react';
import { FAULTS, faultById } from '../lab/faults/catalogue.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import { DEFAULT_SCENARIO, type Protocol, type Scenario } from '../lab/scenario/scenario.ts';
import { withFault } from '../store/choice.ts';
import { createWhyStore } from '../store/why.ts';
import type { PlaceProps } from '../ui/usePlaces.tsx';
import { handCertificates } from '../ui/validation/handedCertificates.ts';
import { adoptWhyStyles } from '../ui/why/styles.ts';
import { type WhyAround, WhyProvider } from '../ui/why/useWhy.tsx';
import { WhyPage } from '../ui/why/WhyPage.tsx';
import { takeWhyText } from '../ui/why/whyText.ts';
import type { Cause, WhyMessage } from '../why/answer.ts';
import { pageWorker } from '../workers/client.ts';
import { formatLink } from './link.ts';

let around: WhyAround | null = null;
let taken: string | null = null;

export default function WhyRoute({ arrived }: PlaceProps) {
  const [own] = useState(() => {
    adoptWhyStyles();
    around ??= makeAround();
    return around;
  });
  const hash = useSyncExternalStore(follow, () => location.hash);
  useEffect(() => {
    const text = takeWhyText(hash);
    if (text === null || text === taken) return;
    taken = text;
    own.store.getState().setText(text, true);
  }, [own, hash]);
  return (
    <WhyProvider {...own}>
      <WhyPage arrived={arrived} />
    </WhyProvider>
  );
}

function makeAround(): WhyAround {
  const { ask } = pageWorker();
  const store = createWhyStore({
    ask: (text, options) => ask({ kind: 'why', text, options: { ...options, now: Date.now() } }),
    wait: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  return {
    store,
    material: () => ask({ kind: 'whyMaterial' }),
    measured: (fault: FaultId) => ask({ kind: 'measured', fault }),
    linkTo: (cause, message, at) => `#${formatLink({ scenario: scenarioOf(cause, message), at, tab: 'checks' })}`,
    failing: (cause, message) => ask({ kind: 'failure', scenario: scenarioOf(cause, message) }).catch(() => null),
    validate: (pem) => {
      handCertificates(pem);
      location.hash = '#/validate';
    },
  };
}

/** The lab with this fault alone, in the version that was spoken, and with a client certificate where one is in question. */
function scenarioOf({ fault, protocols }: Cause, { protocol, refuser }: WhyMessage): Scenario {
  const isOlder =
    (protocol ?? (protocols.includes('tls1.3') || protocols.length === 0 ? 'tls1.3' : 'tls1.2')) === 'tls1.2';
  const spoken: Protocol = isOlder ? 'tls1.2-ecdhe' : 'tls1.3';
  return withFault(
    { ...DEFAULT_SCENARIO, protocol: spoken, mode: refuser === 'server' ? 'mutual' : 'one-way' },
    faultById(fault),
    FAULTS,
  );
}

function follow(onChange: () => void): () => void {
  addEventListener('hashchange', onChange);
  return () => removeEventListener('hashchange', onChange);
}
