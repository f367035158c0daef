// One certificate in full: its fields for people, as PEM, and as DER.
import { Download } from 'lucide-react';
import { Suspense, useMemo, useState } from 'react';
import type { Certificate } from '../../../pki/x509/certificate.ts';
import { Boundary } from '../Boundary.tsx';
import { DownloadButton } from '../Button.tsx';
import { ByteBar } from '../bytes/ByteBar.tsx';
import { ByteBrowser } from '../bytes/ByteBrowser.tsx';
import { certificateSpans } from '../bytes/views.ts';
import { CopyButton } from '../CopyButton.tsx';
import { later } from '../later.tsx';
import { Segmented } from '../Segmented.tsx';
import styles from './CertificateCard.module.css';
import { CertificateFields } from './CertificateFields.tsx';
import type { KnownCertificate } from './chains.ts';
import { differences } from './differences.ts';
import { certificatePem, pemFileName, pemUrl } from './pem.ts';

const DerDiff = later(() => import('./DerDiff.tsx'));

type Form = 'fields' | 'pem' | 'bytes' | 'difference';

interface Props {
  readonly known: KnownCertificate;
  readonly now: number;
  /** The certificate in its place of the honest run; null where there is none to compare with. */
  readonly honest?: { readonly der: string; readonly certificate: Certificate } | null;
}

export function CertificateCard({ known, now, honest = null }: Props) {
  const { record, certificate } = known;
  const other = honest !== null && honest.der !== record.der ? honest : null;
  const differs = useMemo(
    () => (other && certificate ? differences(certificate, other.certificate) : null),
    [other, certificate],
  );
  const [form, setForm] = useState<Form>('fields');
  const spans = useMemo(() => certificateSpans(record.der), [record]);
  const shown = form === 'difference' && other === null ? 'fields' : form;
  const pem = certificatePem(record.der);
  return (
    <section className={styles.card} aria-label={`Certificate of ${record.subject}`}>
      <div className={styles.bar}>
        <Segmented
          label="Show the certificate as"
          options={other === null ? FORMS : [...FORMS, DIFFERENCE]}
          value={shown}
          onChange={setForm}
        />
        <span className={styles.tools}>
          <CopyButton text={pem} label="Copy PEM" />
          <DownloadButton icon={Download} href={pemUrl(pem)} download={pemFileName(record)}>
            {pemFileName(record)}
          </DownloadButton>
        </span>
      </div>
      {shown === 'pem' && (
        <pre className={styles.pem}>
          <code>{pem}</code>
        </pre>
      )}
      {shown === 'bytes' && (
        <>
          <ByteBar hex={record.der} />
          <ByteBrowser hex={record.der} spans={spans} label={`Certificate of ${record.subject}`} />
        </>
      )}
      {shown === 'difference' && other !== null && (
        <Boundary name="The difference">
          <Suspense>
            <DerDiff honest={other.der} own={record.der} />
          </Suspense>
        </Boundary>
      )}
      {shown === 'fields' &&
        (certificate === null ? (
          <p className={styles.unreadable}>This is not a certificate that can be read. Its bytes are all there is.</p>
        ) : (
          <CertificateFields certificate={certificate} fingerprint={known.fingerprint} now={now} differs={differs} />
        ))}
    </section>
  );
}

const FORMS = [
  { value: 'fields', label: 'Fields' },
  { value: 'pem', label: 'PEM' },
  { value: 'bytes', label: 'Bytes' },
] as const;

const DIFFERENCE = { value: 'difference', label: 'Difference' } as const;
