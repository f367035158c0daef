// The fields of one certificate, in the order of RFC 5280 4.1 and 4.2. Each change issues it anew.
import type { ReactNode } from 'react';
import { type CertificateEdit, type EXTENSION_IDS, type ExtensionId, SIGNERS } from '../../lab/scenario/edits.ts';
import { derivedNames, type LabNames } from '../../lab/scenario/names.ts';
import {
  constraintProblem,
  isIdentifier,
  MOST_PATH_LENGTH,
  nameProblem,
  PURPOSES,
} from '../../lab/scenario/readEdits.ts';
import { signerTitle } from '../../lessons/editing.ts';
import { EXTENSION_TITLES } from '../../lessons/editor.ts';
import { KEY_USAGES } from '../../pki/x509/extension.ts';
import { DateField } from './DateField.tsx';
import styles from './Field.module.css';
import { FormRow, SelectField, TextField, Tick, Ticks } from './Field.tsx';
import { FieldGroup } from './Group.tsx';
import { KeyHint } from './KeyHint.tsx';
import { keyOptions, keyTitle, leafUsage, signatureEdit, signatureName, signatureOptions } from './keyChoice.ts';
import { type Editable, extensionsOf, valuesOf } from './model.ts';
import { NameList } from './NameList.tsx';
import { SubjectField, subjectText } from './Subject.tsx';
import type { EditorState } from './useEditor.ts';

interface Props {
  readonly editable: Editable;
  readonly editor: EditorState;
}

