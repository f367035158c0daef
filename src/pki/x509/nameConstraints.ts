// The nameConstraints extension, decoded: RFC 5280 4.2.1.10.
import { context } from '../../asn1/der.ts';
import type { PkiField, PkiReader } from '../fields.ts';
import { type GeneralName, rangeText, readGeneralName } from './generalName.ts';

export interface Subtree {
  readonly base: GeneralName;
  /** 0 in this profile, and `maximum` null. */
  readonly minimum: number;
  readonly maximum: number | null;
}

export interface NameConstraints {
  readonly type: 'nameConstraints';
  /** Empty where the field is absent; the syntax has no empty list. */
  readonly permitted: readonly Subtree[];
  readonly excluded: readonly Subtree[];
}

export function readNameConstraints(reader: PkiReader): NameConstraints {
  return reader.sequence('nameConstraints', (inner) => ({
    type: 'nameConstraints',
    permitted: readSubtrees(inner, 0, 'nameConstraints.permittedSubtrees'),
    excluded: readSubtrees(inner, 1, 'nameConstraints.excludedSubtrees'),
  }));
}

function readSubtrees(reader: PkiReader, n: number, field: PkiField): Subtree[] {
  if (!reader.nextIs(context(n, 'constructed'))) return [];
  return reader.tagged(n, field, (list) => {
    if (!list.hasMore) list.fail(field, 'an empty list of subtrees');
    return list.list(readSubtree);
  });
}

function readSubtree(reader: PkiReader): Subtree {
  return reader.sequence('nameConstraints.subtree', (inner) => ({
    base: readBase(inner),
    minimum: inner.nextIs(context(0, 'primitive')) ? readDistance(inner, 0) : 0,
    maximum: inner.nextIs(context(1, 'primitive')) ? readDistance(inner, 1) : null,
  }));
}

/** An iPAddress is a range here: the address and its mask. */
function readBase(reader: PkiReader): GeneralName {
  const base = readGeneralName(reader);
  return base.type === 'ip' ? { ...base, value: rangeText(base.bytes) } : base;
}

const readDistance = (reader: PkiReader, n: 0 | 1): number =>
  reader.primitive(
    context(n, 'primitive'),
    n === 0 ? 'nameConstraints.minimum' : 'nameConstraints.maximum',
    (content) => (content.length === 1 && (content[0] ?? 0) < 0x80 ? (content[0] ?? 0) : null),
    String,
  );
