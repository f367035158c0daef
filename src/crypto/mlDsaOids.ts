// The object identifiers of ML-DSA (RFC 9881 2), apart from the names of its sets, which more people need.
import { OIDS } from '../asn1/oids.ts';
import { ML_DSA_SETS, type MlDsaSet } from './mlDsaKey.ts';

/** Of the key and of its signatures; both without parameters (RFC 9881 2). */
export const ML_DSA_OIDS: Readonly<Record<MlDsaSet, string>> = {
  'ML-DSA-44': OIDS['id-ml-dsa-44'],
  'ML-DSA-65': OIDS['id-ml-dsa-65'],
  'ML-DSA-87': OIDS['id-ml-dsa-87'],
};

/** Null where the object identifier is none of ML-DSA. */
export const mlDsaSetOf = (oid: string): MlDsaSet | null => ML_DSA_SETS.find((set) => ML_DSA_OIDS[set] === oid) ?? null;
