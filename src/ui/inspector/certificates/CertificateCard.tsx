// One certificate in full: its fields for people, as PEM, and as DER.
import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Segmented } from '../../kit/Segmented.tsx';
import { ByteBar } from '../bytes/ByteBar.tsx';
import { ByteBrowser } from '../bytes/ByteBrowser.tsx';
import { certificateSpans } from '../bytes/views.ts';
import button from '../parts/Button.module.css';
import { CopyButton } from '../parts/CopyButton.tsx';
import styles from './CertificateCard.module.css';
import { CertificateFields } from './CertificateFields.tsx';
import type { KnownCertificate } from './chains.ts';
import { certificatePem, pemFileName, pemUrl } from './pem.ts';

type Form = 'fields' | 'pem' | 'bytes';

export function CertificateCard({ known, now }: { readonly known: KnownCertificate; readonly now: number }) {
  const { record, certificate } = known;
  const [form, setForm] = useState<Form>('fields');
  const spans = useMemo(() => certificateSpans(record.der), [record]);
  const pem = certificatePem(record.der);
  return (
    <section className={styles.card} aria-label={`Certificate of ${record.subject}`}>
      <div className={styles.bar}>
        <Segmented label="Show the certificate as" options={FORMS} value={form} onChange={setForm} />
        <span className={styles.tools}>
          <CopyButton text={pem} label="Copy PEM" />
          <a className={button.button} href={pemUrl(pem)} download={pemFileName(record)}>
            <Download size={14} aria-hidden />
            {pemFileName(record)}
          </a>
        </span>
      </div>
      {form === 'pem' && (
        <pre className={styles.pem}>
          <code>{pem}</code>
        </pre>
      )}
      {form === 'bytes' && (
        <>
          <ByteBar hex={record.der} />
          <ByteBrowser hex={record.der} spans={spans} label={`Certificate of ${record.subject}`} />
        </>
      )}
      {form === 'fields' &&
        (certificate === null ? (
          <p className={styles.unreadable}>This is not a certificate that can be read. Its bytes are all there is.</p>
        ) : (
          <CertificateFields certificate={certificate} fingerprint={known.fingerprint} now={now} />
        ))}
    </section>
  );
}

const FORMS = [
  { value: 'fields', label: 'Fields' },
  { value: 'pem', label: 'PEM' },
  { value: 'bytes', label: 'Bytes' },
] as const;
