import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const host = `${process.platform}-${process.arch}`;
const file = `${root}packages/kernels/native/build/${host}-sanitized.node`;
// In the environment of the child alone: here it would look into the test runner.
const library = sanitizerLibrary();

/** Where the compiler keeps the sanitizer's library, if it has one. */
function sanitizerLibrary(): string | undefined {
  const compiler = process.env['CXX'] ?? 'c++';
  const found = spawnSync(compiler, ['-print-file-name=libasan.so'], { encoding: 'utf8' });
  const path = found.stdout?.trim() ?? '';
  return process.platform === 'linux' && path.includes('/') ? path : undefined;
}

describe.skipIf(!library)('native kernels under address and undefined-behaviour sanitizers', () => {
  it('touch nothing beyond what their arguments were checked for', { timeout: 600_000 }, () => {
    const build = spawnSync('node', ['scripts/build-native.js', '--sanitize'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(build.stdout).toMatch(/built for|unchanged/);
    expect(existsSync(file)).toBe(true);
    const { status, stdout, stderr } = spawnSync(
      'node',
      ['--import', 'tsx', 'packages/kernels/testing/native-edges.ts', file],
      {
        cwd: root,
        encoding: 'utf8',
        // What Node itself does not free at its end is no matter here.
        env: { ...process.env, LD_PRELOAD: library, ASAN_OPTIONS: 'detect_leaks=0' },
      },
    );
    expect(stderr).not.toMatch(/Sanitizer|runtime error/);
    expect(status).toBe(0);
    expect(Number.parseInt(stdout, 10)).toBeGreaterThan(1000);
  });
});
