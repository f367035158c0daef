// What one can take away of a scenario: the recording, its capture, and the certificates and keys of both endpoints as
// files that other programs read.
import { fromHex } from '../../bytes/hex.ts';
import { toPkcs12 } from '../../crypto/pkcs12.ts';
import { seededRandom } from '../../crypto/random.ts';
import type { Credential } from '../../tls/auth/credential.ts';
import type { Side } from '../../tls/events.ts';
import type { MitmCredentials } from '../attacker/mitmCredentials.ts';
import type { Recording } from '../recording/recording.ts';
import { capture } from './pcapng.ts';
import { writeRecording } from './recordingFile.ts';
import { stageOf } from './reproduce.ts';
import { certificatesPem, credentialPem, crlPem } from './worldFiles.ts';
import type { Files } from './zip.ts';

/** The password of the PKCS #12 files: some programs refuse an empty one. */
export const PKCS12_PASSWORD = 'lab';

/** What shows in a recording, from wherever it came. */
export function recordedFiles(recording: Recording): Files {
  const answer = ocspAnswer(recording);
  return {
    'recording.json': writeRecording(recording),
    'capture.pcapng': capture(recording),
    ...(recording.keyLog === '' ? {} : { 'keys.log': recording.keyLog }),
    ...(answer === null ? {} : { 'ocsp-response.der': answer }),
  };
}

/** Certificates, keys, trust stores and list of revoked certificates, as the run of the scenario finds them. */
export function credentialFiles(recording: Pick<Recording, 'scenario' | 'events'>): Files {
  const { scenario } = recording;
  const { plan, world, equipment } = stageOf(scenario);
  const { server, client, authority } = world;
  const planted = plan.attackerTrusted && equipment ? [equipment.root] : [];
  return {
    'root.pem': certificatesPem([...world.clientRoots, ...planted].map(({ der }) => der)),
    ...(client || plan.clientCertificate !== 'none'
      ? { 'server-trusts.pem': certificatesPem(world.serverRoots.map(({ der }) => der)) }
      : {}),
    'intermediate.pem': certificatesPem(authority.chain.map(({ der }) => der)),
    ...ofEndpoint('server', server, plan.server.commonName, scenario.seed),
    ...(client ? ofEndpoint('client', client, plan.client?.commonName ?? '', scenario.seed) : {}),
    ...(equipment ? ofAttacker(equipment) : {}),
    'crl.pem': crlPem(plan, world, fetchedList(recording)),
  };
}

/** What a machine in the middle shows in the server's place. */
const ofAttacker = ({ root, credential }: MitmCredentials): Files => ({
  ...credentialPem('attacker', credential, { apart: true }),
  'attacker-root.pem': certificatesPem([root.der]),
});

/** The certificates with what is sent behind the own one, the key, and all of it in one file for a browser's store. */
function ofEndpoint(side: Side, credential: Credential, friendlyName: string, seed: number): Files {
  const bundle = bundled(credential, friendlyName, seed);
  return {
    ...credentialPem(side, credential, { apart: true }),
    ...(bundle === null ? {} : { [`${side}.p12`]: bundle }),
  };
}

/** Null where PKCS #12 can't be made: the writer of the format knows not every certificate. */
function bundled({ chain, key }: Credential, friendlyName: string, seed: number): Uint8Array | null {
  try {
    const contents = { certificates: chain, key, password: PKCS12_PASSWORD, friendlyName };
    return toPkcs12(contents, seededRandom(seed, 'pkcs12'));
  } catch {
    return null;
  }
}

/** The list that was fetched, where one was: DER of the CertificateList. */
function fetchedList({ events }: Pick<Recording, 'events'>): Uint8Array | null {
  const fetched = events.findLast((event) => event.kind === 'sent' && event.message.type === 'CRL');
  return fetched?.kind === 'sent' && fetched.message.body ? fromHex(fetched.message.body) : null;
}

/** The answer about the certificate of which somebody asked: DER of the OCSPResponse. */
function ocspAnswer({ events, outcome }: Recording): Uint8Array | null {
  const about = outcome.server.error?.by === 'self' ? 'client' : 'server';
  let asked: unknown = null;
  let answer: string | null = null;
  for (const event of events) {
    if (event.kind !== 'sent') continue;
    const { type, details, body } = event.message;
    if (type === 'OCSPRequest') asked = details.about;
    if (type === 'OCSPResponse' && (asked === about || answer === null)) answer = body;
  }
  return answer === null ? null : fromHex(answer);
}
