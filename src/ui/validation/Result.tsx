// The judgement: verdict, path, ledger with what to mend, the paths that were tried in vain, and the report to take away.
import { CircleCheck, CircleHelp, CircleX, Scale } from 'lucide-react';
import { useMemo, useState } from 'react';
import { ALERT_WORDS } from '../../lessons/alerts.ts';
import { evidenceText } from '../../lessons/checks/evidence.ts';
import { failureText } from '../../lessons/checks/failures.ts';
import { CHECK_WORDS } from '../../lessons/checks/words.ts';
import { capital, commonNameIn, count } from '../../lessons/phrases.ts';
import { adviceOf, countReason, countText, failuresOf, mendOf, noteText, verdictText } from '../../lessons/verdict.ts';
import type { RejectedJudgement } from '../../pki/validator/question.ts';
import { selectSubject } from '../../store/validationQuestion.ts';
import type { AnsweredQuestion, Validation } from '../../store/validationState.ts';
import { Boundary } from '../shared/Boundary.tsx';
import { LinkButton } from '../shared/Button.tsx';
import { CertificateCard } from '../shared/certificates/CertificateCard.tsx';
import { ChainPicture } from '../shared/certificates/ChainPicture.tsx';
import { CertificateGroup, groupTitle } from '../shared/checks/CertificateGroup.tsx';
import { groupsOf, type LedgerGroup } from '../shared/checks/ledger.ts';
import { Warning } from '../shared/Note.tsx';
import { Terms, TermsOnce } from '../shared/terms/Terms.tsx';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import { chainOf, signaturesOf } from './chain.ts';
import { Export } from './Export.tsx';
import { Options } from './Options.tsx';
import styles from './Result.module.css';
import { alertOf } from './report.ts';
import { useValidation } from './useValidation.tsx';

export function Result() {
  const verdict = useValidation((state) => state.verdict);
  const validating = useValidation((state) => state.validating);
  const problem = useValidation((state) => state.problem);
  const hasLeaf = useValidation(hasCertificate);
  const spoken = verdict === null ? '' : `${verdictText(verdict.judgement, verdict.question)}.`;
  return (
    <section className={styles.result} aria-label="Result" aria-busy={validating}>
      <VisuallyHidden role="status">{spoken}</VisuallyHidden>
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          There is no result: {problem}. Remove some of the input and try again.
        </p>
      )}
      {verdict === null && problem === null && (hasLeaf ? <p className={styles.wait}>Validating…</p> : <Nothing />)}
      {verdict !== null && <Head verdict={verdict} />}
      <Options />
      {verdict !== null && (
        <Boundary name="The result">
          <TermsOnce>
            <Answer verdict={verdict} />
          </TermsOnce>
        </Boundary>
      )}
    </section>
  );
}

const hasCertificate = (state: Validation): boolean => selectSubject(state).kind !== 'nothing';

export const VERDICT_ICONS = { accepted: CircleCheck, refused: CircleX, undecided: CircleHelp } as const;

function Nothing() {
  return (
    <div className={styles.nothing}>
      <Scale size={26} aria-hidden />
      <div>
        <h2>Nothing to validate yet</h2>
        <p>
          Add a certificate and those of the CAs above it. You get the path, each check with its evidence and its
          section of the standard, and how to fix what fails.
        </p>
        <p>
          From a live server: <code>openssl s_client -connect host:443 -showcerts &lt;/dev/null</code>
        </p>
      </div>
    </div>
  );
}

function Answer({ verdict }: { readonly verdict: AnsweredQuestion }) {
  const { judgement, question } = verdict;
  const chain = useMemo(() => chainOf(judgement), [judgement]);
  const signatures = useMemo(() => signaturesOf(judgement), [judgement]);
  const [chosen, setChosen] = useState<string | null>(null);
  const selected = chain.find(({ fingerprint }) => fingerprint === chosen) ?? null;
  return (
    <>
      <Alert verdict={verdict} />
      <Advice verdict={verdict} />
      <Notes verdict={verdict} />
      {chain.length > 0 && (
        <div className={styles.part}>
          <h3 className={styles.heading}>Path</h3>
          <div className={styles.path}>
            <ChainPicture
              chain={chain}
              selected={chosen ?? ''}
              signatures={signatures}
              showsCarried
              elsewhere="trusted"
              onSelect={(fingerprint) => setChosen(fingerprint === chosen ? null : fingerprint)}
            />
          </div>
          {selected === null ? (
            <p className={styles.hint}>Choose a certificate to see its fields, its PEM and its bytes.</p>
          ) : (
            <CertificateCard key={selected.fingerprint} known={selected} now={question.now} />
          )}
        </div>
      )}
      <Ledger verdict={verdict} />
      <Rejected verdict={verdict} />
      <Export verdict={verdict} />
    </>
  );
}

/** Stays in sight while the options below it and the ticks beside it change. */
function Head({ verdict }: { readonly verdict: AnsweredQuestion }) {
  const { judgement, question } = verdict;
  const Icon = VERDICT_ICONS[judgement.verdict];
  return (
    <div className={styles.verdict} data-verdict={judgement.verdict}>
      <Icon size={26} aria-hidden />
      <div>
        <h2>{verdictText(judgement, question)}</h2>
        {judgement.path.length > 0 && <p>{[`${countText(judgement)}.`, countReason(judgement)].join(' ').trim()}</p>}
      </div>
    </div>
  );
}

