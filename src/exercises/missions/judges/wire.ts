// Missions 11, 12 and 13: what somebody on the wire can read, be served, or change.
import { idleTampering } from '../../../lab/recording/idleTampering.ts';
import type { Recording } from '../../../lab/recording/recording.ts';
import { connected, refuses } from '../../facts.ts';
import {
  firstFailedCheck,
  isOpened,
  refusalAlert,
  rowBelieves,
  rowOfEvent,
  rowOperation,
  rowSent,
  sentData,
} from '../runRows.ts';
import { type Case, type CaseFinding, keepsFaults, part } from './case.ts';

/** 11: connected, the key leaks, and opens nothing that was recorded. */
export function judgeThief(handed: Case): CaseFinding {
  const { run } = handed;
  const tried = rowOperation(run, 'attacker', 'attacker.decrypt');
  const parts = [
    part('fault-on', keepsFaults(handed)),
    part('connected', connected(run), rowBelieves(run, 'client', 'connected')),
    part('nothing-opened', tried !== null && !isOpened(run), tried),
  ];
  return { parts, missing: missingOfThief(handed, tried), shown: tried };
}

function missingOfThief(handed: Case, tried: number | null): CaseFinding['missing'] {
  const { run, start } = handed;
  if (!keepsFaults(handed)) return ['11/fault-off', null];
  if (!connected(run) || !isOpened(run)) return ['11/refused', rowOfFailure(run)];
  const { mode, suite } = run.scenario;
  const sealed = rowSent(run, { from: 'client', type: 'ClientKeyExchange' }) ?? tried;
  if (mode === 'mutual' && handed.mission.start.mode !== 'mutual') return ['11/mutual', sealed];
  return [suite === FIRST_SUITE && suite === start.scenario.suite ? '11/opened' : '11/suite', sealed];
}

const FIRST_SUITE = 'TLS_RSA_WITH_AES_128_GCM_SHA256';

/** 12: the trusted attacker is still there, the server refuses it, and sends it no data. */
export function judgeTrustedMiddle(handed: Case): CaseFinding {
  const { run } = handed;
  const reaches = rowSent(run, { from: 'attacker', type: 'ClientHello' });
  const isThere = keepsFaults(handed) && reaches !== null;
  const response = rowSent(run, { from: 'server', type: 'ApplicationData' });
  const parts = [
    part('attacker-there', isThere, reaches),
    part('server-refuses', refuses(run, 'server'), rowBelieves(run, 'server', 'refused')),
    part('no-server-data', !sentData(run, 'server'), response),
  ];
  return { parts, missing: missingOfMiddle(handed, response), shown: rowBelieves(run, 'server', 'refused') };
}

function missingOfMiddle(handed: Case, response: number | null): CaseFinding['missing'] {
  const { run, mission } = handed;
  if (!keepsFaults(handed)) return ['12/proxy-gone', null];
  if (rowSent(run, { from: 'attacker', type: 'ClientHello' }) === null)
    return ['12/not-reached', rowSent(run, { from: 'attacker', type: 'Alert' })];
  const { protocol, suite, group } = run.scenario;
  const isElse = protocol !== mission.start.protocol || group !== 'x25519' || !/^TLS_AES_128/.test(suite);
  return [isElse ? '12/tunnels' : '12/served', response];
}

/** 13: one byte is changed by hand and nothing else, and the server refuses the client's proof with decrypt_error. */
export function judgeOneByte({ run }: Case): CaseFinding {
  const { tampering, faults, edits, caWork } = run.scenario;
  const isAlone = faults.length === 0 && caWork.length === 0 && edits === undefined;
  const isOne = isAlone && tampering.length === 1 && idleTampering(run).length === 0;
  const { error } = run.outcome.server;
  const isProof = error?.by === 'self' && error.code === 'possession';
  const refusal = rowBelieves(run, 'server', 'refused');
  const parts = [
    part('one-byte', isOne, rowOperation(run, 'attacker', 'attacker.edit')),
    part('proof-refused', isProof, refusal),
    part('decrypt-error', isProof && error.alert === 'decrypt_error', refusal),
  ];
  return { parts, missing: missingOfByte(run, isAlone), shown: refusal };
}

function missingOfByte(run: Recording, isAlone: boolean): CaseFinding['missing'] {
  const { tampering, mode, protocol } = run.scenario;
  const [byte] = tampering;
  const row = rowOfFailure(run) ?? rowOperation(run, 'attacker', 'attacker.edit');
  if (mode === 'one-way') return ['13/one-way', null];
  if (!isAlone) return ['13/not-by-hand', row];
  if (byte === undefined) return ['13/none', null];
  if (tampering.length > 1) return ['13/several', row];
  if (idleTampering(run).length > 0) return ['13/idle', null];
  if (protocol === 'tls1.3') return ['13/encrypted', row];
  if (!refuses(run, 'server')) return [refuses(run, 'client') ? '13/client-refused' : '13/too-late', row];
  if (byte.message === 'client:Finished' || refusalAlert(run) === 'bad_record_mac') return ['13/finished', row];
  if (byte.offset < HEADER_BYTES || refusalAlert(run) === 'unexpected_message') return ['13/header', row];
  return [byte.message === 'client:Certificate' ? '13/certificate' : '13/other-alert', row];
}

/** Of a record, and of the handshake message in it: RFC 5246 6.2.1 and 7.4. */
const HEADER_BYTES = 5 + 4;

const rowOfFailure = (run: Recording): number | null => rowOfEvent(run, firstFailedCheck(run)?.id);
