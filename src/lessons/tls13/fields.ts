// The fields of TLS 1.3: RFC 9846 4.
import type { FieldWords } from '../types.ts';

const field = (name: string, plain: string | null = null): FieldWords => ({ name, plain });

export const FIELDS_13: Readonly<Record<string, FieldWords>> = {
  'encryptedExtensions.extensions': field('Extensions', 'Answers to the client’s offers, encrypted.'),
  'extension.key_share': field(
    'Extension key_share',
    'The public half of a key pair for this handshake: what both sides compute their common secret from.',
  ),
  'extension.key_share.list': field('Shares', 'One for each group that the client expects the server to take.'),
  'extension.key_share.entry': field('Share', null),
  'extension.key_share.group': field('Group', 'The curve, or another group, that the share belongs to.'),
  'extension.key_share.key': field('Public share', null),
  'extension.key_share.key.bytes': field(
    'Public share',
    'Anyone may see it: the private half cannot be computed from it.',
  ),
  'extension.psk_key_exchange_modes': field(
    'Extension psk_key_exchange_modes',
    'How tickets may be used. With psk_dhe_ke a fresh share goes into the keys all the same.',
  ),
  'extension.psk_key_exchange_modes.list': field('Modes', null),
  'extension.psk_key_exchange_modes.mode': field('Mode', '1: psk_dhe_ke, with a fresh share.'),
  'extension.pre_shared_key': field(
    'Extension pre_shared_key',
    'The client offers a ticket of an earlier connection; the server says which ticket it takes. It must stand last.',
  ),
  'extension.pre_shared_key.identities': field('Tickets', null),
  'extension.pre_shared_key.entry': field('Ticket', null),
  'extension.pre_shared_key.identity': field('Ticket', 'As the server gave it; only the server can open it.'),
  'extension.pre_shared_key.identity.bytes': field('Ticket', null),
  'extension.pre_shared_key.obfuscatedAge': field(
    'Obfuscated age',
    'How old the ticket is, plus a number that only the two know, so that an eavesdropper cannot link connections by it.',
  ),
  'extension.pre_shared_key.binders': field('Binders', null),
  'extension.pre_shared_key.binder': field(
    'Binder',
    'An HMAC over the hello with the ticket’s secret: the client proves that the ticket is its own.',
  ),
  'extension.pre_shared_key.binder.bytes': field('Binder', null),
  'extension.pre_shared_key.selected': field('Selected ticket', 'Its place in the client’s list, from 0.'),
  'extension.cookie': field(
    'Extension cookie',
    'Bytes of the server that the client sends back unchanged with its second hello.',
  ),
  'extension.cookie.cookie': field('Cookie', null),
  'extension.cookie.cookie.bytes': field('Cookie', null),
  'extension.signature_algorithms_cert': field(
    'Extension signature_algorithms_cert',
    'The signatures that may stand on certificates, where they are others than those in the handshake.',
  ),
  'extension.signature_algorithms_cert.list': field('Signature algorithms', null),
  'extension.signature_algorithms_cert.scheme': field('Signature algorithm', null),
  'extension.certificate_authorities': field(
    'Extension certificate_authorities',
    'Names of the CAs whose certificates are accepted. A hint for the choice; it proves nothing.',
  ),
  'extension.certificate_authorities.list': field('Names of CAs', null),
  'extension.certificate_authorities.name': field('Name of a CA', 'A distinguished name, in DER.'),
  'extension.certificate_authorities.name.bytes': field('Name of a CA', null),
  'extension.status_request.response': field('OCSP response', 'What the CA said of this certificate, signed by it.'),
  'extension.status_request.response.bytes': field('OCSP response', 'In DER.'),
  'certificate.context': field('Request context', 'Which request this answers; empty in a handshake.'),
  'certificate.context.bytes': field('Request context', null),
  'certificate.list.item': field('Certificate with extensions', null),
  'certificate.list.extensions': field(
    'Extensions',
    'What goes with this certificate, such as a stapled OCSP response.',
  ),
  'certificateRequest.context': field('Request context', 'Names this request; empty in a handshake.'),
  'certificateRequest.context.bytes': field('Request context', null),
  'certificateRequest.extensions': field(
    'Extensions',
    'All that the server has to say about the certificate that it wants.',
  ),
  'newSessionTicket.lifetime': field('Lifetime', 'In seconds, at most seven days.'),
  'newSessionTicket.ageAdd': field('Number to add', 'The client adds it to the age of the ticket, to hide the age.'),
  'newSessionTicket.nonce': field('Nonce', 'Makes the secrets of several tickets differ.'),
  'newSessionTicket.nonce.bytes': field('Nonce', null),
  'newSessionTicket.ticket': field('Ticket', 'Sealed by the server for itself.'),
  'newSessionTicket.ticket.bytes': field('Ticket', null),
  'newSessionTicket.extensions': field('Extensions', null),
  'keyUpdate.requested': field('Request', '1 asks the peer for new keys as well.'),
};
