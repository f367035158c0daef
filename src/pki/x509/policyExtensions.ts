// The extensions about certificate policies, decoded: RFC 5280 4.2.1.4, 4.2.1.5, 4.2.1.11 and 4.2.1.14.
import { context, TAG } from '../../asn1/der.ts';
import type { PkiField, PkiReader } from '../fields.ts';

export interface PolicyInformation {
  /** Dotted object identifier. */
  readonly oid: string;
  /** The object identifiers of its qualifiers. */
  readonly qualifiers: readonly string[];
}

export interface PolicyMapping {
  readonly issuer: string;
  readonly subject: string;
}

export type PolicyExtension =
  | { readonly type: 'certificatePolicies'; readonly policies: readonly PolicyInformation[] }
  | { readonly type: 'policyMappings'; readonly mappings: readonly PolicyMapping[] }
  /** How many certificates may follow before it holds; null where it is not demanded. */
  | {
      readonly type: 'policyConstraints';
      readonly requireExplicitPolicy: number | null;
      readonly inhibitPolicyMapping: number | null;
    }
  | { readonly type: 'inhibitAnyPolicy'; readonly skipCerts: number };

/** RFC 5280 4.2.1.4. */
export function readCertificatePolicies(reader: PkiReader): PolicyExtension {
  return reader.sequence('certificatePolicies', (inner) => {
    if (!inner.hasMore) inner.fail('certificatePolicies', 'an empty list of policies');
    return { type: 'certificatePolicies', policies: inner.list(readPolicy) };
  });
}

function readPolicy(reader: PkiReader): PolicyInformation {
  return reader.sequence('certificatePolicies.policy', (inner) => {
    const oid = inner.oid('certificatePolicies.identifier');
    if (!inner.hasMore) return { oid, qualifiers: [] };
    const qualifiers = inner.sequence('certificatePolicies.qualifiers', (list) => {
      if (!list.hasMore) list.fail('certificatePolicies.qualifiers', 'an empty list of qualifiers');
      return list.list((one) =>
        one.sequence('certificatePolicies.qualifier', (qualifier) => {
          const id = qualifier.oid('certificatePolicies.qualifierId');
          qualifier.any('certificatePolicies.qualifierValue');
          return id;
        }),
      );
    });
    return { oid, qualifiers };
  });
}

/** RFC 5280 4.2.1.5. */
export function readPolicyMappings(reader: PkiReader): PolicyExtension {
  return reader.sequence('policyMappings', (inner) => {
    if (!inner.hasMore) inner.fail('policyMappings', 'an empty list of mappings');
    const mappings = inner.list((one) =>
      one.sequence('policyMappings.mapping', (mapping) => ({
        issuer: mapping.oid('policyMappings.issuerDomainPolicy'),
        subject: mapping.oid('policyMappings.subjectDomainPolicy'),
      })),
    );
    return { type: 'policyMappings', mappings };
  });
}

/** RFC 5280 4.2.1.11. */
export function readPolicyConstraints(reader: PkiReader): PolicyExtension {
  return reader.sequence('policyConstraints', (inner) => {
    if (!inner.hasMore) inner.fail('policyConstraints', 'neither of the two constraints');
    const optional = (n: number, field: PkiField): number | null =>
      inner.nextIs(context(n, 'primitive')) ? readSkipCerts(inner, field, context(n, 'primitive')) : null;
    return {
      type: 'policyConstraints',
      requireExplicitPolicy: optional(0, 'policyConstraints.requireExplicitPolicy'),
      inhibitPolicyMapping: optional(1, 'policyConstraints.inhibitPolicyMapping'),
    };
  });
}

/** RFC 5280 4.2.1.14. */
export function readInhibitAnyPolicy(reader: PkiReader): PolicyExtension {
  return { type: 'inhibitAnyPolicy', skipCerts: readSkipCerts(reader, 'inhibitAnyPolicy', TAG.integer) };
}

/** SkipCerts ::= INTEGER (0..MAX). No path is so long that it matters what is above 2^31 - 1. */
function readSkipCerts(reader: PkiReader, field: PkiField, tag: number): number {
  return reader.primitive(
    tag,
    field,
    (content) => {
      const [first, second] = content;
      const isNegative = first === undefined || first >= 0x80;
      const isOverlong = first === 0 && second !== undefined && second < 0x80;
      if (isNegative || isOverlong) return null;
      return content.reduce((value, octet) => Math.min(value * 256 + octet, 0x7fffffff), 0);
    },
    String,
  );
}
