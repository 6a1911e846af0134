import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { saliogram } from './saliogram-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'saliogram-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('saliogram bench', () => {
  it('explain prints ours and the published numbers, and writes both', async () => {
    const { status, stdout } = await saliogram(
      `bench explain rare-time --folds 1 --limit 3 --methods integrated-gradients --cache ${folder} --out ${folder}`.split(
        ' ',
      ),
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/^integrated-gradients +1\.000 +1\.000 .* here/m);
    expect(stdout).toMatch(/^magnitude .* here/m);
    expect(stdout).toMatch(/^extr-mask .* tint, experiments\/arma\/results\.csv, 5 folds \[C\]/m);
    const written = JSON.parse(readFileSync(join(folder, 'rare-time.json'), 'utf8')) as { rows: unknown[] };
    expect(written.rows).toHaveLength(3);
    expect(readFileSync(join(folder, 'rare-time.md'), 'utf8')).toContain('| integrated-gradients | 1.000 |');
  });

  it('lists the benchmarks, and names them when it gets another', async () => {
    expect((await saliogram(['bench', 'list'])).stdout).toContain('delayed-spike');
    const set = await saliogram(['bench', 'explain', 'rare-time', '--set', 'extr-mask.units=2']);
    expect(set.stderr).toContain(
      '--set: got extr-mask.units, expected an option of a chosen method: input-derivative,',
    );
    const { status, stderr } = await saliogram(['bench', 'explain', 'hmm']);
    expect(status).toBe(2);
    expect(stderr).toContain('benchmark: got hmm, expected one of rare-feature, rare-time, state-every-step');
  });
});
