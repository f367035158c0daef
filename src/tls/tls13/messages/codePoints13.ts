// Names of the numbers that TLS 1.3 added, for display: IANA registry "TLS Parameters".

/** PskKeyExchangeMode, RFC 9846 4.3.9. */
export const modeName = (code: number): string => (code === 0 ? 'psk_ke' : code === 1 ? 'psk_dhe_ke' : String(code));
