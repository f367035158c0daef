// The fields of a certificate as a reader wants them, in the order of RFC 5280 4.1.
import type { ReactNode } from 'react';
import { toHex } from '../../../bytes/hex.ts';
import { fieldWords } from '../../../lessons/fields.ts';
import { showKey } from '../../../pki/algorithm.ts';
import type { Certificate } from '../../../pki/certificate.ts';
import { isSelfIssued } from '../../../pki/certificate.ts';
import type { Extension } from '../../../pki/extension.ts';
import { nameOrOid } from '../../../pki/oids.ts';
import { spacedHex } from '../bytes/hexGrid.ts';
import { TimelinePicture } from '../checks/TimelinePicture.tsx';
import { exactTime, relativeValidity } from '../dates.ts';
import styles from './CertificateFields.module.css';
import { extensionField, extensionValues } from './extensions.ts';

interface CertificateFieldsProps {
  readonly certificate: Certificate;
  readonly fingerprint: string;
  readonly now: number;
}

export function CertificateFields({ certificate, fingerprint, now }: CertificateFieldsProps) {
  const inside = certificate.notBefore <= now && now <= certificate.notAfter;
  return (
    <>
      <dl className={styles.fields}>
        <Field name="Subject">{certificate.subject.text || '(empty)'}</Field>
        <Field name="Issuer">
          {certificate.issuer.text || '(empty)'}
          {isSelfIssued(certificate) && <Remark>the same name: self-issued</Remark>}
        </Field>
        <Field name="Serial number">{spacedHex(certificate.serial)}</Field>
        <Field name="Valid from">{exactTime(certificate.notBefore)}</Field>
        <Field name="Valid to">
          {exactTime(certificate.notAfter)}
          <span className={styles.relative} data-inside={inside ? '' : undefined}>
            {relativeValidity(certificate, now)}
          </span>
          <TimelinePicture validity={certificate} now={now} />
        </Field>
        <Field name="Public key">
          <PublicKey certificate={certificate} />
        </Field>
        <Field name="Signature">
          {certificate.signatureAlgorithm.name}
          <Remark>
            {isSelfIssued(certificate)
              ? 'made with the private key of its issuer, which by name is itself'
              : 'made with the private key of its issuer, not with its own'}
          </Remark>
        </Field>
        <Field name="SHA-256">{spacedHex(fingerprint)}</Field>
      </dl>
      {certificate.extensions.length > 0 && (
        <section>
          <h3 className={styles.heading}>Extensions</h3>
          <ul className={styles.extensions}>
            {certificate.extensions.map((extension) => (
              <ExtensionItem key={extension.oid} extension={extension} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Field({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={styles.field}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const Remark = ({ children }: { readonly children: ReactNode }) => <span className={styles.remark}>{children}</span>;

function PublicKey({ certificate: { publicKey } }: { readonly certificate: Certificate }) {
  if (publicKey.algorithm !== 'rsa') return showKey(publicKey);
  const modulus = toHex(publicKey.modulus);
  return (
    <>
      RSA, {publicKey.bits} bits, exponent {publicKey.exponent.toString()}
      <Remark>modulus {spacedHex(modulus, 8)}</Remark>
    </>
  );
}

function ExtensionItem({ extension }: { readonly extension: Extension }) {
  const field = extensionField(extension);
  const words = field === null ? null : fieldWords(field);
  return (
    <li className={styles.extension}>
      <p className={styles.extensionHead}>
        <strong>{words?.name ?? nameOrOid(extension.oid)}</strong>
        <span className={styles.critical} data-critical={extension.critical ? '' : undefined}>
          {extension.critical ? 'critical' : 'not critical'}
        </span>
      </p>
      {extensionValues(extension).map((value) => (
        <code key={value} className={styles.value}>
          {value}
        </code>
      ))}
      {words?.plain != null && <p className={styles.plain}>{words.plain}</p>}
    </li>
  );
}
