// How each command is called.

export const SYNOPSES: Readonly<Record<string, string>> = {
  simulate:
    'simulate [--mode one-way|mutual] [--protocol tls1.2-rsa] [--suite NAME] [--fault ID]… [--tamper MESSAGE@BYTE=HEX]… [--revocation ocsp|stapled|crl|off] ' +
    '[--soft-fail] [--seed N] [--json] [--pcapng FILE] [--keylog FILE] [--svg FILE]',
  faults: 'faults [--json]',
  pki: 'pki --out DIR [--mode one-way|mutual] [--fault ID]… [--name DNS|IP]… [--seed N] [--force]',
  listen:
    'listen [--port N] [--mode one-way|mutual] [--protocol tls1.2-rsa] [--fault ID]… [--pki DIR] [--name DNS|IP]… ' +
    '[--once] [--keylog FILE]',
  connect:
    'connect HOST:PORT [--name DNS] [--ca FILE] [--cert FILE --key FILE] [--protocol tls1.2-rsa] [--keylog FILE] [--json]',
  validate: 'validate FILE.jsonl|- [--json]',
};
