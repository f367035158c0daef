// The four checks of P4. They come in fixed groups of what is easily mixed up, so that the group tells neither which of the
// four it is nor whether it is any.
import type { Recording } from '../../lab/recording/recording.ts';
import { CHECKS, type CheckId } from '../../pki/path/result.ts';
import { type CheckEvent, failedChecks } from '../facts.ts';
import type { Runs } from './runs.ts';

/** A check that fails is shown in the first group that has it. */
export const CHECK_GROUPS: readonly (readonly CheckId[])[] = [
  ['signature.verify', 'chain.trustAnchor', 'identity.dns', 'possession'],
  ['validity.notBefore', 'validity.notAfter', 'revocation.fresh', 'revocation.status'],
  ['ca.basicConstraints', 'ca.keyCertSign', 'ca.pathLen', 'nc.permitted'],
  ['identity.san', 'eku.serverAuth', 'eku.clientAuth', 'leaf.keyUsage'],
  ['chain.build', 'revocation.available', 'revocation.signature', 'revocation.status'],
  ['ext.unknownCritical', 'nc.excluded', 'crypto.keySize', 'crypto.signatureHash'],
  ['client.required', 'possession', 'record.mac', 'finished.verify'],
];

/** In the place of what no certificate or message of these settings is checked for. */
const USUAL: readonly CheckId[] = [
  'validity.notAfter',
  'identity.dns',
  'chain.trustAnchor',
  'signature.verify',
  'possession',
  'finished.verify',
  'record.mac',
];

/** What can fail although no run without a failure notes that it was checked. */
const SILENT: readonly CheckId[] = ['record.mac', 'client.required'];

/** Four, in the order of checking. `failed`: the first that fails, or null. */
export function choicesOfChecks(
  failed: CheckEvent | null,
  { run, honest }: Pick<Runs, 'run' | 'honest'>,
): readonly CheckId[] {
  const truth = failed?.check.check ?? null;
  const made = new Set(honest.events.flatMap((event) => (event.kind === 'check' ? [event.check.check] : [])));
  const group =
    truth === null
      ? (CHECK_GROUPS[groupOfSettings(run)] ?? [])
      : (CHECK_GROUPS.find((each) => each.includes(truth)) ?? [truth]);
  // What fails as well would be true, too.
  const others = new Set(failedChecks(run).map(({ check }) => check.check));
  const fits = (id: CheckId) => id === truth || (!others.has(id) && (made.has(id) || SILENT.includes(id)));
  const four = [...new Set([...(truth === null ? [] : [truth]), ...group, ...USUAL])].filter(fits).slice(0, 4);
  return CHECKS.filter((id) => four.includes(id));
}

/** Where nothing fails: the same group each time for the same settings, another one for others. */
function groupOfSettings({ scenario, steps }: Recording): number {
  const text = `${scenario.protocol} ${scenario.mode} ${scenario.revocation} ${scenario.suite} ${scenario.seed} ${steps.length}`;
  let sum = 7;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return sum % CHECK_GROUPS.length;
}
