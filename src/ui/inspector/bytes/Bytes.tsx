// The bytes of a step: a message as it was on the wire, decrypted, or inside; for an operation, what went in and came out.
import { Suspense, useMemo, useState } from 'react';
import { fromHex, fromUtf8 } from '../../../bytes/hex.ts';
import type { Span } from '../../../bytes/span.ts';
import type { Message } from '../../../lab/recording/recording.ts';
import { type RefusedByte, refusedByte } from '../../../lab/recording/refusedByte.ts';
import { messageTitle } from '../../../lessons/messages.ts';
import { stepTitle } from '../../../lessons/steps.ts';
import { Boundary } from '../../shared/Boundary.tsx';
import { ByteBar } from '../../shared/bytes/ByteBar.tsx';
import { ByteBrowser } from '../../shared/bytes/ByteBrowser.tsx';
import { type ByteView, byteViews, type ViewId } from '../../shared/bytes/views.ts';
import { later } from '../../shared/later.tsx';
import { Segmented } from '../../shared/Segmented.tsx';
import type { Selection } from '../selection.ts';
import styles from './Bytes.module.css';
import { OperationBytesView } from './OperationBytes.tsx';

export default function Bytes({ selection }: { readonly selection: Selection }) {
  // Kept from step to step: who looks at plaintext goes on doing so.
  const [wanted, setWanted] = useState<ViewId>('wire');
  const { focus, recording } = selection;
  if (focus.kind === 'message') {
    return <MessageBytes selection={selection} message={focus.message} wanted={wanted} onWant={setWanted} />;
  }
  const refused = refusedByte(recording, focus.event);
  return refused === null ? (
    <OperationBytesView selection={selection} operation={focus.event} />
  ) : (
    <RefusedBytes selection={selection} refused={refused} />
  );
}

interface MessageBytesProps {
  readonly selection: Selection;
  readonly message: Message;
  readonly wanted: ViewId;
  readonly onWant: (view: ViewId) => void;
}

function MessageBytes({ selection: { recording, step }, message, wanted, onWant }: MessageBytesProps) {
  const views = useMemo(() => byteViews(message, recording.certificates), [message, recording]);
  const view = views.find(({ id }) => id === wanted) ?? views[0];
  if (view === undefined) return null;
  if (message.wire === '') return <p className={styles.remark}>{NO_WIRE}</p>;
  const title = VIEW_TITLES[view.id];
  const remark = remarkOn(message, view);
  return (
    <div className={styles.bytes}>
      <ByteBar hex={view.hex}>
        {views.length > 1 && (
          <Segmented
            label="Show the bytes"
            options={views.map(({ id }) => ({ value: id, label: VIEW_TITLES[id] }))}
            value={view.id}
            onChange={onWant}
          />
        )}
      </ByteBar>
      {remark !== null && <p className={styles.remark}>{remark}</p>}
      {view.id === 'decrypted' && message.type === 'ApplicationData' && (
        <pre className={styles.text}>{fromUtf8(fromHex(view.hex)).trimEnd()}</pre>
      )}
      <ByteBrowser
        key={`${step.key} ${view.id}`}
        hex={view.hex}
        spans={view.spans}
        label={`${stepTitle(recording, step)}, ${title.toLowerCase()}`}
        {...(isEditable(message, view.id)
          ? {
              tools: (offset: number) => (
                <Boundary name="The editor of bytes">
                  <Suspense>
                    <EditByte message={step.key} offset={offset} sent={view.hex.slice(2 * offset, 2 * offset + 2)} />
                  </Suspense>
                </Boundary>
              ),
            }
          : {})}
      />
    </div>
  );
}

/** The message that is refused in this step, at the byte that is to blame. */
function RefusedBytes({
  selection: { recording, step },
  refused,
}: {
  readonly selection: Selection;
  readonly refused: RefusedByte;
}) {
  const { message, offset } = refused;
  const view = useMemo(
    () => byteViews(message, recording.certificates).find(({ id }) => id === refused.view) ?? null,
    [message, recording, refused.view],
  );
  if (view === null || message.wire === '') return <p className={styles.remark}>{NO_WIRE}</p>;
  return (
    <div className={styles.bytes}>
      <ByteBar hex={view.hex}>
        <p className={styles.remark}>{refusedRemark(messageTitle(message), view.id, offset)}</p>
      </ByteBar>
      <ByteBrowser
        key={step.key}
        hex={view.hex}
        spans={view.spans}
        initial={offset}
        label={`${messageTitle(message)}, refused`}
      />
    </div>
  );
}

function refusedRemark(title: string, view: ViewId, offset: number | null): string {
  const what = view === 'decrypted' ? `What is inside the ${title}` : `The ${title} as it arrived`;
  return offset === null ? `${what}.` : `${what}. Byte ${offset}, counted from 0, is where it is refused.`;
}

const NO_WIRE = 'These bytes pass where this observer has no wire.';

/** Whatever goes over a wire, as its sender made it; what the attacker sends on is changed where it comes from. */
const isEditable = ({ channel, from, wire }: Message, view: ViewId): boolean =>
  view === 'wire' && channel !== 'enrolment' && channel !== 'inside' && from !== 'attacker' && wire !== '';

const EditByte = later(() => import('./EditByte.tsx'));

const VIEW_TITLES: Record<ViewId, string> = { wire: 'On the wire', decrypted: 'Decrypted', inside: 'Inside' };

function encryptedRemark(spans: readonly Span[]): string {
  const clear = spans.flatMap(({ field }) => CLEAR[field] ?? [])[0];
  return clear === undefined
    ? 'As an eavesdropper sees it: the record’s header is readable, the rest is encrypted.'
    : `As an eavesdropper sees it: the record’s header and ${clear} behind it are readable, the rest is encrypted.`;
}

/** What an encrypted record of TLS 1.2 carries in the clear (RFC 5246 6.2.3.2, RFC 5288 3). */
const CLEAR: Readonly<Record<string, string>> = {
  'record.explicitNonce': 'the explicit nonce',
  'record.iv': 'the initialisation vector (IV)',
};

function remarkOn(message: Message, { id, spans }: ByteView): string | null {
  switch (id) {
    case 'decrypted':
      return 'What the record protects. Only whoever holds the keys gets to see it.';
    case 'inside':
      return 'What the server’s public key sealed, and only its private key opens: 00 02, random bytes that are never zero, 00, then the premaster secret (PKCS #1 v1.5). None of these bytes is on the wire.';
    case 'wire':
      if (message.encrypted) return encryptedRemark(spans);
      if (message.channel === 'ocsp' || message.channel === 'crl')
        return 'Plain HTTP to the CA; anybody on the way can read it.';
      if (message.channel === 'inside')
        return 'Plain HTTP in the bank’s own network; whoever is in there can read it, and write it.';
      if (message.channel === 'enrolment')
        return 'DER, as it is handed over between its owner and the CA before any handshake.';
      return null;
  }
}
