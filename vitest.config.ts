import { defineConfig } from 'vitest/config';

// Tests import sibling packages from their built dist: what is tested is what ships. `npm test` builds first.
export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 180_000,
    reporters: ['default', './test/total-reporter.ts'],
  },
});
