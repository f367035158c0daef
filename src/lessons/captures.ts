// Words for captures of real connections.
import type { FileProblem } from '../capture/file/fileProblem.ts';

/** What is wrong with a capture file, and where. */
export function captureProblemText(problem: FileProblem): string {
  switch (problem.kind) {
    case 'unknownFormat':
      return 'it is no capture: pcap and pcapng are read, packed with gzip or not';
    case 'cut':
      return `it ends within a packet, at byte ${problem.at}; all before it was read`;
    case 'length':
      return `at byte ${problem.at} a packet claims ${problem.length} bytes, at most ${problem.most} can be; all before it was read`;
    case 'block':
      return `the block at byte ${problem.at} is damaged; all before it was read`;
    case 'interface':
      return `the packet at byte ${problem.at} is of interface ${problem.number}, which was not described; all before it was read`;
    case 'gzip':
      return `the packed bytes are damaged before byte ${problem.at}; what could be unpacked was read`;
  }
}

/** Of a list of connections: how much of one is readable. */
export const OPENED_WORDS = {
  all: 'all is readable',
  part: 'a part is readable',
  none: 'what is sealed stays closed',
} as const;
