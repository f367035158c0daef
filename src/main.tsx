// The page's first script: small, so that nothing stands between the prerendered diagram and its first paint.
import './app/tokens.css';
import type { Recording } from './lab/recording/recording.ts';

async function main() {
  // React comes in a piece of its own, so that no single task of the browser gets long.
  const [{ start }] = await Promise.all([import('./app/start.tsx'), import('react-dom/client')]);
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no element #root');
  const embedded = document.getElementById('default-recording')?.textContent;
  start(root, embedded ? (JSON.parse(embedded) as Recording) : null);
}

const begin = () => main().catch(() => window.early?.failed());
if (document.hidden) void begin();
else requestAnimationFrame(() => void begin());
