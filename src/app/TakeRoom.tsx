// The panel "Export" with its worker. Loaded when it is opened, and not before.
import type { LinkOf } from '../ui/header/linkOf.ts';
import { TakePanel } from '../ui/take/TakePanel.tsx';
import { takeDesk } from '../workers/takeDesk.ts';

const desk = takeDesk();

export default function TakeRoom({ linkOf }: { readonly linkOf: LinkOf }) {
  return <TakePanel desk={desk} linkOf={linkOf} />;
}
