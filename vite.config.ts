import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { prerender, themeBeforePaint } from './scripts/prerenderPlugin.ts';
import { subsetFonts } from './scripts/subsetFontsPlugin.ts';
import { workerInPage } from './scripts/workerPlugin.ts';

export default defineConfig({
  // Relative addresses: the built page works from any sub-path of a static host.
  base: './',
  plugins: [workerInPage(), react(), subsetFonts(), themeBeforePaint(), prerender()],
  build: {
    target: 'baseline-widely-available',
    // Data URLs would need exceptions from the content security policy; the one font of the first paint has its own.
    assetsInlineLimit: 0,
    // One style sheet, which prerendering puts into the page.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
