// What a server asks of its clients' signatures, and takes (RFC 5246 7.4.4, RFC 9846 4.4.2).

import type { CertificateRequestForm } from '../behaviour.ts';
import { CERTIFICATE_TYPES } from '../codePoints/parameters.ts';
import type { ServerConfig } from '../config.ts';
import { certificateTypesOf } from './credential.ts';

/** SignatureScheme codes, the preferred one first. */
export const schemesOfClients = ({ clientSchemes, schemes }: ServerConfig): readonly number[] =>
  clientSchemes ?? schemes;

/** How another program would ask; null where it is up to this one, or where the operator chose the algorithms. */
export const requestForm = ({ clientSchemes, behaviour }: ServerConfig): CertificateRequestForm | null =>
  clientSchemes === undefined ? (behaviour?.request ?? null) : null;

/** For the recording of CertificateRequest: the one kind of key that it asks for, where it leaves another one out. */
export function keysAskedFor({ clientSchemes = [] }: ServerConfig): { readonly keys?: 'rsa' | 'elliptic' } {
  if (clientSchemes.length === 0) return {};
  const types = certificateTypesOf(clientSchemes);
  if (types.length !== 1) return {};
  return { keys: types[0] === CERTIFICATE_TYPES.rsa_sign ? 'rsa' : 'elliptic' };
}
