// At the step where a server finds out whose account a certificate names: what it reads, byte by byte, and beside it every
// other field that could name the client.
import { useMemo } from 'react';
import { fromHex } from '../../../bytes/hex.ts';
import type { EventOf, Recording } from '../../../lab/recording/recording.ts';
import { NAMED_BY, type NamedBy } from '../../../lab/scenario/choices.ts';
import { type NamingField, namingField, octetsOf } from '../../../lab/world/namingField.ts';
import { NAMING_FIELDS, NAMING_WORDS, PROGRAM_FIELDS } from '../../../lessons/application/namingFields.ts';
import type { Operation } from '../../../lessons/types.ts';
import { decodeCertificate } from '../../../pki/x509/certificate.ts';
import { LinkButton } from '../../shared/Button.tsx';
import { useLab } from '../../useLab.tsx';
import tables from '../checks/OtherPrograms.module.css';
import styles from './Explain.module.css';

interface Props {
  readonly recording: Recording;
  readonly event: Operation<'account.find'> | Operation<'application.decide'>;
}

export default function NamingFields({ recording, event }: Props) {
  const der = useMemo(() => clientLeaf(recording, event), [recording, event]);
  const fields = useMemo(() => fieldsOf(der), [der]);
  if (der === null || fields === null) return null;
  const chosen = event.operation === 'account.find' ? event.details.by : 'cn';
  return (
    <>
      {event.operation === 'account.find' && <Reading event={event} der={der} />}
      <details className={styles.more}>
        <summary>{NAMING_WORDS.all}</summary>
        <AllFields fields={fields} chosen={chosen} />
        <h3 className={styles.heading}>{NAMING_WORDS.programs}</h3>
        <Programs />
      </details>
    </>
  );
}

function Reading({ event, der }: { readonly event: Operation<'account.find'>; readonly der: Uint8Array }) {
  const { by, value, offset = 0, bytes = 0, account, noted, holder, otherIssuer } = event.details;
  const octets = octetsOf(der, { offset, length: bytes });
  return (
    <section>
      <h3 className={styles.heading}>{NAMING_WORDS.reads}</h3>
      <dl className={tables.others}>
        <Pair name={NAMING_WORDS.field} text={NAMING_FIELDS[by].name} />
        <Pair name={NAMING_WORDS.says} text={value ?? NAMING_WORDS.missing} />
        {value !== undefined && by !== 'fingerprint' && (
          <Pair
            name={NAMING_WORDS.bytes}
            text={octets.replace(/(..)(?=.)/g, '$1 ')}
            note={NAMING_WORDS.place(bytes, offset)}
          />
        )}
        {by === 'fingerprint' && <Pair name={NAMING_WORDS.bytes} text={NAMING_WORDS.whole(bytes)} />}
        <Pair name={NAMING_WORDS.noted(account || holder)} text={noted} />
        {otherIssuer !== undefined && <Pair name={NAMING_WORDS.issuer} text={otherIssuer} />}
        <Pair name={NAMING_WORDS.account} text={account || NAMING_WORDS.nobody} />
      </dl>
    </section>
  );
}

function Pair({ name, text, note }: { readonly name: string; readonly text: string; readonly note?: string }) {
  return (
    <div className={tables.pair}>
      <dt>{name}</dt>
      <dd>
        {text}
        {note !== undefined && <span className={tables.meaning}>{note}</span>}
      </dd>
    </div>
  );
}

type Fields = Readonly<Record<NamedBy, NamingField | null>>;

function AllFields({ fields, chosen }: { readonly fields: Fields; readonly chosen: NamedBy }) {
  const setScenario = useLab((lab) => lab.setScenario);
  return (
    <table className={tables.programs}>
      <thead>
        <tr>
          <th scope="col">{NAMING_WORDS.field}</th>
          <th scope="col">{NAMING_WORDS.inThis}</th>
          <th scope="col">{NAMING_WORDS.worth}</th>
        </tr>
      </thead>
      <tbody>
        {NAMED_BY.map((by) => (
          <tr key={by}>
            <th scope="row">
              {NAMING_FIELDS[by].name}
              {by === chosen ? (
                <span>{NAMING_WORDS.chosen}</span>
              ) : (
                <LinkButton onClick={() => setScenario({ namedBy: by })}>{NAMING_WORDS.choose}</LinkButton>
              )}
            </th>
            <td>{fields[by]?.value ?? '–'}</td>
            <td>{NAMING_FIELDS[by].worth}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Programs = () => (
  <table className={tables.programs}>
    <tbody>
      {PROGRAM_FIELDS.map(({ program, has, remark }) => (
        <tr key={program}>
          <th scope="row">{program}</th>
          <td>
            <code>{has}</code>
            <span>{remark}</span>
          </td>
        </tr>
      ))}
    </tbody>
    <caption>{NAMING_WORDS.read}</caption>
  </table>
);

/** DER of the certificate that the step works on, else of the last one that the client has shown before. */
function clientLeaf({ events, certificates }: Recording, event: Props['event']): Uint8Array | null {
  const shown = events.findLast(
    (each): each is EventOf<'sent'> =>
      each.kind === 'sent' && each.id < event.id && each.actor === 'client' && each.message.type === 'Certificate',
  );
  const id = event.certificates[0] ?? shown?.message.certificates[0];
  const der = id === undefined ? undefined : certificates[id]?.der;
  return der === undefined ? null : fromHex(der);
}

function fieldsOf(der: Uint8Array | null): Fields | null {
  const decoded = der && decodeCertificate(der);
  if (!decoded?.ok) return null;
  return Object.fromEntries(NAMED_BY.map((by) => [by, namingField(by, decoded.value)])) as Record<
    NamedBy,
    NamingField | null
  >;
}
