// What is wrong with a file that should be a recording, in words.
import type { RecordingProblem } from '../lab/files/recordingFile.ts';

export function recordingProblemText(problem: RecordingProblem): string {
  switch (problem.kind) {
    case 'tooLarge':
      return `This file is too large for a recording: ${Math.round(problem.limit / 1e6)} million characters are the limit.`;
    case 'notJson':
      return `This is not JSON, and a recording is: ${problem.detail}`;
    case 'notRecording':
      return 'This is JSON, but no recording of the lab: its “format” should be “handshake-lab-recording”.';
    case 'version':
      return `This recording has version ${problem.given}; this page reads version 1.`;
    case 'misfit':
      return `This recording is inconsistent. ${problem.where || 'The whole'} should be ${EXPECTED[problem.expected] ?? problem.expected}.`;
  }
}

const EXPECTED: Readonly<Record<string, string>> = {
  object: 'an object',
  list: 'a list',
  fewer: 'shorter: there are too many of them',
  known: 'one of the names that the lab knows',
  text: 'a text',
  shorter: 'a shorter text',
  name: 'the name of something, without blanks or markup around it',
  truth: 'true or false',
  whole: 'a whole number',
  range: 'within its limits',
  hex: 'lower-case hexadecimal text, two digits for a byte',
  length: 'of another length',
  fact: 'a text, a whole number, or true or false',
  shallow: 'less deeply nested',
  order: 'behind the one before it',
  ownPlace: 'its own place in the list',
  sentEvent: 'the id of a message that was sent',
  operationEvent: 'the id of a piece of work',
  messageEvent: 'the id of a message that was sent',
  knownCertificate: 'certificates that the recording brings along',
  ownFingerprint: 'under the SHA-256 of its own bytes',
  ownSubject: 'the subject that stands in the certificate itself',
  ownRole: 'the role that follows from the certificate itself',
  steps: 'a list of one step at least',
  until: 'where the next step begins',
  key: 'a name that no other step has, such as client:ClientHello',
  fault: 'the id of a fault of the catalogue',
  alert: 'the name of an alert',
  keyLog: 'lines of a key log: a label and two hexadecimal numbers',
};
