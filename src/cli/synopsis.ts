// How each command is called.

export const SYNOPSES: Readonly<Record<string, string>> = {
  simulate:
    'simulate [--mode one-way|mutual] [--protocol tls1.2-rsa|tls1.2-ecdhe|tls1.3] [--suite NAME] ' +
    '[--group x25519|secp256r1|X25519MLKEM768] [--fault ID]… [--tamper SIDE:MESSAGE@BYTE=HEX]… ' +
    '[--revocation ocsp|stapled|crl|off] [--soft-fail] [--edits FILE] [--ca-work FILE.json] ' +
    '[--server-key rsa|p256|ed25519] [--client-key rsa|p256|ed25519] [--ca-key rsa|p256] ' +
    '[--requests N] [--again resumed] [--key-update] [--seed N] [--provider forge|noble] [--json] [--pcapng FILE] [--keylog FILE] [--svg FILE] [--zip FILE] [--recording FILE]',
  faults: 'faults [--json]',
  pki:
    'pki --out DIR [--mode one-way|mutual] [--fault ID]… [--name DNS|IP]… ' +
    '[--server-key rsa|p256|ed25519] [--client-key rsa|p256|ed25519] [--ca-key rsa|p256] [--seed N] [--force]',
  listen:
    'listen [--port N] [--mode one-way|mutual] [--protocol tls1.2-rsa|tls1.2-ecdhe|tls1.3] [--suite NAME] [--group x25519|secp256r1|X25519MLKEM768] [--fault ID]… [--pki DIR [--passphrase TEXT]] [--name DNS|IP]… ' +
    '[--server-key rsa|p256|ed25519] [--client-key rsa|p256|ed25519] [--ca-key rsa|p256] [--provider forge|noble] [--once] [--keylog FILE]',
  connect:
    'connect HOST:PORT [--name DNS|IP] [--ca FILE] [--cert FILE --key FILE [--passphrase TEXT] | --p12 FILE [--password TEXT]] ' +
    '[--protocol tls1.2-rsa|tls1.2-ecdhe|tls1.3] [--provider forge|noble] [--alpn NAME,…|none] ' +
    '[--starttls smtp|imap|pop3|ftp|ldap|xmpp|postgres|mysql] [--keylog FILE] [--json]',
  check:
    'check FILE|-… [--anchor FILE]… [--name NAME] [--purpose server|client|any] [--profile path|rfc5280|web] ' +
    '[--time UTC] [--password P] [--json]     for people: certificates in any form, as on the page',
  validate: 'validate FILE.jsonl|- [--json]     for programs: a request a line, a result a line',
};
