// Erlang's ssl, and RabbitMQ, EMQX, CouchDB, Elixir: what stands behind the alert in its terms.
import type { Meaning } from '../meaning.ts';
import { phrase, type SignRule } from './rule.ts';

const own = (
  text: string | readonly string[],
  code: string,
  means: Meaning,
  side: 'self' | 'peer' = 'self',
): SignRule => phrase(text, `erlang:${code}`, means, { program: 'erlang', side });

export const ERLANG_SIGNS: readonly SignRule[] = [
  own('bad_cert,hostname_check_failed', 'hostname', 'hostname'),
  own(['bad_cert,invalid_ext_key_usage', 'bad_cert,{invalid_ext_key_usage'], 'purpose', 'purpose'),
  own('bad_cert,invalid_key_usage', 'key usage', 'caKeyUsage'),
  own('bad_cert,max_path_length_reached', 'path length', 'pathLength'),
  own('bad_cert,cert_expired', 'expired', 'dates'),
  own(['bad_cert,unknown_ca', 'bad_cert,selfsigned_peer'], 'unknown', 'unknownIssuer'),
  own(
    ['bad_cert,name_not_permitted', 'bad_cert,missing_basic_constraint', 'bad_cert,invalid_issuer'],
    'certificate',
    'badCertificate',
  ),
  own(['bad_cert,revoked', 'bad_cert,{revoked'], 'revoked', 'revoked'),
  own(['bad_cert,{revocation_status_undetermined', 'bad_cert,revocation_status_undetermined'], 'status', 'noStatus'),
  own('no_client_certificate_provided', 'no certificate', 'noCertificate'),
  own('Failed to verify CertificateVerify', 'certificate verify', 'possession'),
  own('record_type_mismatch,21', 'plaintext alert', 'plaintextAlert', 'peer'),
  own('unknown_or_malformed_handshake', 'malformed', 'decode'),
  own('no_suitable_ciphers', 'no ciphers', 'cipher'),
  own(['insufficient_security_no_suitable', 'no_suitable_signature_algorithm'], 'algorithms', 'cipher'),
  own('malformed_handshake_data', 'malformed data', 'unexpected'),
  phrase(['{error,closed}', 'error,closed'], 'erlang:closed', 'closed', {
    program: 'erlang',
    side: 'peer',
    slot: 'transport',
  }),
  phrase('{error,timeout}', 'erlang:timeout', 'closed', { program: 'erlang', side: 'unknown', slot: 'transport' }),
];
