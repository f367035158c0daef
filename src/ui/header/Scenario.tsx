// The pickers of the scenario's settings: what they offer say the rows of its fields, in the words of `lessons/settings.ts`.
import type { PickedField } from '../../lab/scenario/fields.ts';
import { isAsked, pickedRow, valuesIn } from '../../lab/scenario/fieldValues.ts';
import { MODES, REVOCATIONS, type Scenario, settingChange } from '../../lab/scenario/scenario.ts';
import { SETTING_WORDS, valueWord } from '../../lessons/settings.ts';
import { Picker } from '../shared/Picker.tsx';
import { Segmented } from '../shared/Segmented.tsx';
import { useLab } from '../useLab.tsx';

export function ModeChoice() {
  const mode = useLab((lab) => lab.scenario.mode);
  const setMode = useLab((lab) => lab.setMode);
  return <Segmented label={SETTING_WORDS.mode.label} options={MODE_OPTIONS} value={mode} onChange={setMode} />;
}

const MODE_OPTIONS = MODES.map((value) => ({
  value,
  label: SETTING_WORDS.mode.values[value],
  ...(value === 'mutual' && { also: '(mTLS)' }),
}));

/** Of any setting that is one of a few, where somebody is asked for it. */
export function SettingPicker({ field }: { readonly field: PickedField }) {
  if (field === 'revocation') return <RevocationPicker />;
  return field === 'protocol' ? <ProtocolPicker /> : <PlainPicker field={field} />;
}

export const ProtocolPicker = () => <PlainPicker field="protocol" />;

function PlainPicker({ field }: { readonly field: PickedField }) {
  const scenario = useLab((lab) => lab.scenario);
  const setScenario = useLab((lab) => lab.setScenario);
  if (!isAsked(pickedRow(field), scenario)) return null;
  const offered = valuesFor(field, scenario);
  return (
    <Picker
      label={SETTING_WORDS[field].label}
      tip={SETTING_WORDS[field].label}
      options={offered.map((value) => ({ value: String(value), label: valueWord(field, value) }))}
      value={String(scenario[field] ?? pickedRow(field).default)}
      onChange={(next) =>
        setScenario(
          settingChange(
            scenario,
            field,
            offered.find((value) => String(value) === next),
          ),
        )
      }
    />
  );
}

function valuesFor(field: PickedField, scenario: Scenario): readonly (string | number)[] {
  const row = pickedRow(field);
  if (row.kind === 'choice') return valuesIn(row, scenario);
  return [...new Set([...(row.offered ?? []), Number(scenario[field])])].sort((a, b) => a - b);
}

/** How revocation is learnt, and what happens where it can't be: one choice for the eye, two settings of the scenario. */
export function RevocationPicker() {
  const revocation = useLab((lab) => lab.scenario.revocation);
  const policy = useLab((lab) => lab.scenario.revocationPolicy);
  const setScenario = useLab((lab) => lab.setScenario);
  const value = policy === 'hard' || revocation === 'off' ? revocation : (`${revocation} soft` as const);
  return (
    <Picker
      label={SETTING_WORDS.revocation.label}
      tip={SETTING_WORDS.revocation.label}
      options={REVOCATION_OPTIONS}
      value={value}
      onChange={(next) => {
        const chosen = REVOCATIONS.find((each) => next === each || next === `${each} soft`);
        if (chosen !== undefined)
          setScenario({ revocation: chosen, revocationPolicy: next === chosen ? 'hard' : 'soft' });
      }}
    />
  );
}

/** Where it does not say soft, no answer counts as a refusal (hard-fail). */
const REVOCATION_OPTIONS = REVOCATIONS.flatMap((value) => {
  const hard = { value, label: revocationWord(value, 'hard') };
  return value === 'off' ? [hard] : [hard, { value: `${value} soft` as const, label: revocationWord(value, 'soft') }];
});

/** `OCSP, soft-fail` */
export function revocationWord(revocation: Scenario['revocation'], policy: Scenario['revocationPolicy']): string {
  const { values } = SETTING_WORDS.revocation;
  if (policy === 'hard' || revocation === 'off') return values[revocation];
  return `${values[revocation]}, ${SETTING_WORDS.revocationPolicy.values.soft}`;
}
