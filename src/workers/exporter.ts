// Packing the files of a recording, for the page.
import type { Exporter } from '../diagram/recordingArchive.ts';
import type { WorkerClient } from './client.ts';

export const exporter = ({ ask }: WorkerClient): Exporter => ({
  pack: (recording, link, foreign) => ask({ kind: 'export', recording: JSON.stringify(recording), link, foreign }),
});
