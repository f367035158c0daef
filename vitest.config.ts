import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'bench/**/*.test.ts', 'scripts/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['src/testing/propertySeed.ts'],
    // RSA with 2048 bits and programs outside take their time on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