export function CertificateForm({ editable, editor }: Props) {
  const { id, edit, certificate } = editable;
  const { names } = editor.plan;
  const values = { ...valuesOf(certificate), ...edit };
  const change = (next: CertificateEdit) => editor.change(editable, next);
  const isLeaf = id === 'server' || id === 'client';
  const group = (title: string, summary: string, ...parts: (keyof CertificateEdit)[]) => ({
    title,
    summary,
    edited: parts.some((part) => edit[part] !== undefined),
    onReset: () => editor.reset(editable, parts),
  });
  const signer = edit.signer ?? editable.signer;
  const keyName = edit.key ?? editable.key;
  const { scheme } = certificate.signatureAlgorithm;
  const signatureEdited = group('Issuer and signature', signerTitle(signer, id), 'signer', 'issuer', 'hash', 'padding');

  return (
    <div>
      <FieldGroup
        {...group('Validity', `${day(values.notBefore)} to ${day(values.notAfter)}`, 'notBefore', 'notAfter')}
        open
      >
        <FormRow label="Not before">
          {(field) => <DateField id={field} value={values.notBefore} onChange={(notBefore) => change({ notBefore })} />}
        </FormRow>
        <FormRow label="Not after">
          {(field) => <DateField id={field} value={values.notAfter} onChange={(notAfter) => change({ notAfter })} />}
        </FormRow>
      </FieldGroup>
      <FieldGroup {...group('Subject', subjectText(values.subject), 'subject')} open={isLeaf}>
        <SubjectField value={values.subject} onChange={(subject) => change({ subject })} />
      </FieldGroup>
      <ExtensionGroup
        {...{ editable, editor, id: 'subjectAltName' }}
        summary={values.subjectAltName.map(({ value }) => value).join(', ')}
        open={isLeaf}
        initially={{ subjectAltName: [{ type: 'dns', value: names.host }] }}
      >
        <NameList
          label="Alternative name"
          names={values.subjectAltName}
          problemOf={nameProblem}
          fresh={freshNames(names)}
          onChange={(names) =>
            change(names.length === 0 ? { without: withId(edit, 'subjectAltName') } : { subjectAltName: names })
          }
        />
      </ExtensionGroup>
      <FieldGroup {...group('Key', keyTitle(keyName), 'key')}>
        <FormRow label="Public key">
          {(field) => (
            <SelectField
              id={field}
              options={keyOptions(editable, keyName)}
              value={keyName}
              onChange={(key) => change({ key })}
            />
          )}
        </FormRow>
        <p className={styles.hint}>
          Whoever holds the old key holds the new one too.
          {isLeaf && ' An elliptic key enciphers no keys: the CA leaves keyEncipherment out for it.'}
        </p>
        <KeyHint id={id} name={keyName} />
      </FieldGroup>
      <FieldGroup {...signatureEdited}>
        <FormRow label="Signed by">
          {(field) => (
            <SelectField
              id={field}
              options={SIGNERS[id].map((value) => ({ value, label: signerTitle(value, id) }))}
              value={signer}
              onChange={(next) => change({ signer: next })}
            />
          )}
        </FormRow>
        <FormRow label="Signature">
          {(field) => (
            <SelectField
              id={field}
              options={signatureOptions(scheme)}
              value={signatureName(scheme, values)}
              onChange={(name) => change(signatureEdit(name))}
            />
          )}
        </FormRow>
        <p className={styles.hint}>The signer’s key says with what it can sign.</p>
        <Tick
          label="The issuer field claims another name than the signer’s"
          checked={edit.issuer !== undefined}
          onChange={(on) => (on ? change({ issuer: values.issuer }) : editor.reset(editable, ['issuer']))}
        />
        {edit.issuer !== undefined && <SubjectField value={edit.issuer} onChange={(issuer) => change({ issuer })} />}
      </FieldGroup>
      <ExtensionGroup
        {...{ editable, editor, id: 'basicConstraints' }}
        summary={values.basicConstraints.ca ? caText(values.basicConstraints.pathLen) : 'no CA'}
        initially={{ basicConstraints: { ca: false, pathLen: null } }}
      >
        <Tick
          label="CA certificate (cA=TRUE)"
          checked={values.basicConstraints.ca}
          onChange={(ca) => change({ basicConstraints: { ca, pathLen: ca ? values.basicConstraints.pathLen : null } })}
        />
        {values.basicConstraints.ca && (
          <FormRow label="Path length">
            {(field) => (
              <TextField
                id={field}
                placeholder="no limit"
                value={values.basicConstraints.pathLen === null ? '' : String(values.basicConstraints.pathLen)}
                problemOf={pathLenProblem}
                onChange={(text) =>
                  change({ basicConstraints: { ca: true, pathLen: text.trim() === '' ? null : Number(text) } })
                }
              />
            )}
          </FormRow>
        )}
      </ExtensionGroup>
      <ExtensionGroup
        {...{ editable, editor, id: 'keyUsage' }}
        summary={values.keyUsage.join(', ')}
        initially={{ keyUsage: isLeaf ? leafUsage(keyName) : ['keyCertSign', 'cRLSign'] }}
      >
        <Ticks
          label="Key usage"
          options={KEY_USAGES}
          value={values.keyUsage}
          least={1}
          onChange={(keyUsage) => change({ keyUsage })}
        />
      </ExtensionGroup>
      <ExtensionGroup
        {...{ editable, editor, id: 'extKeyUsage' }}
        summary={values.extKeyUsage.join(', ')}
        initially={{ extKeyUsage: [id === 'client' ? 'clientAuth' : 'serverAuth'] }}
      >
        <Ticks
          label="Extended key usage"
          options={[...new Set([...PURPOSES, ...values.extKeyUsage])]}
          value={values.extKeyUsage}
          least={1}
          onChange={(extKeyUsage) => change({ extKeyUsage })}
        />
        <FormRow label="Another one">
          {(field) => (
            <TextField
              key={values.extKeyUsage.length}
              id={field}
              mono
              placeholder="object identifier"
              value=""
              problemOf={(text) => (text === '' || isIdentifier(text) ? null : 'an object identifier, such as 2.999.1')}
              onChange={(purpose) =>
                purpose !== '' && change({ extKeyUsage: [...new Set([...values.extKeyUsage, purpose])] })
              }
            />
          )}
        </FormRow>
      </ExtensionGroup>
      <ExtensionGroup
        {...{ editable, editor, id: 'nameConstraints' }}
        summary={constraintsText(values.nameConstraints)}
        initially={{
          nameConstraints: { permitted: [{ type: 'dns', value: derivedNames(names).domain }], excluded: [] },
        }}
      >
        {(['permitted', 'excluded'] as const).map((list) => (
          <NameList
            key={list}
            label={list === 'permitted' ? 'Permitted name' : 'Excluded name'}
            title={
              list === 'permitted' ? 'Permitted: of each kind that is listed, these alone' : 'Excluded: none of these'
            }
            names={values.nameConstraints[list]}
            problemOf={constraintProblem}
            fresh={FRESH_CONSTRAINTS}
            onChange={(names) => {
              const nameConstraints = { ...values.nameConstraints, [list]: names };
              const { permitted, excluded } = nameConstraints;
              change(
                permitted.length + excluded.length === 0
                  ? { without: withId(edit, 'nameConstraints') }
                  : { nameConstraints },
              );
            }}
          />
        ))}
      </ExtensionGroup>
      <ExtensionGroup
        {...{ editable, editor, id: 'unknown' }}
        summary={extensionsOf(certificate).has('unknown') ? (edit.unknown ?? '2.999.1') : ''}
        initially={{ unknown: '2.999.1' }}
      >
        <FormRow label="Identifier">
          {(field) => (
            <TextField
              id={field}
              mono
              value={edit.unknown ?? '2.999.1'}
              problemOf={(text) => (isIdentifier(text) ? null : 'an object identifier, such as 2.999.1')}
              onChange={(unknown) => change({ unknown })}
            />
          )}
        </FormRow>
      </ExtensionGroup>
      {PLAIN_EXTENSIONS.filter((each) => shows(editable, each)).map((each) => (
        <ExtensionGroup key={each} {...{ editable, editor, id: each }} summary="" initially={{}} />
      ))}
    </div>
  );
}

