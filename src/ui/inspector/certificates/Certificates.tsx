// The certificates of a step: how they hang together, and one of them in full.
import { useMemo, useState } from 'react';
import { honestScenario, isHonest } from '../../../lab/scenario/honest.ts';
import { COST_DOOR } from '../../../lessons/costDoor.ts';
import { the } from '../../../lessons/phrases.ts';
import { CertificateCard } from '../../shared/certificates/CertificateCard.tsx';
import { ChainPicture } from '../../shared/certificates/ChainPicture.tsx';
import { chains, knownCertificates } from '../../shared/certificates/chains.ts';
import { honestCounterpart } from '../../shared/certificates/differences.ts';
import { ledger } from '../../shared/checks/ledger.ts';
import { useBeside } from '../../useBeside.ts';
import { certificatesAt, type Selection, seenCertificates } from '../selection.ts';
import styles from './Certificates.module.css';

export default function Certificates({ selection }: { readonly selection: Selection }) {
  const { recording, step } = selection;
  const { origin, fingerprints } = useMemo(() => certificatesAt(selection), [selection]);
  const all = useMemo(() => {
    const carried = knownCertificates(recording, fingerprints);
    return chains(carried, knownCertificates(recording, seenCertificates(recording, step.until)));
  }, [recording, step, fingerprints]);
  const signatures = useMemo(() => signatureResults(selection), [selection]);
  const honestOne = useMemo(
    // However long they talk: certificates are the same.
    () => (isHonest(recording.scenario) ? null : { ...honestScenario(recording.scenario), requests: 1 }),
    [recording.scenario],
  );
  const honest = useBeside(honestOne);
  const [chosen, setChosen] = useState<string | null>(null);

  const links = all.flat();
  const selected = links.find(({ fingerprint }) => fingerprint === chosen) ?? links[0];
  const fingerprint = selected?.fingerprint;
  const counterpart = useMemo(
    () => (honest && fingerprint ? honestCounterpart(recording, honest, fingerprint) : null),
    [recording, honest, fingerprint],
  );
  if (selected === undefined) {
    return <p className={styles.empty}>Nobody has shown or been issued a certificate yet.</p>;
  }
  return (
    <div className={styles.certificates}>
      <p className={styles.origin}>{originWords(selection, origin, fingerprints.length)}</p>
      {all.map((chain) => (
        <ChainPicture
          key={chain[0]?.fingerprint}
          chain={chain}
          selected={selected.fingerprint}
          signatures={signatures}
          showsCarried={origin !== 'seen'}
          onSelect={setChosen}
        />
      ))}
      {recording.scenario.protocol === 'tls1.3' && (
        <p className={styles.origin}>
          <a href="#/learn/post-quantum">{COST_DOOR}</a>
        </p>
      )}
      <CertificateCard key={selected.fingerprint} known={selected} now={recording.now} honest={counterpart} />
    </div>
  );
}

function originWords({ focus, actor }: Selection, origin: 'message' | 'operation' | 'seen', count: number): string {
  const many = count === 1 ? 'The certificate' : `The ${count} certificates`;
  if (origin === 'seen') return `${many} that ${count === 1 ? 'has' : 'have'} been seen up to this step.`;
  if (focus.kind === 'message') return `${many} in this message, as ${the(actor)} sent ${count === 1 ? 'it' : 'them'}.`;
  return `${many} that this step works on.`;
}

/** What the ledger says about the signature on each certificate: who vouches for whom is a claim until then. */
function signatureResults({ recording, step }: Selection): ReadonlyMap<string, 'pass' | 'fail'> {
  const results = new Map<string, 'pass' | 'fail'>();
  for (const proof of ledger(recording, step)) {
    for (const { fingerprint, entries } of proof.groups) {
      const result = entries.find(({ check }) => check.check === 'signature.verify')?.check.result;
      if (fingerprint !== null && (result === 'pass' || result === 'fail')) results.set(fingerprint, result);
    }
  }
  return results;
}
