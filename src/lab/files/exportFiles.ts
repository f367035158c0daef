// What one can take away of a scenario: the recording, its capture, and the certificates and keys of both endpoints as
// files that other programs read.
import { fromHex } from '../../bytes/hex.ts';
import { privateKeyToPem } from '../../crypto/keyFormat.ts';
import { toPkcs12 } from '../../crypto/pkcs12.ts';
import { seededRandom } from '../../crypto/random.ts';
import { toPem } from '../../pki/intake/pem.ts';
import { issueCrl } from '../../pki/revocation/crlIssue.ts';
import type { Credential } from '../../tls/auth/credential.ts';
import type { Side } from '../../tls/events.ts';
import type { MitmCredentials } from '../attacker/mitmCredentials.ts';
import type { Plan } from '../plan/plan.ts';
import type { Recording } from '../recording/recording.ts';
import type { World } from '../world/issuance.ts';
import { capture } from './pcapng.ts';
import { writeRecording } from './recordingFile.ts';
import { stageOf } from './reproduce.ts';
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
    'root.pem': pem([...world.clientRoots, ...planted].map(({ der }) => der)),
    ...(client || plan.clientCertificate !== 'none'
      ? { 'server-trusts.pem': pem(world.serverRoots.map(({ der }) => der)) }
      : {}),
    'intermediate.pem': pem(authority.chain.map(({ der }) => der)),
    ...ofEndpoint('server', server, plan.server.commonName, scenario.seed),
    ...(client ? ofEndpoint('client', client, plan.client?.commonName ?? '', scenario.seed) : {}),
    ...(equipment ? ofAttacker(equipment) : {}),
    'crl.pem': lists(plan, world, fetchedList(recording)),
  };
}

/** What a machine in the middle shows in the server's place. */
function ofAttacker({ root, credential: { chain, key } }: MitmCredentials): Files {
  return {
    'attacker.pem': pem(chain),
    'attacker-chain.pem': pem(chain.slice(1)),
    'attacker.key': privateKeyToPem(key),
    'attacker-root.pem': pem([root.der]),
  };
}

/** The certificates with what is sent behind the own one, the key, and all of it in one file for a browser's store. */
function ofEndpoint(side: Side, { chain, key }: Credential, friendlyName: string, seed: number): Files {
  const rest = chain.slice(1);
  const bundle = bundled({ chain, key }, friendlyName, seed);
  return {
    [`${side}.pem`]: pem(chain),
    ...(rest.length === 0 ? {} : { [`${side}-chain.pem`]: pem(rest) }),
    [`${side}.key`]: privateKeyToPem(key),
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

/** One of each CA, as a verifier wants them that asks for the whole path (RFC 5280 6.3). */
function lists({ ca }: Plan, { authority, register }: World, fetched: Uint8Array | null): string {
  const revoked = [...register.values()].flatMap(({ certificate, revokedAt }) =>
    revokedAt === null || revokedAt > ca.crl.thisUpdate ? [] : [{ serial: certificate.serial, at: revokedAt }],
  );
  const list = ({ certificate, key }: typeof authority.root, entries: typeof revoked): string =>
    toPem('X509 CRL', issueCrl({ issuer: certificate.subject.der, ...ca.crl, number: 1, revoked: entries }, key));
  const issuing = fetched === null ? list(authority.issuing, revoked) : toPem('X509 CRL', fetched);
  return issuing + list(authority.root, []);
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

const pem = (ders: readonly Uint8Array[]): string => ders.map((der) => toPem('CERTIFICATE', der)).join('');
