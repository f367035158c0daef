// What the page around a frame is told (docs/embed.md): where one stands, and how a mission goes. It goes to the origin that
// the link names, and only if that is the origin of the page around: nobody else learns anything.

/** Every message has this type, so that a page which hears several frames can tell them apart. */
const TYPE = 'handshake-lab';

export type Told =
  /** The step at which one stands, from 1 to `steps`. */
  | { readonly step: number; readonly steps: number }
  /** The number of a mission, how it stands, and the score from 0 to 1. */
  | { readonly mission: number; readonly state: 'open' | 'done'; readonly score: number };

/** The little of `window` that this needs. */
export interface FrameWindow {
  readonly parent: { postMessage(message: unknown, targetOrigin: string): void };
  readonly document: { readonly referrer: string };
  readonly location: { readonly ancestorOrigins?: { readonly [at: number]: string } };
}

/** Whether it was sent. `origin`: what the link names; empty for nobody. */
export function tellEmbedder(told: Told, origin: string, frame: FrameWindow): boolean {
  if (origin === '' || embedderOf(frame) !== origin) return false;
  frame.parent.postMessage({ type: TYPE, ...told }, origin);
  return true;
}

/** The origin of the page around this one, as the browser tells it; null where there is none, or where it does not say. */
function embedderOf(frame: FrameWindow): string | null {
  if (Object.is(frame.parent, frame)) return null;
  return frame.location.ancestorOrigins?.[0] ?? originOf(frame.document.referrer);
}

const originOf = (address: string): string | null => (URL.canParse(address) ? new URL(address).origin : null);