interface ExtensionGroupProps extends Props {
  readonly id: ExtensionId;
  readonly summary: string;
  readonly open?: boolean;
  /** What it says when it is put in where there was none. */
  readonly initially: CertificateEdit;
  readonly children?: ReactNode;
}

/** An extension: is it there, is it critical, what does it say. */
function ExtensionGroup({ editable, editor, id, summary, open = false, initially, children }: ExtensionGroupProps) {
  const { edit, certificate, base } = editable;
  const value = id in edit ? edit[id as keyof CertificateEdit] : undefined;
  const there = extensionsOf(certificate);
  const baseHas = base !== null ? extensionsOf(base).has(id) : there.has(id) && value === undefined;
  const without = edit.without?.includes(id) ?? false;
  const present = !without && (there.has(id) || value !== undefined || baseHas);
  const flag = edit.critical?.[id];
  const critical = flag ?? there.get(id) ?? USUALLY_CRITICAL.includes(id);
  const edited = without || value !== undefined || flag !== undefined;
  const title = EXTENSION_TITLES[id];
  const kept = edit.without?.filter((each) => each !== id) ?? [];
  const { [id]: _, ...otherFlags } = edit.critical ?? {};
  const part = id as keyof CertificateEdit;

  const setPresent = (on: boolean) => {
    if (on) editor.change(editable, { without: kept, ...(baseHas || value !== undefined ? {} : initially) });
    else if (baseHas) editor.change(editable, { without: withId(edit, id) });
    else reset();
  };
  const reset = () => {
    const { [part]: __, ...rest } = edit;
    editor.changeEdits({
      certificates: { ...editor.edits.certificates, [editable.id]: { ...rest, without: kept, critical: otherFlags } },
    });
  };
  return (
    <FieldGroup title={title} summary={present ? summary : 'not there'} edited={edited} open={open} onReset={reset}>
      <div className={styles.ticks}>
        <Tick label="It is in the certificate" checked={present} onChange={setPresent} />
        {present && (
          <Tick
            label="Critical: who does not know it must refuse"
            checked={critical}
            onChange={(on) => editor.change(editable, { critical: { ...edit.critical, [id]: on } })}
          />
        )}
      </div>
      {present && children}
    </FieldGroup>
  );
}

/** Of these one can change no more than that they are there, and whether they are critical. */
const PLAIN_EXTENSIONS = [
  'subjectKeyIdentifier',
  'authorityKeyIdentifier',
  'authorityInfoAccess',
  'crlDistributionPoints',
] as const satisfies readonly (typeof EXTENSION_IDS)[number][];

const shows = ({ certificate, base, edit }: Editable, id: ExtensionId): boolean =>
  extensionsOf(certificate).has(id) ||
  (base !== null && extensionsOf(base).has(id)) ||
  (edit.without?.includes(id) ?? false);

const withId = (edit: CertificateEdit, id: ExtensionId): ExtensionId[] => [...new Set([...(edit.without ?? []), id])];

const USUALLY_CRITICAL: readonly ExtensionId[] = ['basicConstraints', 'keyUsage', 'nameConstraints', 'unknown'];

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const caText = (pathLen: number | null): string => (pathLen === null ? 'CA, no limit' : `CA, path length ${pathLen}`);

function pathLenProblem(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '' || (/^\d{1,3}$/.test(trimmed) && Number(trimmed) <= MOST_PATH_LENGTH)) return null;
  return `empty, or a whole number from 0 to ${MOST_PATH_LENGTH}`;
}

const constraintsText = ({ permitted, excluded }: NonNullable<CertificateEdit['nameConstraints']>): string =>
  [
    ...permitted.map(({ value }) => `only ${value || 'any name'}`),
    ...excluded.map(({ value }) => `not ${value || 'any name'}`),
  ].join(', ');

function freshNames(names: LabNames) {
  const { sibling, mailbox, domain } = derivedNames(names);
  return {
    dns: sibling,
    ip: '192.0.2.1',
    email: `${mailbox}@${domain}`,
    uri: `https://${names.host}/`,
    directory: `CN=${names.customer}, O=${names.bank}`,
  } as const;
}
const FRESH_CONSTRAINTS = {
  dns: 'shop.test',
  ip: '192.0.2.0/24',
  email: 'shop.test',
  uri: '.shop.test',
  directory: 'O=Shop',
} as const;
