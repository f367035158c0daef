// The words of TLS 1.3 are a chunk of their own: what stands there before it has come.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Recording } from '../lab/recording/recording.ts';
import { prepareAll } from '../lab/run/prepare.ts';
import { runScenario } from '../lab/run/run.ts';
import { DEFAULT_SCENARIO, MODES, normalizeScenario } from '../lab/scenario/scenario.ts';
import { messageLesson, messageTitle } from './messages.ts';
import { operationLabel, operationLesson } from './operations.ts';
import { loadTls13Words } from './tls13Words.ts';
import type { Lesson } from './types.ts';

beforeAll(prepareAll);

const recordings = () =>
  MODES.map((mode) =>
    runScenario(
      normalizeScenario({
        ...DEFAULT_SCENARIO,
        mode,
        protocol: 'tls1.3',
        again: 'resumed',
        keyUpdate: 'client',
        requests: 3,
      }),
    ),
  );

const lessonsOf = ({ events, scenario }: Recording): [title: string, lesson: Lesson][] =>
  events.flatMap((event): [string, Lesson][] => {
    if (event.kind === 'sent') return [[messageTitle(event.message), messageLesson(event.message, scenario)]];
    if (event.kind === 'operation') return [[operationLabel(event), operationLesson(event, [], scenario)]];
    return [];
  });

const WAITING = 'The explanation is being loaded.';

describe('The words of TLS 1.3', () => {
  it('are awaited under the own title of each message and operation: nothing has the words of another one, or of TLS 1.2', () => {
    const before = recordings().flatMap(lessonsOf);
    expect(before.length).toBeGreaterThan(120);
    for (const [title, lesson] of before) expect(lesson).toMatchObject({ title, plain: WAITING });
  });

  it('are there for all of them once they are loaded, and those of EncryptedExtensions are not those of ServerHello', async () => {
    await loadTls13Words();
    const lessons = new Map(recordings().flatMap(lessonsOf));
    expect([...lessons.values()].filter(({ plain }) => plain === WAITING)).toEqual([]);
    expect(lessons.get('EncryptedExtensions')?.plain).not.toBe(lessons.get('ServerHello')?.plain);
  });
});
