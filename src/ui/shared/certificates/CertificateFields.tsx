// The fields of a certificate as a reader wants them, in the order of RFC 5280 4.1.
import type { ReactNode } from 'react';
import { nameOrOid } from '../../../asn1/oids.ts';
import { toHex } from '../../../bytes/hex.ts';
import { fieldWords } from '../../../lessons/fields.ts';
import { showKey, showSignature } from '../../../pki/x509/algorithm.ts';
import type { Certificate } from '../../../pki/x509/certificate.ts';
import { isSelfIssued } from '../../../pki/x509/certificate.ts';
import type { Extension } from '../../../pki/x509/extension.ts';
import { spacedHex } from '../bytes/hexGrid.ts';
import { TimelinePicture } from '../checks/TimelinePicture.tsx';
import { exactTime, relativeValidity } from '../dates.ts';
import styles from './CertificateFields.module.css';
import { Differs } from './Differs.tsx';
import type { Differences, DiffField, HonestExtension } from './differences.ts';
import { extensionField, extensionValues } from './extensions.ts';

interface CertificateFieldsProps {
  readonly certificate: Certificate;
  readonly fingerprint: string;
  readonly now: number;
  /** What differs from the honest certificate; null where there is none to compare with. */
  readonly differs: Differences | null;
}

export function CertificateFields({ certificate, fingerprint, now, differs }: CertificateFieldsProps) {
  const fields = differs?.fields ?? new Map<DiffField, string>();
  const inside = certificate.notBefore <= now && now <= certificate.notAfter;
  return (
    <>
      <dl className={styles.fields}>
        <Field name="Subject" honest={fields.get('subject')}>
          {certificate.subject.text || '(empty)'}
        </Field>
        <Field name="Issuer" honest={fields.get('issuer')}>
          {certificate.issuer.text || '(empty)'}
          {isSelfIssued(certificate) && <Remark>the same name: self-issued</Remark>}
        </Field>
        <Field name="Serial number" honest={fields.get('serial')}>
          {spacedHex(certificate.serial)}
        </Field>
        <Field name="Valid from" honest={fields.get('notBefore')}>
          {exactTime(certificate.notBefore)}
        </Field>
        <Field name="Valid to" honest={fields.get('notAfter')}>
          {exactTime(certificate.notAfter)}
          <span className={styles.relative} data-inside={inside ? '' : undefined}>
            {relativeValidity(certificate, now)}
          </span>
          <TimelinePicture validity={certificate} now={now} />
        </Field>
        <Field name="Public key" honest={fields.get('publicKey')}>
          <PublicKey certificate={certificate} />
        </Field>
        <Field name="Signature" honest={fields.get('signatureAlgorithm') ?? fields.get('signature')}>
          {showSignature(certificate.signatureAlgorithm)}
          <Remark>
            {isSelfIssued(certificate)
              ? 'made with the private key of its issuer, which by name is itself'
              : 'made with the private key of its issuer, not with its own'}
          </Remark>
        </Field>
        <Field name="SHA-256">{spacedHex(fingerprint)}</Field>
      </dl>
      {certificate.extensions.length + (differs?.missing.length ?? 0) > 0 && (
        <section>
          <h3 className={styles.heading}>Extensions</h3>
          <ul className={styles.extensions}>
            {certificate.extensions.map((extension) => (
              <ExtensionItem
                key={extension.oid}
                extension={extension}
                honest={differs?.extensions.get(extension.oid)}
              />
            ))}
            {differs?.missing.map((extension) => (
              <li key={extension.oid} className={styles.extension}>
                <p className={styles.extensionHead}>
                  <strong>{extensionName(extension)}</strong>
                </p>
                <Differs word="not here" honest={extensionValues(extension).join(', ')} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface FieldProps {
  readonly name: string;
  /** What the honest certificate says instead. */
  readonly honest?: string | undefined;
  readonly children: ReactNode;
}

function Field({ name, honest, children }: FieldProps) {
  return (
    <div className={styles.field}>
      <dt>{name}</dt>
      <dd>
        {children}
        {honest !== undefined && <Differs honest={honest} />}
      </dd>
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

interface ExtensionItemProps {
  readonly extension: Extension;
  /** Undefined: no difference. Null: the honest certificate has no such extension. */
  readonly honest: HonestExtension | null | undefined;
}

function ExtensionItem({ extension, honest }: ExtensionItemProps) {
  const field = extensionField(extension);
  const words = field === null ? null : fieldWords(field);
  return (
    <li className={styles.extension}>
      <p className={styles.extensionHead}>
        <strong>{extensionName(extension)}</strong>
        <span className={styles.critical} data-critical={extension.critical ? '' : undefined}>
          {extension.critical ? 'critical' : 'not critical'}
        </span>
      </p>
      {extensionValues(extension).map((value) => (
        <code key={value} className={styles.value}>
          {value}
        </code>
      ))}
      {honest === null && <Differs word="added" honest={null} />}
      {honest && <Differs honest={honestText(honest)} />}
      {words?.plain != null && <p className={styles.plain}>{words.plain}</p>}
    </li>
  );
}

function extensionName(extension: Extension): string {
  const field = extensionField(extension);
  return field === null ? nameOrOid(extension.oid) : fieldWords(field).name;
}

const honestText = ({ values, critical }: HonestExtension): string =>
  [...(values ?? []), ...(critical === null ? [] : [critical ? 'critical' : 'not critical'])].join(', ');
