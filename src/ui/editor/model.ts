// What the editor edits, as plain values: each certificate with what it says now and what it said before any edit.

import { OIDS } from '../../asn1/oids.ts';
import { fromHex } from '../../bytes/hex.ts';
import type { PoolKeyName } from '../../crypto/poolNames.ts';
import type { Plan } from '../../lab/plan/plan.ts';
import { certificateIds } from '../../lab/recording/certificateIds.ts';
import type { Recording } from '../../lab/recording/recording.ts';
import { ATTRIBUTES } from '../../lab/scenario/directoryName.ts';
import {
  CERTIFICATE_IDS,
  type CertificateEdit,
  type CertificateId,
  type EditedSigner,
  type Edits,
  EXTENSION_IDS,
  type ExtensionId,
  type NameEdit,
  SIGNERS,
} from '../../lab/scenario/edits.ts';
import { caKeyName } from '../../lab/scenario/keyKinds.ts';
import { PURPOSES, readEdits } from '../../lab/scenario/readEdits.ts';
import { type Certificate, decodeCertificate, extensionOf } from '../../pki/x509/certificate.ts';
import type { GeneralName } from '../../pki/x509/generalName.ts';
import type { Name, NameSpec } from '../../pki/x509/name.ts';

export interface Editable {
  readonly id: CertificateId;
  /** As it was issued, edits included. */
  readonly certificate: Certificate;
  /** The scenario's own, without any edits; null where only an edit brought it in. */
  readonly base: Certificate | null;
  readonly edit: CertificateEdit;
  /** What the plan says and the certificate alone does not show. */
  readonly signer: EditedSigner;
  readonly baseSigner: EditedSigner;
  readonly key: PoolKeyName;
  readonly baseKey: PoolKeyName;
}

/** The certificates that take part, in the order of `CERTIFICATE_IDS`. */
export function editables(recording: Recording, plan: Plan, base: Recording | null, basePlan: Plan): Editable[] {
  const now = decodedById(recording);
  const before = base === null ? null : decodedById(base);
  return CERTIFICATE_IDS.flatMap((id) => {
    const certificate = now.get(id);
    if (certificate === undefined) return [];
    const { edits = {} } = recording.scenario;
    return [
      {
        id,
        certificate,
        base: before?.get(id) ?? null,
        edit: edits.certificates?.[id] ?? {},
        ...madeBy(id, plan),
        baseSigner: madeBy(id, basePlan).signer,
        baseKey: madeBy(id, basePlan).key,
      },
    ];
  });
}

function madeBy(id: CertificateId, plan: Plan): { signer: EditedSigner; key: PoolKeyName } {
  if (id === 'server' || id === 'client') {
    const leaf = plan[id];
    return { signer: leaf?.issuer ?? 'bank', key: leaf?.key ?? id };
  }
  const edit = plan.ca.edits?.[id];
  return { signer: edit?.signer ?? SIGNERS[id][0], key: edit?.key ?? caKeyName(id, plan.ca.key) };
}

function decodedById(recording: Recording): ReadonlyMap<CertificateId, Certificate> {
  const decoded = new Map<CertificateId, Certificate>();
  for (const [id, fingerprint] of certificateIds(recording)) {
    const record = recording.certificates[fingerprint];
    const certificate = record && decodeCertificate(fromHex(record.der));
    if (certificate?.ok) decoded.set(id, certificate.value);
  }
  return decoded;
}

/** The values that a form shows: all of a certificate that can be edited. */
export interface Values {
  readonly notBefore: number;
  readonly notAfter: number;
  readonly subject: readonly NameSpec[];
  readonly issuer: readonly NameSpec[];
  readonly hash: NonNullable<CertificateEdit['hash']>;
  readonly padding: NonNullable<CertificateEdit['padding']>;
  readonly basicConstraints: NonNullable<CertificateEdit['basicConstraints']>;
  readonly keyUsage: NonNullable<CertificateEdit['keyUsage']>;
  readonly extKeyUsage: readonly string[];
  readonly subjectAltName: readonly NameEdit[];
  readonly nameConstraints: NonNullable<CertificateEdit['nameConstraints']>;
}

