// How each command is called.

export const SYNOPSES: Readonly<Record<string, string>> = {
  simulate:
    'simulate [--mode one-way|mutual] [--protocol tls1.2-rsa] [--suite NAME] [--fault ID]… [--revocation ocsp|stapled|crl|off] ' +
    '[--soft-fail] [--requests N] [--seed N] [--ca-work FILE.json] [--json] [--pcapng FILE] [--keylog FILE] [--svg FILE] ' +
    '[--zip FILE] [--recording FILE]',
  faults: 'faults [--json]',
  pki: 'pki --out DIR [--mode one-way|mutual] [--fault ID]… [--name DNS|IP]… [--seed N] [--force]',
  listen:
    'listen [--port N] [--mode one-way|mutual] [--protocol tls1.2-rsa] [--fault ID]… [--pki DIR] [--name DNS|IP]… ' +
    '[--once] [--keylog FILE]',
  connect:
    'connect HOST:PORT [--name DNS] [--ca FILE] [--cert FILE --key FILE] [--protocol tls1.2-rsa] [--keylog FILE] [--json]',
  validate: 'validate FILE.jsonl|- [--json]',
};
