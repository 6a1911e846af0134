import { defineConfig } from 'vitest/config';

/** Tests of code that leaves its process as it was: their files share processes, which saves starting one for each. */
const shared = ['packages/*/src/**/*.test.ts'];
/** Tests of what a process has once: its environment, its threads, its native kernels, the state of an app. */
const alone = ['packages/kernels/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'test/**/*.test.ts'];

// Tests import sibling packages from their built dist: what is tested is what ships. `npm test` builds first.
export default defineConfig({
  test: {
    testTimeout: 180_000,
    reporters: ['default', './test/total-reporter.ts'],
    // By default one core is kept back; of two that is half, while many a test only waits for a process it started.
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'shared', include: shared, exclude: alone, isolate: false } },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
});
