// The panel "Export" with its worker. Loaded when it is opened, and not before.

import { ExportPanel } from '../ui/export/ExportPanel.tsx';
import type { LinkOf } from '../ui/header/linkOf.ts';
import { pageWorker } from '../workers/client.ts';
import { exporter } from '../workers/exporter.ts';

const packer = exporter(pageWorker());

export default function ExportOverlay({ linkOf }: { readonly linkOf: LinkOf }) {
  return <ExportPanel exporter={packer} linkOf={linkOf} />;
}
