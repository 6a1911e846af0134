import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { describeHost } from '@saliogram/kernels';
import { root } from './sources.ts';

const run = promisify(execFile);
/** Paths of other versions of Node, separated as in PATH; `.ci/run` installs them. */
const others = (process.env['SALIOGRAM_NODES'] ?? '').split(':').filter((path) => path !== '');
const host = describeHost();
const backends = [
  ...('file' in host.native ? ['native'] : []),
  ...(host.relaxedSimd ? ['wasm'] : []),
  ...(host.simd ? ['wasm-plain'] : []),
];

async function digest(node: string, backend: string): Promise<string> {
  const { stdout } = await run(node, [join(root, 'test/engine-digest.js'), backend], { cwd: root });
  return stdout.trim();
}

describe.skipIf(others.length === 0)('other versions of Node (SALIOGRAM_NODES names none)', () => {
  describe.each(others)('%s', (node) => {
    it.each(backends)('computes the same bits on backend %s', { timeout: 120_000 }, async (backend) => {
      const [here, there] = [await digest(process.execPath, backend), await digest(node, backend)];
      expect(there).toMatch(/^[0-9a-f]{64}$/);
      expect(there).toBe(here);
    });

    it('runs the command line', { timeout: 120_000 }, async () => {
      const { stdout } = await run(node, [join(root, 'apps/cli/bin/saliogram.js'), 'doctor', '--json']);
      expect(JSON.parse(stdout)).toMatchObject({ node: expect.stringMatching(/^v(22|24)\./) });
    });
  });
});
