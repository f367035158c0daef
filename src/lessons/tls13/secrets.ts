// What each secret of TLS 1.3 is: RFC 9846 7.1.
const BOTH = 'client and server';

const both = (title: string, plain: string) => ({ title, plain, whoShould: BOTH });

export const SECRETS_13 = {
  preSharedKey: both(
    'Secret of the ticket',
    'Computed when the ticket is given, from the resumption secret. The client keeps it; the server seals it in the ticket and forgets it. Next time it is the first input of the key schedule.',
  ),
  earlySecret: {
    title: 'Early secret',
    plain:
      'The first of three secrets in a row: made from the secret of a ticket, or from zeros. Without a ticket it is the same public value in every handshake.',
    whoShould: 'client and server, where there is a ticket; else anyone can compute it',
  },
  binderKey: both(
    'Binder key',
    'Made from the early secret. With it the client shows that it knows the ticket’s secret; it encrypts nothing.',
  ),
  sharedSecret: both('Shared secret', 'What both computed from their own private half and the other’s share.'),
  handshakeSecret: both('Handshake secret', 'The second: made from the early secret and the shared secret.'),
  clientHandshakeTrafficSecret: both(
    'Client handshake traffic secret',
    'From it come the key, the IV and the Finished of the client in the handshake.',
  ),
  serverHandshakeTrafficSecret: both(
    'Server handshake traffic secret',
    'From it come the key, the IV and the Finished of the server in the handshake.',
  ),
  clientHandshakeKey: both('Client handshake key', 'Encrypts what the client sends in the handshake.'),
  clientHandshakeIv: both('Client handshake IV', 'With the record’s number it makes the nonce.'),
  serverHandshakeKey: both('Server handshake key', 'Encrypts what the server sends in the handshake.'),
  serverHandshakeIv: both('Server handshake IV', 'With the record’s number it makes the nonce.'),
  mainSecret: both(
    'Main secret',
    'The third: made from the handshake secret. RFC 8446 called it master secret, and so the labels below it still say “exp master” and “res master”.',
  ),
  clientApplicationTrafficSecret0: both(
    'Client traffic secret 0',
    'From it come key and IV for the client’s data. The zero counts the updates.',
  ),
  serverApplicationTrafficSecret0: both(
    'Server traffic secret 0',
    'From it come key and IV for the server’s data. The zero counts the updates.',
  ),
  exporterSecret: both('Exporter secret', 'Other protocols can have keys of their own made from it.'),
  clientApplicationKey: both('Client application key', 'Encrypts the client’s data.'),
  clientApplicationIv: both('Client application IV', 'With the record’s number it makes the nonce.'),
  serverApplicationKey: both('Server application key', 'Encrypts the server’s data.'),
  serverApplicationIv: both('Server application IV', 'With the record’s number it makes the nonce.'),
  resumptionSecret: both(
    'Resumption secret',
    'From it come the secrets of tickets. It covers the client’s Finished, too.',
  ),
  clientApplicationTrafficSecretN: both(
    'Client traffic secret, updated',
    'Computed from the one before it, which is then thrown away.',
  ),
  serverApplicationTrafficSecretN: both(
    'Server traffic secret, updated',
    'Computed from the one before it, which is then thrown away.',
  ),
} as const;
