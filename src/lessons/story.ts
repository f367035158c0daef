// The story of a scenario: the bar under the header. It asks; the diagram answers.

import type { Fault } from '../lab/faults/fault.ts';
import type { Recording } from '../lab/recording/recording.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';
import { FAULT_WORDS } from './faults.ts';
import { inOwnNames } from './ownNames.ts';
import { alikeText } from './programs.ts';

export interface StoryWords {
  readonly title: string;
  readonly line: string;
}

/** `recording`: the run of this scenario, or null as long as there is none. `active`: the faults that change anything in it. */
export function storyFor(
  scenario: Scenario,
  recording: Recording | null,
  active: readonly Pick<Fault, 'id' | 'revocations'>[],
): StoryWords {
  const { title, line: usual } = usualStory(scenario, recording, active);
  const alike = alikeText(scenario);
  const line = alike === '' ? usual : `${alike} ${usual}`;
  return { title: inOwnNames(title, scenario), line: inOwnNames(line, scenario) };
}

function usualStory(
  scenario: Scenario,
  recording: Recording | null,
  active: readonly Pick<Fault, 'id' | 'revocations'>[],
): StoryWords {
  if (scenario.edits !== undefined) return edited(scenario, recording);
  const [first] = active;
  if (first === undefined && scenario.caWork.length > 0) return atTheCa(recording);
  if (first === undefined && scenario.tampering.length > 0) return BY_HAND;
  if (first === undefined) return scenario.faults.length === 0 ? honest(scenario) : resting(scenario);
  if (active.length > 1)
    return { title: `${NUMBERS[active.length] ?? active.length} things are broken`, line: SEVERAL };
  const { story: title, question, accepted } = FAULT_WORDS[first.id];
  if (recording !== null && goesThrough(recording)) {
    // A fault of the answer about revocation, which matters only where somebody asks.
    if (scenario.revocationPolicy === 'soft' && !first.revocations.includes('off')) return { title, line: SOFT_FAIL };
    if (isToldOverHttp(recording)) return { title, line: OVER_HTTP };
    return {
      title,
      line: accepted ?? letPass(recording) ?? 'The handshake goes through all the same. Why does nobody notice?',
    };
  }
  return { title, line: question };
}

/** What one had the CA do, and nothing else is broken. */
function atTheCa(recording: Recording | null): StoryWords {
  const refused = recording !== null && recording.outcome.client.state === 'failed';
  return {
    title: 'The CA at work',
    line: refused
      ? 'What the CA did reaches the handshake. Who learns of it, from which message, and when?'
      : 'The CA was at work, and the handshake goes through. Does anybody in it learn of what the CA did?',
  };
}

/** Somebody's own making: nothing is said of it that the run does not say. */
function edited({ faults }: Scenario, recording: Recording | null): StoryWords {
  const title = faults.length === 0 ? 'Made by hand' : 'Made by hand, and broken besides';
  if (recording === null) return { title, line: 'Something here is not as the CA and the two sides would have it.' };
  return {
    title,
    line: goesThrough(recording)
      ? 'The handshake goes through with what was changed. Is that as it should be?'
      : 'Something was changed by hand. Who notices, by which check, and which alert does the other side receive?',
  };
}

/** A handshake that waits for bytes for ever has no error, and does not go through. */
const goesThrough = ({ outcome: { client, server } }: Recording): boolean =>
  client.state !== 'failed' && server.state !== 'failed';

/** What the server's policy lets pass: a certificate that it found bad, or none where it asked for one. */
function letPass({ scenario, events }: Recording): string | null {
  if (scenario.mode !== 'mutual') return null;
  if (events.some((event) => event.kind === 'check' && event.check.enforced === false)) return UNENFORCED;
  const isShown = events.some(
    (event) => event.kind === 'operation' && event.actor === 'server' && event.operation === 'path.validate',
  );
  return isShown ? null : ANONYMOUS;
}
const UNENFORCED =
  'The server sees what is wrong, and TLS goes on: its policy does not enforce it. Who has to ask what was found?';
const ANONYMOUS = 'The client shows no certificate, and TLS goes on. What does the server know of it now?';

/** The certificate was refused, and the application says so (HTTP 400), not TLS. */
const isToldOverHttp = ({ events }: Recording): boolean =>
  events.some(
    (event) => event.kind === 'operation' && event.operation === 'application.decide' && event.details.status === '400',
  );
const OVER_HTTP = 'The handshake ends well, and yet the client is refused. When does it learn that, and from whom?';

/** In TLS 1.3 there is more to see than the handshake. */
function honest({ mode, again, keyUpdate }: Scenario): StoryWords {
  if (again === 'resumed') return AGAIN[mode];
  return keyUpdate === 'client' ? NEW_KEYS : HONEST[mode];
}

const AGAIN: Record<Scenario['mode'], StoryWords> = {
  'one-way': {
    title: 'Back with a ticket: no certificate is shown',
    line: 'An hour later the client connects again. What is proven now, and what only remembered?',
  },
  mutual: {
    title: 'Back with a ticket: nobody shows a certificate',
    line: 'An hour later the client connects again, and the server still knows alice. By what?',
  },
};

const NEW_KEYS: StoryWords = {
  title: 'New keys in the middle of the conversation',
  line: 'The client asks for new keys on both ways. Who computes what from what, and is there a way back?',
};

const HONEST: Record<Scenario['mode'], StoryWords> = {
  'one-way': {
    title: 'One-way TLS: the server proves who it is',
    line: 'A banking app asks api.bank.test for a balance. When does each side know who the other is?',
  },
  mutual: {
    title: 'Mutual TLS: both prove who they are',
    line: 'The server asks for a certificate too. Which message proves that the client is alice?',
  },
};

/** Nothing that is chosen changes anything here. */
function resting({ faults, mode }: Scenario): StoryWords {
  return mode === 'one-way' && faults.every((id) => id.startsWith('client/')) ? NOT_ASKED : NOT_USED;
}

const NOT_ASKED: StoryWords = {
  title: 'A broken client certificate that nobody asks for',
  line: 'In one-way TLS the server does not ask for a client certificate. Switch to mutual to see it matter.',
};
const NOT_USED: StoryWords = {
  title: 'What is broken is not in use',
  line: 'With these settings it changes nothing. The chips say which setting makes it matter.',
};

const BY_HAND: StoryWords = {
  title: 'Bytes are changed by hand',
  line: 'Someone on the path can change the bytes. Who notices, when, and what does the other side learn of it?',
};

const SOFT_FAIL =
  'The client noticed that it has no valid answer, and went on: that is soft-fail. Who could make use of that?';

const SEVERAL = 'Each side makes every check it can; the alert is for the first that fails. Who refuses whom?';

const NUMBERS: Record<number, string> = { 2: 'Two', 3: 'Three', 4: 'Four', 5: 'Five', 6: 'Six' };
