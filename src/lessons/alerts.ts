// What each alert of TLS says, by its definition: RFC 5246 7.2, and those added by RFC 4279, 6066, 7301, 7507 and TLS 1.3.

export interface AlertWords {
  readonly number: number;
  readonly title: string;
  /** What the sender says by it; begins a sentence. */
  readonly plain: string;
}

const alert = (number: number, title: string, plain: string): AlertWords => ({ number, title, plain });

export const ALERT_WORDS: Record<string, AlertWords> = {
  close_notify: alert(0, 'Nothing more to send', 'The sender will send nothing more on this connection.'),
  unexpected_message: alert(10, 'Unexpected message', 'A message came that has no place at this point.'),
  bad_record_mac: alert(
    20,
    'Record does not open',
    'A protected record did not pass its integrity check: the two sides hold different keys, or the record was changed.',
  ),
  decryption_failed_RESERVED: alert(21, 'Decryption failed', 'Used by old versions only; TLS 1.2 must not send it.'),
  record_overflow: alert(22, 'Record too long', 'A record was longer than the protocol allows.'),
  decompression_failure: alert(30, 'Decompression failed', 'Compressed data could not be unpacked.'),
  handshake_failure: alert(
    40,
    'No agreement',
    'The sender could not agree on acceptable security parameters. In TLS 1.2 a server also sends it when it needs a client certificate and got none.',
  ),
  no_certificate_RESERVED: alert(41, 'No certificate', 'Used by SSL 3.0 only; TLS must not send it.'),
  bad_certificate: alert(
    42,
    'Bad certificate',
    'A certificate was corrupt, carried a signature that does not verify, or was unfit in a similar way.',
  ),
  unsupported_certificate: alert(43, 'Unsupported certificate', 'A certificate was of an unsupported type.'),
  certificate_revoked: alert(44, 'Certificate revoked', 'A certificate was revoked by its signer.'),
  certificate_expired: alert(45, 'Certificate expired', 'A certificate has expired, or is not valid at this time.'),
  certificate_unknown: alert(
    46,
    'Certificate not acceptable',
    'A certificate was not acceptable for some other reason, which the alert does not tell.',
  ),
  illegal_parameter: alert(
    47,
    'Illegal value',
    'A field held a value out of range, or one that contradicts another field.',
  ),
  unknown_ca: alert(
    48,
    'Unknown CA',
    'A chain of certificates arrived, but its CA could not be found, or matches no CA that the sender trusts.',
  ),
  access_denied: alert(49, 'Access denied', 'The certificate is valid, but access control decided against going on.'),
  decode_error: alert(50, 'Message cannot be read', 'A message could not be decoded: a length or a field is wrong.'),
  decrypt_error: alert(
    51,
    'Cryptographic check failed',
    'A cryptographic step of the handshake failed: a signature or a Finished message did not verify.',
  ),
  export_restriction_RESERVED: alert(60, 'Export restriction', 'Used by old versions only; TLS 1.2 must not send it.'),
  protocol_version: alert(
    70,
    'Version not supported',
    'The version that the client asks for is recognised, but not supported.',
  ),
  insufficient_security: alert(
    71,
    'Not secure enough',
    'The server demands stronger cipher suites than the client offers.',
  ),
  internal_error: alert(80, 'Internal error', 'Something unrelated to the peer or the protocol went wrong.'),
  inappropriate_fallback: alert(
    86,
    'Needless fallback',
    'The client fell back to an older version, although the server supports a newer one (RFC 7507).',
  ),
  user_canceled: alert(
    90,
    'Cancelled by the user',
    'The handshake is being cancelled for a reason unrelated to the protocol.',
  ),
  no_renegotiation: alert(100, 'No renegotiation', 'The sender will not start another handshake on this connection.'),
  missing_extension: alert(
    109,
    'Extension missing',
    'An extension that is mandatory for the offered parameters is missing (TLS 1.3).',
  ),
  unsupported_extension: alert(
    110,
    'Extension never offered',
    'The server answered with an extension that the client did not offer.',
  ),
  certificate_unobtainable: alert(
    111,
    'Certificate unobtainable',
    'A certificate could not be fetched from the address given (RFC 6066).',
  ),
  unrecognized_name: alert(
    112,
    'Name not served',
    'The server does not serve the name that the client asked for (RFC 6066).',
  ),
  bad_certificate_status_response: alert(
    113,
    'Bad status response',
    'The stapled certificate status was not acceptable (RFC 6066).',
  ),
  bad_certificate_hash_value: alert(
    114,
    'Bad certificate hash',
    'A certificate does not match the hash given for it (RFC 6066).',
  ),
  unknown_psk_identity: alert(115, 'Unknown pre-shared key', 'No pre-shared key of that name is known (RFC 4279).'),
  certificate_required: alert(
    116,
    'Certificate required',
    'A client certificate is demanded, and none was sent (TLS 1.3).',
  ),
  general_error: alert(117, 'General error', 'An error for which the sender has no other alert (TLS 1.3).'),
  no_application_protocol: alert(
    120,
    'No common application protocol',
    'The client offered only protocols that the server does not support (RFC 7301).',
  ),
};
