// The sheet itself, black on white in either theme. A blank that is not answered has no answer in the page.
import type { SheetCell, SheetPart, SheetQuestion, Worksheet } from '../../exercises/worksheet/sheet.ts';
import { asksText, goesOnText, WORKSHEET_WORDS } from '../../lessons/worksheet.ts';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import styles from './Worksheet.module.css';

interface Props {
  readonly sheet: Worksheet;
  readonly answers: boolean;
}

export function PaperSheet({ sheet, answers }: Props) {
  const words = WORKSHEET_WORDS;
  const { columns, dutyColumns } = words;
  return (
    <article className={styles.sheet} aria-label={answers ? words.answers : words.title}>
      <header className={styles.top}>
        <p>
          <b>{answers ? words.answers : words.title}</b> · {words.variant} {sheet.variant}
        </p>
        {!answers && (
          <p className={styles.who}>
            {words.name} <u className={styles.long} /> {words.date} <u className={styles.line} />
          </p>
        )}
      </header>
      <h2 className={styles.title}>{sheet.title}</h2>
      <p>{sheet.line}</p>
      <p className={styles.small}>{sheet.settings}</p>
      <h3>{words.rows}</h3>
      <p className={styles.small}>{words.intro}</p>
      <table className={styles.rows}>
        <thead>
          <tr>
            <Head of={columns} />
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map(({ number, kind, who, what, how, belief }) => (
            <tr key={number} data-kind={kind}>
              <td>{number}</td>
              {[who, what, how, belief].map((cell, i) => (
                <td key={Object.keys(columns)[i + 1]}>
                  <Parts of={cell} answers={answers} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {sheet.goesOnTo !== null && <p className={styles.small}>{goesOnText(sheet.goesOnTo)}</p>}
      {sheet.end.length > 0 && <h3>{words.end}</h3>}
      {sheet.end.map(({ label, cell }) => (
        <p key={label} className={styles.end}>
          {label}: <Parts of={cell} answers={answers} />
        </p>
      ))}
      {sheet.questions.length > 0 && <h3>{words.questions}</h3>}
      {sheet.questions.map((question) => (
        <Question key={question.number} question={question} answers={answers} />
      ))}
      <h3>{words.duties}</h3>
      <table className={styles.duties}>
        <thead>
          <tr>
            <Head of={dutyColumns} />
          </tr>
        </thead>
        <tbody>
          {sheet.duties.map(({ who, what, behalf, row, state }) => (
            <tr key={what}>
              <td>
                <Parts of={who} answers={answers} />
              </td>
              <td>{what}</td>
              <td>{behalf}</td>
              <td>
                <Parts of={row} answers={answers} />
              </td>
              <td>
                <Parts of={state} answers={answers} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}

const Head = ({ of }: { readonly of: Readonly<Record<string, string>> }) =>
  Object.entries(of).map(([key, title]) => (
    <th key={key} scope="col">
      {title}
    </th>
  ));

function Question({ question, answers }: { readonly question: SheetQuestion; readonly answers: boolean }) {
  const { number, text, many, choices, row, why } = question;
  return (
    <section className={styles.question}>
      <p>
        <b>
          {number}. {text}
        </b>{' '}
        <i>{many ? WORKSHEET_WORDS.many : WORKSHEET_WORDS.one}</i> <Parts of={row} answers={answers} />
      </p>
      <ul>
        {choices.map(({ letter, label, detail, right }) => (
          <li key={letter} data-right={answers && right}>
            <Box ticked={answers && right} /> {letter}) <b>{label}</b>
            {detail !== '' && `, ${detail}`}
          </li>
        ))}
      </ul>
      {answers && why !== '' && <p className={styles.small}>{why}</p>}
    </section>
  );
}

const Parts = ({ of, answers }: { readonly of: SheetCell; readonly answers: boolean }) =>
  of.map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a cell never change their places
    <span key={i} className={styles.part}>
      <PartView part={part} answers={answers} />
    </span>
  ));

function PartView({ part, answers }: { readonly part: SheetPart; readonly answers: boolean }) {
  switch (part.kind) {
    case 'given':
      return part.text;
    case 'asked':
      return <i>{asksText(part.question)}</i>;
    case 'ticks':
      return (
        <>
          <sup>{part.number}</sup>
          {part.options.map((option, i) => (
            <span key={option} className={styles.option}>
              <Box ticked={answers && i === part.answer} /> {option}
            </span>
          ))}
        </>
      );
    case 'blank':
    case 'row':
      return (
        <>
          {part.label !== '' && `${part.label} `}
          <sup>{part.number}</sup>
          {answers ? (
            <b className={styles.answer}>{part.answer}</b>
          ) : (
            <u className={part.kind === 'row' ? styles.short : styles.line}>
              <VisuallyHidden>blank</VisuallyHidden>
            </u>
          )}
        </>
      );
  }
}

const Box = ({ ticked }: { readonly ticked: boolean }) => (
  <span className={styles.box} data-ticked={ticked}>
    {ticked && <VisuallyHidden>ticked: </VisuallyHidden>}
  </span>
);
