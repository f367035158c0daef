// Codes by their names, for what a CertificateRequest lists.
import { CERTIFICATE_TYPES } from '../../tls/codePoints/parameters.ts';
import { SIGNATURE_SCHEMES } from '../../tls/codePoints/signatureSchemes.ts';

export const schemes = (...names: readonly (keyof typeof SIGNATURE_SCHEMES)[]): readonly number[] =>
  names.map((name) => SIGNATURE_SCHEMES[name]);

export const types = (...names: readonly (keyof typeof CERTIFICATE_TYPES)[]): readonly number[] =>
  names.map((name) => CERTIFICATE_TYPES[name]);

/** Whatever program: a certificate whose issuer the server does not name is sent. */
export const SENDS_ALL = [] as const;
