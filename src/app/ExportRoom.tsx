// The panel "Export" with its worker. Loaded when it is opened, and not before.

import { TakePanel } from '../ui/export/ExportPanel.tsx';
import type { LinkOf } from '../ui/header/linkOf.ts';
import { takeDesk } from '../workers/export.client.ts';

const desk = takeDesk();

export default function TakeRoom({ linkOf }: { readonly linkOf: LinkOf }) {
  return <TakePanel desk={desk} linkOf={linkOf} />;
}
