// What surrounds the certificates: the clocks to the second, and the roots that each side trusts.
import { TriangleAlert } from 'lucide-react';
import { ANCHORS, CLOCK_EARLIEST, CLOCK_LATEST, type Edits } from '../../lab/scenario/edits.ts';
import { SIDES } from '../../lessons/editing.ts';
import { anchorTitles } from '../../lessons/editor.ts';
import { Button } from '../shared/Button.tsx';
import { useLab } from '../useLab.tsx';
import { DateField } from './DateField.tsx';
import { FormRow, Ticks } from './Field.tsx';
import { FieldGroup } from './Group.tsx';
import type { EditorState } from './useEditor.ts';
import styles from './World.module.css';

export function WorldEditor({ editor }: { readonly editor: EditorState }) {
  const { plan, basePlan, edits } = editor;
  const clocks = { client: plan.clientNow, server: plan.now };
  const baseClocks = { client: basePlan.clientNow, server: basePlan.now };
  const trusts = { client: plan.clientTrusts, server: plan.serverTrusts };
  const baseTrusts = { client: basePlan.clientTrusts, server: basePlan.serverTrusts };
  const asksForCertificate = plan.clientCertificate !== 'none';

  const setPart = <P extends 'clocks' | 'trust'>(
    part: P,
    base: Readonly<Record<string, unknown>>,
    change: Edits[P],
  ) => {
    const next = Object.entries({ ...edits[part], ...change });
    editor.changeEdits({ [part]: Object.fromEntries(next.filter(([side, value]) => !same(base[side], value))) });
  };

  return (
    <>
      <FieldGroup
        title="Clocks"
        summary={clocks.client === clocks.server ? 'both show the same time' : 'they differ'}
        edited={edits.clocks !== undefined}
        onReset={() => editor.changeEdits({ clocks: {} })}
      >
        {SIDES.map((side) => (
          <FormRow key={side} label={CLOCK_LABELS[side]}>
            {(id) => (
              <DateField
                id={id}
                value={clocks[side]}
                least={CLOCK_EARLIEST}
                most={CLOCK_LATEST}
                onChange={(ms) => setPart('clocks', baseClocks, { [side]: ms })}
              />
            )}
          </FormRow>
        ))}
      </FieldGroup>
      <FieldGroup
        title="Trust stores"
        summary={trustText(trusts.client.length, asksForCertificate ? trusts.server.length : null)}
        edited={edits.trust !== undefined}
        onReset={() => editor.changeEdits({ trust: {} })}
      >
        {SIDES.map((side) => (
          <div key={side} className={styles.store}>
            <h3 className={styles.storeTitle} data-side={side}>
              {side === 'client' ? 'The client trusts' : 'The server trusts'}
            </h3>
            <Ticks
              label={side === 'client' ? 'Roots that the client trusts' : 'Roots that the server trusts'}
              options={ANCHORS}
              titles={anchorTitles(plan.names)}
              value={trusts[side]}
              onChange={(anchors) => setPart('trust', baseTrusts, { [side]: anchors })}
            />
            {trusts[side].length === 0 && <p className={styles.note}>Nobody: no chain can end well here.</p>}
          </div>
        ))}
        {!asksForCertificate && (
          <p className={styles.note}>
            The server asks for no certificate, so its trust store is not used. Mutual mode does.
          </p>
        )}
        <SilentAttacker editor={editor} />
      </FieldGroup>
    </>
  );
}

/** The attacker's CA answers no questions about revocation, so a chain of its own may stumble there. */
function SilentAttacker({ editor: { plan } }: { readonly editor: EditorState }) {
  const revocation = useLab((lab) => lab.scenario.revocation);
  const policy = useLab((lab) => lab.scenario.revocationPolicy);
  const setScenario = useLab((lab) => lab.setScenario);
  const trusted =
    (plan.server.issuer === 'rogue' && plan.clientTrusts.includes('rogue')) ||
    (plan.client?.issuer === 'rogue' && plan.serverTrusts.includes('rogue'));
  if (!trusted || revocation === 'off' || policy === 'soft') return null;
  return (
    <div className={styles.warning}>
      <TriangleAlert size={15} aria-hidden />
      <p>
        The attacker’s certificates name no place to ask about revocation, and now who can’t learn it refuses
        (hard-fail). Browsers go on.
      </p>
      <Button onClick={() => setScenario({ revocationPolicy: 'soft' })}>Go on too</Button>
    </div>
  );
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const roots = (count: number): string => (count === 1 ? '1 root' : `${count} roots`);

const trustText = (client: number, server: number | null): string =>
  `client ${roots(client)}${server === null ? '' : `, server ${roots(server)}`}`;

const CLOCK_LABELS = { client: 'Client’s', server: 'Server’s and CA’s' } as const;
