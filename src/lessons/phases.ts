// The phases of the diagram.
import type { PhaseId } from '../lab/recording.ts';

export interface PhaseWords {
  readonly title: string;
  /** For the scrubber. */
  readonly short: string;
  readonly plain: string;
}

export const PHASE_WORDS: Record<PhaseId, PhaseWords> = {
  issuance: {
    title: 'Before: certificates are issued',
    short: 'Before',
    plain: 'Weeks before the handshake, keys are made and the CA issues certificates. Roots go into trust stores.',
  },
  hello: {
    title: 'Hello',
    short: 'Hello',
    plain:
      'Client and server agree on version and cipher suite, and exchange their randoms; in TLS 1.3 their key shares, too.',
  },
  'server-proves': {
    title: 'Server’s certificate',
    short: 'Server',
    plain:
      'The server shows its certificate and the client checks it. The server’s signature proves its key; with RSA key exchange that proof is still to come.',
  },
  'client-proves': {
    title: 'Client proves itself',
    short: 'Client',
    plain: 'The client shows its certificate and signs the handshake; the server checks both.',
  },
  keys: {
    title: 'Keys',
    short: 'Keys',
    plain:
      'Both sides derive the same keys from the secret that they share. Finished confirms this, and that nobody changed the handshake.',
  },
  upstream: {
    title: 'The attacker’s own connection',
    short: 'Attacker',
    plain: 'The attacker connects to the server, as a client. The real client is not part of this connection.',
  },
  data: {
    title: 'Protected data',
    short: 'Data',
    plain: 'Request and response, encrypted and protected against change; then the connection is closed.',
  },
  again: {
    title: 'Second connection, with the ticket',
    short: 'Again',
    plain:
      'An hour later the client connects again and shows its ticket. Nobody shows a certificate: both prove that they know the ticket’s secret.',
  },
  tomorrow: {
    title: 'The day after',
    short: 'Day after',
    plain: 'The server’s private key is stolen. What does it open of what was recorded?',
  },
};

/** What a failure prevents. */
export const NEVER_HAPPENS: PhaseWords = {
  title: 'Not reached',
  short: 'Never',
  plain: 'Messages of the honest handshake that this failure prevents.',
};
