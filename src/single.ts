// The one script of the page in one file (scripts/single.mjs): the page's in a document, the worker's in a worker.
if (typeof document === 'undefined') import('./workers/lab.worker.ts');
else import('./main.tsx');
