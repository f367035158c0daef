// The story of a scenario: the bar under the header. It asks; the diagram answers.
import type { Recording } from '../lab/recording.ts';
import type { Scenario } from '../lab/scenario.ts';
import { FAULT_WORDS } from './faults.ts';

export interface Story {
  readonly title: string;
  readonly line: string;
}

/** `recording` is the run of this scenario, or null as long as there is none. */
export function storyFor(scenario: Scenario, recording: Recording | null): Story {
  const active = scenario.faults.filter((id) => scenario.mode === 'mutual' || !id.startsWith('client/'));
  const [first] = active;
  if (first === undefined) return scenario.faults.length === 0 ? HONEST[scenario.mode] : NOT_ASKED;
  if (active.length > 1)
    return { title: `${NUMBERS[active.length] ?? active.length} things are broken`, line: SEVERAL };
  const title = TITLES[first] ?? `Broken: ${first}`;
  if (recording !== null && recording.outcome.client.error === null && recording.outcome.server.error === null) {
    return { title, line: 'The handshake goes through all the same. Why does nobody notice?' };
  }
  return { title, line: FAULT_WORDS[first]?.question ?? 'Who notices, and what does the other side get to see?' };
}

const HONEST: Record<Scenario['mode'], Story> = {
  'one-way': {
    title: 'One-way TLS: the server proves who it is',
    line: 'A banking app asks api.bank.test for a balance. What does each side know of the other, and from when on?',
  },
  mutual: {
    title: 'Mutual TLS: both prove who they are',
    line: 'The server asks for a certificate too. Which message proves that the client is alice?',
  },
};

const NOT_ASKED: Story = {
  title: 'A broken client certificate that nobody asks for',
  line: 'In one-way TLS the server does not ask for a client certificate. Switch to mutual to see it matter.',
};

const SEVERAL = 'Each side makes every check it can; the alert is for the first that fails. Who gets to refuse whom?';

const NUMBERS: Record<number, string> = { 2: 'Two', 3: 'Three', 4: 'Four', 5: 'Five', 6: 'Six' };

const TITLES: Record<string, string> = {
  'server/expired': 'The server’s certificate has expired',
  'server/wrong-host': 'The server’s certificate is for another name',
  'server/self-signed': 'The server signed its own certificate',
  'server/untrusted-root': 'The server’s CA is trusted by nobody',
  'server/tampered': 'The server’s certificate was tampered with',
  'server/stolen-certificate': 'Somebody shows the bank’s certificate',
  'server/revoked': 'The server’s certificate is revoked',
  'client/none': 'The client has no certificate',
  'client/expired': 'The client’s certificate has expired',
  'client/untrusted-root': 'The client’s CA is trusted by nobody',
  'client/wrong-eku': 'The client’s certificate is meant for servers',
  'client/stolen-certificate': 'Somebody shows alice’s certificate',
};
