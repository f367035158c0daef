// The words of the missions' list: titles, goals, and what each of them shows. What a mission answers: missionFeedback.ts.
import type { ConceptId, MissionControl, MissionGroup, MissionId } from '../exercises/missions/mission.ts';

interface MissionWords {
  readonly title: string;
  /** The goal as one sees it at the top of the page and in the list. */
  readonly goal: string;
}

export const MISSION_WORDS: Readonly<Record<MissionId, MissionWords>> = {
  1: { title: 'A name tag', goal: 'Flag the first row after which the client may send its PIN.' },
  2: { title: 'Valid and refused', goal: 'Make the client refuse a certificate that passes every check.' },
  3: { title: 'Whose word?', goal: 'Get an unknown root accepted. Do not touch a certificate.' },
  4: { title: 'The missing link', goal: 'Repair a broken path in one edit.' },
  5: { title: 'Right name, wrong place', goal: 'The host name is in the wrong place. Repair it in one edit.' },
  6: { title: 'Who is lying?', goal: 'Point at the certificate and at the field because of which it is refused.' },
  7: { title: 'Refused at the other door', goal: 'Make the server refuse a valid client certificate.' },
  8: { title: 'Nothing sent', goal: 'The client holds its certificate back. Get it through.' },
  9: { title: 'Who answered?', goal: 'Forged, stale or silent? Name it. Then make the client safe.' },
  10: {
    title: 'Two years slow',
    goal: 'Nothing is wrong with the certificate. Get it accepted with the fewest edits.',
  },
  11: { title: 'The thief comes tomorrow', goal: 'Let the thief of a key read nothing, by one setting.' },
  12: { title: 'The trusted middle', goal: 'The bank must not serve the company’s proxy.' },
  13: { title: 'One byte', goal: 'Change one byte, so that the server answers the client’s proof with decrypt_error.' },
  14: { title: 'Too late', goal: 'Show a request that is sent before the refusal. Then show that TLS 1.2 waits.' },
  15: { title: 'Same alert, two causes', goal: 'Show two runs with one alert and two causes. Then repair a mystery.' },
};

/** The second half of mission 15. `side`: whose view is shown. */
export const MYSTERY_TITLE = 'The mystery';
export const MYSTERY_GOAL = 'Something is broken. Repair it with one edit of whoever is at fault.';
export const mysteryText = (side: string): string =>
  `You see what the ${side} has seen: an alert came, and no reason. Read what the alert can mean, then look at the certificates and clocks in “Edit”. Your two runs are kept.`;

/** What a mission shows, as the list names it. */
export const CONCEPT_WORDS: Readonly<Record<ConceptId, string>> = {
  possession: 'Showing is not proving',
  key: 'A certificate is not a key',
  trust: 'Trust is configuration',
  path: 'Path building',
  names: 'Subject alternative name',
  'ca-bit': 'Who may issue',
  'client-proof': 'Proof by the client',
  authorities: 'The list in CertificateRequest',
  status: 'OCSP',
  clock: 'Clocks',
  'forward-secrecy': 'Forward secrecy',
  middle: 'What mutual TLS buys',
  transcript: 'Transcript and signature',
  'late-rejection': 'Late rejection',
  diagnosis: 'Reading failures',
};

export const MISSION_GROUP_WORDS: Readonly<Record<MissionGroup, string>> = {
  proof: 'Proof',
  trust: 'Trust',
  client: 'The client’s side',
  status: 'Time and status',
  wire: 'The wire',
  diagnosis: 'Diagnosis',
};

/** What is open or locked, for the goal bar. */
export const MISSION_CONTROL_WORDS: Readonly<Record<MissionControl, string>> = {
  faults: 'Inject a fault',
  certificates: 'Certificates',
  clocks: 'Clocks',
  stores: 'Trust stores',
  mode: 'One-way or mutual',
  protocol: 'Protocol',
  suite: 'Cipher suite',
  group: 'Key agreement group',
  revocation: 'Revocation',
  revocationPolicy: 'Where no status is known',
  ca: 'CA console',
  bytes: 'Bytes on the wire',
};