export function valuesOf(certificate: Certificate): Values {
  const basic = extensionOf(certificate, 'basicConstraints');
  const constraints = extensionOf(certificate, 'nameConstraints');
  return {
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    subject: attributesOf(certificate.subject),
    issuer: attributesOf(certificate.issuer),
    hash: certificate.signatureAlgorithm.hash ?? 'sha256',
    padding: certificate.signatureAlgorithm.scheme === 'rsa-pss' ? 'pss' : 'pkcs1',
    basicConstraints: { ca: basic?.ca ?? false, pathLen: basic?.pathLen ?? null },
    keyUsage: [...(extensionOf(certificate, 'keyUsage')?.usages ?? [])],
    extKeyUsage: (extensionOf(certificate, 'extKeyUsage')?.purposes ?? []).map(purposeText),
    subjectAltName: (extensionOf(certificate, 'subjectAltName')?.names ?? []).flatMap(nameEdit),
    nameConstraints: {
      permitted: (constraints?.permitted ?? []).flatMap(({ base }) => subtreeEdit(base)),
      excluded: (constraints?.excluded ?? []).flatMap(({ base }) => subtreeEdit(base)),
    },
  };
}

const attributesOf = ({ rdns }: Name): NameSpec[] =>
  ATTRIBUTES.flatMap((type) => {
    const value = rdns.flat().find((attribute) => attribute.type === type)?.value;
    return value === undefined ? [] : [{ type, value }];
  });

const purposeText = (oid: string): string => PURPOSES.find((each) => OIDS[each] === oid) ?? oid;

function nameEdit({ type, value }: GeneralName): NameEdit[] {
  if (type === 'dirName') return [{ type: 'directory', value }];
  return type === 'other' ? [] : [{ type, value }];
}

/** An address with a mask of ones in front becomes `10.0.0.0/8`. */
function subtreeEdit({ type, value, bytes }: GeneralName): NameEdit[] {
  if (type !== 'ip') return nameEdit({ type, value, bytes });
  const half = bytes.length / 2;
  const bits = [...bytes.subarray(half)].map((octet) => octet.toString(2).padStart(8, '0')).join('');
  const octets = [...bytes.subarray(0, half)];
  const text =
    half === 4
      ? octets.join('.')
      : Array.from({ length: half / 2 }, (_, i) =>
          (((octets[2 * i] ?? 0) << 8) | (octets[2 * i + 1] ?? 0)).toString(16),
        ).join(':');
  return [{ type, value: `${text}/${bits.indexOf('0') < 0 ? bits.length : bits.indexOf('0')}` }];
}

/** Extensions of a certificate by the editor's names, with their criticality. */
export function extensionsOf(certificate: Certificate): ReadonlyMap<ExtensionId, boolean> {
  const found = new Map<ExtensionId, boolean>();
  for (const { type, critical } of certificate.extensions) {
    const id = EXTENSION_IDS.find((each) => each === type);
    if (id !== undefined) found.set(id, critical);
  }
  return found;
}

/** The edits with a change of one certificate. What says again what was there before is no edit. */
export function changeCertificate(edits: Edits, editable: Editable, change: CertificateEdit): Edits {
  const edit: Record<string, unknown> = { ...editable.edit, ...change };
  const { base } = editable;
  if (base !== null) {
    const before: Record<string, unknown> = {
      ...valuesOf(base),
      issuer: undefined,
      signer: editable.baseSigner,
      key: editable.baseKey,
      unknown: undefined,
    };
    for (const part of Object.keys(change)) {
      // With another key, the CA would grant another usage: the old one has to be asked for.
      const isOwn = part === 'keyUsage' && edit['key'] !== undefined;
      if (!isOwn && JSON.stringify(edit[part]) === JSON.stringify(before[part])) delete edit[part];
    }
    edit.critical = differing(edit.critical as CertificateEdit['critical'], extensionsOf(base));
  }
  return changeEdits(edits, { certificates: { ...edits.certificates, [editable.id]: edit } });
}

/** Criticality that is another one than before. An extension that is only now there has none before. */
const differing = (critical: CertificateEdit['critical'] = {}, before: ReadonlyMap<ExtensionId, boolean>) =>
  Object.fromEntries(Object.entries(critical).filter(([id, flag]) => before.get(id as ExtensionId) !== flag));

/** In the one order in which edits are written, empty parts left out. */
export const changeEdits = (edits: Edits, change: Partial<Record<keyof Edits, unknown>>): Edits =>
  readEdits(JSON.parse(JSON.stringify({ ...edits, ...change })));

/** `parts` of a certificate as they were before. */
export function resetParts(edits: Edits, { id, edit }: Editable, parts: readonly (keyof CertificateEdit)[]): Edits {
  const left = Object.fromEntries(Object.entries(edit).filter(([part]) => !parts.some((each) => each === part)));
  return changeEdits(edits, { certificates: { ...edits.certificates, [id]: left } });
}
