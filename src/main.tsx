// The page's first script: small, so that nothing stands between the prerendered diagram and its first paint.
import './app/tokens.css';
import type { Recording } from './lab/recording/recording.ts';

async function main() {
  // All of them are asked for at once. React and the words are named first, for then each of the three is evaluated in a task
  // of its own, however close together they arrive.
  const before = [import('react-dom/client'), import('./lessons/operations.ts')];
  const [{ start }, recording] = await Promise.all([import('./app/start.tsx'), defaultRecording(), ...before]);
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no element #root');
  start(root, recording);
}

/** The one that the page was drawn from; null in development, and where it can't be had: then the engine makes it. */
async function defaultRecording(): Promise<Recording | null> {
  const link = document.getElementById('default-recording');
  // In a page of one file it stands there itself.
  if (link instanceof HTMLScriptElement) return JSON.parse(link.text) as Recording;
  if (!(link instanceof HTMLLinkElement)) return null;
  try {
    const response = await fetch(link.href);
    return response.ok ? ((await response.json()) as Recording) : null;
  } catch {
    return null;
  }
}

const begin = () => main().catch(() => window.early?.failed());
if (document.hidden) void begin();
else requestAnimationFrame(() => void begin());
