// A chain from leaf to root; each certificate is a button, the ties between them say who signed.
import { ArrowRight } from 'lucide-react';
import type { CertificateRecord } from '../../../lab/recording/recording.ts';
import { commonNameIn } from '../../../lessons/phrases.ts';
import styles from './ChainPicture.module.css';
import type { Chain, ChainLink } from './chains.ts';

interface ChainPictureProps {
  readonly chain: Chain;
  /** Fingerprint of the certificate shown below. */
  readonly selected: string;
  readonly signatures: ReadonlyMap<string, 'pass' | 'fail'>;
  /** Whether it matters which ones the step itself carries. */
  readonly showsCarried: boolean;
  /** What is said of one that the step does not carry. */
  readonly elsewhere?: string;
  readonly onSelect: (fingerprint: string) => void;
}

export function ChainPicture(props: ChainPictureProps) {
  const { chain, selected, signatures, showsCarried, elsewhere = 'not sent', onSelect } = props;
  return (
    <ol className={styles.chain} aria-label="Chain of certificates, leaf first">
      {chain.map((link) => (
        <li key={link.fingerprint} className={styles.link}>
          <button
            type="button"
            className={styles.card}
            data-elsewhere={showsCarried && !link.carried ? '' : undefined}
            aria-pressed={link.fingerprint === selected}
            onClick={() => onSelect(link.fingerprint)}
          >
            <span className={styles.role}>
              {ROLES[link.record.role]}
              {showsCarried && !link.carried && ` · ${elsewhere}`}
            </span>
            <span className={styles.name}>{commonNameIn(link.record.subject)}</span>
          </button>
          <span className={styles.tie} data-result={signatures.get(link.fingerprint)}>
            <span>{tieWords(link, signatures.get(link.fingerprint))}</span>
            {link.issuer === 'next' && <ArrowRight className={styles.arrow} size={15} aria-hidden />}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Names are a claim, the signature check is the proof. */
function tieWords({ issuer, certificate }: ChainLink, result: 'pass' | 'fail' | undefined): string {
  if (result === 'fail') return 'signature does not match';
  const claimed = commonNameIn(certificate?.issuer.text ?? '');
  switch (issuer) {
    case 'next':
      return result === 'pass' ? 'signed by, verified' : 'signed by';
    case 'self':
      return 'signed by itself';
    case 'unknown':
      return `issuer not in the chain: ${claimed}`;
  }
}

const ROLES: Record<CertificateRecord['role'], string> = { leaf: 'Leaf', intermediate: 'Intermediate', root: 'Root' };
