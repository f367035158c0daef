// The files one by one, in groups, each with what it is and how large.
import { ChevronRight, Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Files } from '../../lab/files/zip.ts';
import { FILE_WORDS } from '../../lessons/export.ts';
import { count } from '../../lessons/phrases.ts';
import styles from './ExportPanel.module.css';
import { pngSize, toPng } from './png.ts';
import { save } from './save.ts';
import { sizeText } from './size.ts';

export function FileList({ files }: { readonly files: Files }) {
  return (
    <section className={styles.part} aria-labelledby="export-files">
      <h3 id="export-files">Single files</h3>
      {GROUPS.map(([title, belongs]) => {
        const names = Object.keys(files).filter(belongs);
        return (
          names.length > 0 && (
            <details key={title} className={styles.group} open={title === FIRST}>
              <summary>
                <ChevronRight className={styles.turns} size={15} strokeWidth={2.4} aria-hidden />
                <h4>{title}</h4>{' '}
                <span className={styles.size}>{count(names.length + (names.includes(SVG) ? 1 : 0), 'file')}</span>
              </summary>
              <ul>
                {names.map((name) => (
                  <File key={name} name={name} content={files[name] ?? ''} />
                ))}
                {names.includes(SVG) && <Pixels svg={String(files[SVG])} />}
              </ul>
            </details>
          )
        );
      })}
    </section>
  );
}

function File({ name, content }: { readonly name: string; readonly content: string | Uint8Array }) {
  const bytes = typeof content === 'string' ? new Blob([content]).size : content.length;
  return <Line name={name} size={sizeText(bytes)} run={() => save(name, content)} />;
}

/** Made when it is asked for: it is drawn by the browser. */
function Pixels({ svg }: { readonly svg: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const make = () =>
    toPng(svg).then(
      (blob) => {
        save('diagram.png', blob);
        setProblem(null);
      },
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    );
  const [width, height] = useMemo(() => pngSize(svg), [svg]);
  return <Line name="diagram.png" size={`${width} × ${height} px`} run={make} problem={problem} />;
}

function Line(props: {
  readonly name: string;
  readonly size: string;
  readonly run: () => void;
  readonly problem?: string | null;
}) {
  const { name, size, run, problem } = props;
  return (
    <li>
      <button type="button" className={styles.file} onClick={run}>
        <Download size={14} aria-hidden />
        <span className={styles.name}>{name}</span>
        <span className={styles.size}>{size}</span>
      </button>
      <span className={styles.what}>{problem ? `This browser could not draw it: ${problem}` : FILE_WORDS[name]}</span>
    </li>
  );
}

const SVG = 'diagram.svg';
/** What is wanted most is open; credentials are for whoever sets up a server of one's own. */
const FIRST = 'The recording';
const isSide = (side: string) => (name: string) => name.startsWith(`${side}.`) || name.startsWith(`${side}-`);
const RECORDED = /^(recording|capture|keys|diagram)\./;
const GROUPS: readonly (readonly [title: string, belongs: (name: string) => boolean])[] = [
  [FIRST, (name) => RECORDED.test(name)],
  ['The server', isSide('server')],
  ['The client', isSide('client')],
  ['The attacker', isSide('attacker')],
  ['The CA', (name) => !RECORDED.test(name) && !['server', 'client', 'attacker'].some((side) => isSide(side)(name))],
];
