// The answer, in the order in which one asks; or what to do where there is none.
import { Search } from 'lucide-react';
import { PASTE_PROBLEMS, WHY_WORDS } from '../../lessons/whyPage.ts';
import { chosenMessage, messagesIn } from '../../store/why.ts';
import { openSearch } from '../search/SearchBox.tsx';
import { Button } from '../shared/Button.tsx';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import { CauseList } from './CauseList.tsx';
import { telling } from './telling.ts';
import { useWhy, useWhyAround } from './useWhy.tsx';
import { WhoRefused } from './WhoRefused.tsx';

export function WhyResult() {
  const reading = useWhy((why) => why.reading);
  const problem = useWhy((why) => why.problem);
  const message = useWhy(chosenMessage);
  const again = useWhy((why) => why.again);
  if (problem !== null)
    return (
      <div className="why-whyResult-none" role="alert">
        <p>{problem}</p>
        <Button onClick={again}>Try again</Button>
      </div>
    );
  if (reading === null) return <Empty />;
  if (!reading.answer.ok)
    return (
      <p className="why-whyResult-none" role="alert">
        {PASTE_PROBLEMS[reading.answer.problem]}
      </p>
    );
  return (
    <>
      <Certificates />
      {message === null ? (
        <Nothing />
      ) : (
        <>
          <Messages />
          <WhoRefused message={message} />
          <CauseList message={message} />
        </>
      )}
    </>
  );
}

function Empty() {
  return (
    <div className="why-whyResult-none">
      <p>{WHY_WORDS.empty}</p>
      <p>{WHY_WORDS.emptyMore}</p>
    </div>
  );
}

function Nothing() {
  const text = useWhy((why) => why.text);
  const words = telling(text);
  return (
    <div className="why-whyResult-none">
      <h2>{WHY_WORDS.nothing}</h2>
      {words.length > 0 && (
        <p>
          {WHY_WORDS.looked}{' '}
          {words.map((word) => (
            <code key={word}>{word}</code>
          ))}
        </p>
      )}
      <p>{WHY_WORDS.nothingMore}</p>
      <Button icon={Search} onClick={() => openSearch(words.slice(0, 4).join(' '))}>
        {WHY_WORDS.search}
      </Button>
    </div>
  );
}

function Certificates() {
  const { validate } = useWhyAround();
  const found = useWhy(({ reading }) => (reading?.answer.ok === true ? reading.answer.certificates : null));
  if (found === null || found.length === 0) return null;
  return (
    <div className="why-whyResult-certificates">
      <p>{WHY_WORDS.certificatesFound(found.length)}</p>
      <Button onClick={() => validate(found.map(({ pem }) => pem).join(''))}>
        {WHY_WORDS.certificates(found.length)}
      </Button>
    </div>
  );
}

/** Where there are several: the list of them, one chosen. */
function Messages() {
  const messages = useWhy((why) => messagesIn(why.reading));
  const chosen = useWhy((why) => why.message);
  const choose = useWhy((why) => why.choose);
  if (messages === null || messages.length < 2) return null;
  return (
    <section className="why-whyResult-messages" aria-label={WHY_WORDS.several}>
      <h2>
        {WHY_WORDS.several} <span>{messages.length}</span>
      </h2>
      <ol>
        {messages.map(({ text, line, count }, at) => (
          <li key={line}>
            <button type="button" aria-pressed={at === chosen} onClick={() => choose(at)}>
              <VisuallyHidden>Line </VisuallyHidden>
              <span className="why-whyResult-line">{line}</span>
              <span className="why-whyResult-text">{text}</span>
              {count > 1 && <span className="why-whyResult-count">{count} times</span>}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
