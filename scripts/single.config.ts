// How scripts/single.mjs builds the parts of the page in one file: as vite.config.ts does, with one script for all.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { oneFile } from './oneFilePlugin.ts';
import { prerender, themeBeforePaint } from './prerenderPlugin.ts';
import { subsetFonts } from './subsetFontsPlugin.ts';
import { workerOfOneFile } from './workerPlugin.ts';

export default defineConfig({
  base: './',
  plugins: [
    {
      name: 'handshake-lab:one-script',
      transformIndexHtml: { order: 'pre', handler: (html) => html.replace('/src/main.tsx', '/src/single.ts') },
    },
    workerOfOneFile(),
    react(),
    subsetFonts(),
    themeBeforePaint(),
    prerender({ apart: false }),
    oneFile(),
  ],
  build: {
    target: 'baseline-widely-available',
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: { output: { format: 'iife', codeSplitting: false } },
  },
});
