// For the tests in which OpenSSL says which alert it sent or was sent.

/** Numbers of RFC 5246 7.2, RFC 6066 9 and RFC 9846 6. */
export const ALERTS: Readonly<Record<string, number>> = {
  unexpected_message: 10,
  bad_record_mac: 20,
  handshake_failure: 40,
  bad_certificate: 42,
  unsupported_certificate: 43,
  certificate_revoked: 44,
  certificate_expired: 45,
  certificate_unknown: 46,
  illegal_parameter: 47,
  unknown_ca: 48,
  decode_error: 50,
  decrypt_error: 51,
  protocol_version: 70,
  unrecognized_name: 112,
  bad_certificate_status_response: 113,
  certificate_required: 116,
};
