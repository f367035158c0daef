// An operation sends nothing: the secrets that it used and made, and the messages around it.
import type { EventOf } from '../../../lab/recording/recording.ts';
import { operationLabel } from '../../../lessons/operations.ts';
import { The } from '../../../lessons/phrases.ts';
import { secretWords } from '../../../lessons/secrets.ts';
import { LinkButton } from '../../shared/Button.tsx';
import { ByteBar } from '../../shared/bytes/ByteBar.tsx';
import { ByteBrowser } from '../../shared/bytes/ByteBrowser.tsx';
import { StepLink } from '../../shared/StepLink.tsx';
import { useLab } from '../../useLab.tsx';
import { SecretValue } from '../secrets/SecretValue.tsx';
import type { Selection } from '../selection.ts';
import styles from './Bytes.module.css';
import { neighbours, operationBytes, type SecretBytes } from './operationBytes.ts';

export function OperationBytesView({
  selection,
  operation,
}: {
  readonly selection: Selection;
  readonly operation: EventOf<'operation'>;
}) {
  const { recording, step, actor } = selection;
  const setTab = useLab((lab) => lab.setTab);
  const { inputs, outputs } = operationBytes(selection, operation);
  const { before, after } = neighbours(recording, step, actor);
  return (
    <div className={styles.bytes}>
      {operation.operation !== 'proxy.handOn' && (
        <p className={styles.remark}>{The(actor)} works on its own here: nothing is sent.</p>
      )}
      {operation.body !== undefined && (
        <>
          <ByteBar hex={operation.body.bytes}>
            <p className={styles.remark}>
              {operation.operation === 'proxy.handOn'
                ? 'What the proxy sends to the application, as plain HTTP in the bank’s own network:'
                : 'What it made and put where anyone can fetch it:'}
            </p>
          </ByteBar>
          <ByteBrowser hex={operation.body.bytes} spans={operation.body.spans} label={operationLabel(operation)} />
        </>
      )}
      <SecretList title="Goes in" secrets={inputs} />
      <SecretList title="Comes out" secrets={outputs} />
      {operation.certificates.length > 0 && (
        <p className={styles.near}>
          <LinkButton onClick={() => setTab('certificates')}>The certificates that it works on</LinkButton>
        </p>
      )}
      {before !== null && (
        <p className={styles.near}>
          What reached it last: <StepLink recording={recording} step={before} />
        </p>
      )}
      {after !== null && (
        <p className={styles.near}>
          What it sends next: <StepLink recording={recording} step={after} />
        </p>
      )}
    </div>
  );
}

function SecretList({ title, secrets }: { readonly title: string; readonly secrets: readonly SecretBytes[] }) {
  if (secrets.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{title}</h3>
      <dl className={styles.secrets}>
        {secrets.map(({ secret, value }) => (
          <div key={secret} className={styles.secret}>
            <dt>
              {secretWords(secret).title} <span className={styles.size}>{value.length / 2} bytes</span>
            </dt>
            <dd>
              <SecretValue value={value} label={secretWords(secret).title} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
