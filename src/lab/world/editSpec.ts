// Puts an edit into a certificate that is about to be issued: fields of RFC 5280 4.1, extensions of 4.2.

import type { ExtensionSpec, Purpose } from '../../pki/x509/extensionSpec.ts';
import type { GeneralNameSpec } from '../../pki/x509/generalName.ts';
import { parseAddressRange, parseIp } from '../../pki/x509/ipAddress.ts';
import type { CertificateSpec } from '../../pki/x509/issue.ts';
import { encodeName } from '../../pki/x509/name.ts';
import { readDirectoryName } from '../scenario/directoryName.ts';
import type { CertificateEdit, ExtensionId, NameEdit } from '../scenario/edits.ts';

export function editSpec(spec: CertificateSpec, edit: CertificateEdit | undefined): CertificateSpec {
  if (edit === undefined) return spec;
  return {
    ...spec,
    subject: edit.subject ?? spec.subject,
    issuer: edit.issuer ?? spec.issuer,
    notBefore: edit.notBefore ?? spec.notBefore,
    notAfter: edit.notAfter ?? spec.notAfter,
    hash: edit.hash ?? spec.hash,
    ...(edit.padding && { padding: edit.padding }),
    extensions: editExtensions(spec.extensions, edit),
  };
}

/** Extensions keep their order; new ones follow, but for other names, which stand where they always stand. */
function editExtensions(extensions: readonly ExtensionSpec[], edit: CertificateEdit): ExtensionSpec[] {
  const made = editedExtensions(edit);
  const replaced = extensions.map((extension) => {
    const other = made.find(({ type }) => type === extension.type);
    return other === undefined ? extension : { ...other, critical: extension.critical };
  });
  const added = made.filter(({ type }) => !extensions.some((extension) => extension.type === type));
  const usual = 1 + replaced.findIndex(({ type }) => type === 'extKeyUsage');
  const names = added.filter(({ type }) => type === 'subjectAltName');
  const others = added.filter(({ type }) => type !== 'subjectAltName');
  const at = usual === 0 ? replaced.length : usual;
  return [...replaced.slice(0, at), ...names, ...replaced.slice(at), ...others]
    .filter(({ type }) => !edit.without?.some((each) => each === type))
    .map((extension) => ({ ...extension, critical: criticality(edit, extension) }));
}

const criticality = ({ critical = {} }: CertificateEdit, { type, critical: before }: ExtensionSpec): boolean =>
  (Object.hasOwn(critical, type) ? critical[type as ExtensionId] : undefined) ?? before;

/** As critical as RFC 5280 wants them, where nothing else is said. */
function editedExtensions(edit: CertificateEdit): ExtensionSpec[] {
  const made: ExtensionSpec[] = [];
  if (edit.basicConstraints) made.push({ type: 'basicConstraints', critical: true, ...edit.basicConstraints });
  if (edit.keyUsage) made.push({ type: 'keyUsage', critical: true, usages: edit.keyUsage });
  if (edit.extKeyUsage)
    made.push({ type: 'extKeyUsage', critical: false, purposes: edit.extKeyUsage as readonly Purpose[] });
  if (edit.subjectAltName)
    made.push({ type: 'subjectAltName', critical: false, names: edit.subjectAltName.map(generalName) });
  if (edit.nameConstraints) {
    const { permitted, excluded } = edit.nameConstraints;
    made.push({
      type: 'nameConstraints',
      critical: true,
      permitted: permitted.map(generalSubtree),
      excluded: excluded.map(generalSubtree),
    });
  }
  if (edit.unknown !== undefined)
    made.push({ type: 'unknown', critical: true, oid: edit.unknown, value: Uint8Array.of(5, 0) });
  return made;
}

function generalName({ type, value }: NameEdit): GeneralNameSpec {
  if (type === 'directory') return directory(value);
  if (type !== 'ip') return { type, value };
  const octets = parseIp(value);
  if (octets === null) throw new Error(`${value} is no address`);
  return { type, value: octets };
}

function generalSubtree({ type, value }: NameEdit): GeneralNameSpec {
  if (type === 'directory') return directory(value);
  if (type !== 'ip') return { type, value };
  const octets = parseAddressRange(value);
  if (octets === null) throw new Error(`${value} is no range of addresses`);
  return { type, value: octets };
}

function directory(value: string): GeneralNameSpec {
  const name = readDirectoryName(value);
  if (name === null) throw new Error(`${value} is no directory name`);
  return { type: 'dirName', value: encodeName(name) };
}