function Alert({ verdict }: { readonly verdict: AnsweredQuestion }) {
  const alert = alertOf(verdict);
  if (alert === null) return null;
  const words = ALERT_WORDS[alert];
  return (
    <p>
      A TLS endpoint would send the alert{' '}
      <code className={styles.code}>
        {alert} ({words?.number})
      </code>
      . {words !== undefined && <Terms text={words.plain} />}
    </p>
  );
}

function Advice({ verdict }: { readonly verdict: AnsweredQuestion }) {
  const advice = adviceOf(verdict.judgement, verdict.question);
  if (advice.length === 0) return null;
  return (
    <div className={styles.part}>
      <h3 className={styles.heading}>{verdict.judgement.verdict === 'undecided' ? 'What decides' : 'How to fix it'}</h3>
      <ul className={styles.advice}>
        {advice.map((line) => (
          <li key={line}>
            <Terms text={line} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Notes({ verdict }: { readonly verdict: AnsweredQuestion }) {
  const notes = verdict.judgement.notes.map(noteText);
  if (notes.length === 0) return null;
  return (
    <div className={styles.part}>
      <h3 className={styles.heading}>Good to know</h3>
      <ul className={styles.notes}>
        {notes.map((line) => (
          <li key={line}>
            <Terms text={line} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Ledger({ verdict }: { readonly verdict: AnsweredQuestion }) {
  const { judgement, question } = verdict;
  const [choices, setChoices] = useState<Readonly<Record<string, boolean>>>({});
  const chain = useMemo(() => chainOf(judgement), [judgement]);
  const groups = useMemo(
    () =>
      groupsOf(
        judgement.checks.map((check, event) => ({
          check,
          event,
          about: judgement.path[check.certificate ?? -1]?.fingerprint ?? null,
        })),
      ),
    [judgement],
  );
  const [first] = failuresOf(judgement);
  const wrong = first === undefined ? null : CHECK_WORDS[first.check].wrong;
  const isOpen = (group: LedgerGroup) => choices[String(group.certificate)] ?? group.counts.failed > 0;
  const allOpen = groups.every(isOpen);
  const setAll = (open: boolean) =>
    setChoices(Object.fromEntries(groups.map((one) => [String(one.certificate), open])));
  return (
    <div className={styles.part}>
      <div className={styles.partHead}>
        <h3 className={styles.heading}>Checks</h3>
        <LinkButton onClick={() => setAll(!allOpen)}>{allOpen ? 'Collapse all' : 'Expand all'}</LinkButton>
      </div>
      {groups.map((group) => {
        const link = group.certificate === null ? undefined : chain[group.certificate];
        return (
          <CertificateGroup
            key={String(group.certificate)}
            now={question.now}
            title={group.certificate === null ? 'The path as a whole' : groupTitle(group, link?.record.role ?? null)}
            certificate={link?.record ?? null}
            group={group}
            over
            open={isOpen(group)}
            onToggle={(open) => setChoices({ ...choices, [String(group.certificate)]: open })}
            advice={(check) => mendOf(check, question)}
          />
        );
      })}
      {wrong !== null && <Warning text={wrong} />}
    </div>
  );
}

function Rejected({ verdict }: { readonly verdict: AnsweredQuestion }) {
  const { rejected } = verdict.judgement;
  if (rejected.length === 0) return null;
  return (
    <div className={styles.part}>
      <h3 className={styles.heading}>{capital(count(rejected.length, 'other path'))} tried, and why not</h3>
      <ol className={styles.rejected}>
        {rejected.map((one) => (
          <li key={one.path.map(({ fingerprint }) => fingerprint).join(' ')}>
            <RejectedPath rejected={one} now={verdict.question.now} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function RejectedPath({ rejected, now }: { readonly rejected: RejectedJudgement; readonly now: number }) {
  const chain = useMemo(() => chainOf({ ...rejected, anchored: rejected.end === 'anchor', checks: [] }), [rejected]);
  return (
    <>
      <p className={styles.tried}>
        {chain.map(({ record }) => commonNameIn(record.subject)).join(' → ')}
        <span className={styles.end}>{ENDS[rejected.end]}</span>
      </p>
      <ul>
        {rejected.failures.map((check) => (
          <li key={`${check.check} ${check.certificate}`}>
            <span className={styles.why}>{CHECK_WORDS[check.check].title}</span>
            {': '}
            {failureText(check, now)}
            {evidenceText(check) !== '' && <code className={styles.evidence}>{evidenceText(check)}</code>}
          </li>
        ))}
      </ul>
    </>
  );
}

const ENDS: Record<RejectedJudgement['end'], string> = {
  anchor: 'ends at a trust anchor',
  selfSigned: 'ends at a self-signed certificate that is not trusted',
  noIssuer: 'ends where no issuer is known',
  bound: 'given up: too much work',
};
