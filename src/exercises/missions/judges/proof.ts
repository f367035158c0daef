// Missions 1, 2 and 7: what proves a key, and what a certificate alone does not.

import type { Recording } from '../../../lab/recording/recording.ts';
import { isHonest } from '../../../lab/scenario/honest.ts';
import type { Side } from '../../../tls/events.ts';
import { connected, failedChecks, refuses, sentLeaf } from '../../facts.ts';
import type { NearMissId } from '../mission.ts';
import {
  pathChecks,
  pathPassed,
  rowBelieves,
  rowOfEvent,
  rowOfKey,
  rowOfProof,
  rowOperation,
  rowSent,
} from '../runRows.ts';
import { type Case, type CaseFinding, part } from './case.ts';

/** 1: the flag stands on the row at which the client has the proof of the server's key. */
export function judgeNameTag({ run, answers }: Case): CaseFinding {
  const proof = rowOfProof(run, 'client');
  const isSound = isHonest(run.scenario) && connected(run) && proof !== null;
  const flag = flaggedRow(run, answers.row);
  const parts = [
    part('honest-run', isSound, rowBelieves(run, 'client', 'connected')),
    part('flag-on-proof', isSound && flag !== null && flag === proof, flag),
  ];
  return { parts, missing: missingOfFlag(run, answers.row, flag, isSound ? proof : null), shown: proof };
}

/** A row by its number or by its step's key; null where there is none. */
function flaggedRow(run: Recording, answer: string | undefined): number | null {
  if (answer === undefined) return null;
  const text = answer.trim().replace(/^row\s*/i, '');
  if (/^\d{1,6}$/.test(text)) return run.steps.find(({ number }) => number === Number(text))?.number ?? null;
  return rowOfKey(run, text);
}

function missingOfFlag(
  run: Recording,
  answer: string | undefined,
  flag: number | null,
  proof: number | null,
): CaseFinding['missing'] {
  if (answer === undefined) return ['1/no-flag', null];
  if (proof === null) return ['1/other-run', null];
  const step = run.steps.find(({ number }) => number === flag);
  if (flag === null || step === undefined) return ['1/no-such-row', null];
  if (flag > proof) return ['1/later', proof];
  const shown = rowSent(run, { from: 'server', type: 'Certificate' });
  if (shown === null || flag < shown) return ['1/nothing-shown', flag];
  if (step.key === 'server:Certificate') return ['1/certificate', flag];
  if (/^client:(premaster\.generate|ClientKeyExchange|keys\.derive)$/.test(step.key)) return ['1/sealed', flag];
  const isBehindPath = flag >= (rowOperation(run, 'client', 'path.validate') ?? proof);
  return [isBehindPath && run.scenario.protocol !== 'tls1.2-rsa' ? '1/path' : pathOrUnchecked(step.key), flag];
}

const pathOrUnchecked = (key: string): NearMissId =>
  /^(client:(path|certificate|OCSP|CRL)|ca:)/.test(key) ? '1/path' : '1/unchecked';

/** 2: the client refuses, and every check of the server's path has passed. */
export function judgeValidAndRefused({ run }: Case): CaseFinding {
  const refusal = rowBelieves(run, 'client', 'refused');
  const isPassed = pathPassed(run, 'client');
  const isRefused = refusesProof(run, 'client');
  const parts = [
    part('client-path', isPassed, rowOfPath(run, 'client')),
    part('client-refuses', isRefused, refusal ?? rowBelieves(run, 'client', 'connected')),
  ];
  return { parts, missing: missingOfValid(run), shown: refusal };
}

function missingOfValid(run: Recording): CaseFinding['missing'] {
  const bad = badPath(run, 'client', { bad: '2/bad-certificate', noPath: '2/no-path', status: '2/status' });
  if (bad) return bad;
  if (connected(run)) return ['2/accepted', rowBelieves(run, 'client', 'connected')];
  if (refuses(run, 'client'))
    return [pathPassed(run, 'client') ? '2/record' : '2/not-shown', rowBelieves(run, 'client', 'refused')];
  const isKey = failedChecks(run).some(({ actor, check }) => actor === 'client' && check.check === 'possession');
  return [isKey ? '2/rsa' : '2/server-refused', rowBelieves(run, 'server', 'refused')];
}

/** 7: the client has sent its certificate, the server found nothing wrong with it, and refuses. */
export function judgeOtherDoor({ run }: Case): CaseFinding {
  const refusal = rowBelieves(run, 'server', 'refused');
  const isRefused = refusesProof(run, 'server');
  const parts = [
    part('leaf-sent', sentLeaf(run, 'client') !== null, rowSent(run, { from: 'client', type: 'Certificate' })),
    part('server-path', pathPassed(run, 'server'), rowOfPath(run, 'server')),
    part('server-refuses', isRefused, refusal ?? rowBelieves(run, 'server', 'connected')),
  ];
  return { parts, missing: missingOfDoor(run), shown: refusal };
}

function missingOfDoor(run: Recording): CaseFinding['missing'] {
  if (run.scenario.mode === 'one-way') return ['7/one-way', null];
  const bad = badPath(run, 'server', { bad: '7/bad-certificate', noPath: '7/no-path', status: '7/status' });
  if (bad) return bad;
  const sent = rowSent(run, { from: 'client', type: 'Certificate' });
  if (sent !== null && sentLeaf(run, 'client') === null) return ['7/none', sent];
  if (refuses(run, 'client')) return ['7/client-refused', rowBelieves(run, 'client', 'refused')];
  if (refuses(run, 'server'))
    return [pathPassed(run, 'server') ? '7/record' : '7/not-looked-at', rowBelieves(run, 'server', 'refused')];
  const forbidden = run.events.find(
    (event) => event.kind === 'operation' && event.operation === 'application.decide' && event.details.status === '403',
  );
  if (forbidden) return ['7/forbidden', rowOfEvent(run, forbidden.id)];
  return ['7/accepted', rowBelieves(run, 'server', 'connected')];
}

/** Its own refusal, and not of bytes that were changed on the way: such a record says nothing of who shows what. */
const refusesProof = (run: Recording, side: Side): boolean =>
  refuses(run, side) && !OF_BYTES.includes(run.outcome[side].error?.code ?? '');

const OF_BYTES: readonly string[] = ['record.mac', 'record.overflow', 'decode', 'order', 'flood'];

/** The first check of the path that did not pass, by its kind; null where all passed or none was made. */
function badPath(
  run: Recording,
  side: Side,
  ids: { readonly bad: NearMissId; readonly noPath: NearMissId; readonly status: NearMissId },
): CaseFinding['missing'] | null {
  const failed = pathChecks(run, side).find(({ check }) => check.result !== 'pass');
  if (!failed) return null;
  const { check } = failed.check;
  const id = check.startsWith('chain.') ? ids.noPath : check.startsWith('revocation.') ? ids.status : ids.bad;
  return [id, rowOfEvent(run, failed.id)];
}

/** Where this side has decided on its peer's path; where it has only looked at it, there. */
const rowOfPath = (run: Recording, side: Side): number | null =>
  rowOperation(run, side, 'path.validate') ?? rowOperation(run, side, 'certificate.decide');
