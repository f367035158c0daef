// node-forge as published, in a copy of its own: nothing that our sources do to theirs can slow this one down or
// speed it up.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export const forge: typeof import('node-forge') = loadCopy();

function loadCopy(): typeof import('node-forge') {
  const isForge = (path: string) => /[\\/]node_modules[\\/]node-forge[\\/]/.test(path);
  const shared = Object.entries(require.cache).filter(([path]) => isForge(path));
  for (const [path] of shared) delete require.cache[path];
  const copy = require('node-forge');
  for (const path of Object.keys(require.cache).filter(isForge)) delete require.cache[path];
  for (const [path, module] of shared) require.cache[path] = module;
  return copy;
}
