import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@saliogram/core';
import { codeOf, encodeAnnotations } from '@saliogram/records';
import type { Annotation } from '@saliogram/records';
import type { TestPeriodOptions } from '@saliogram/signal';

const root = join(import.meta.dirname, '../../..');
/** Where what the WFDB programs printed is kept. */
export const wfdbFixtures = join(root, 'fixtures/ec57');
/** The MIT-BIH Arrhythmia Database, if it is there. */
export const mitdb = join(process.env.SALIOGRAM_DATA ?? join(root, '../shared/data'), 'mitdb');
/** Folder of the WFDB programs; when it is named, what they print is written to the fixtures before it is compared. */
const programs = process.env.SALIOGRAM_WFDB;

/** `1000N 2000~:-1 3000+=(AFIB`: sample, symbol, subtype, text. */
export function annotationsOf(text: string): Annotation[] {
  return text.split(' ').flatMap((word) => {
    const found = /^(\d+)(.)(?::(-?\d+))?(?:=(.*))?$/.exec(word);
    if (!found) return [];
    const [sample, symbol, subtype, aux] = [
      Number(found[1]),
      found[2],
      Number(found[3] ?? 0),
      found[4] ?? '',
    ];
    return [{ sample, symbol, code: codeOf(symbol) ?? 0, subtype, channel: 0, num: 0, aux }];
  });
}

/** Reference annotations as a poor detector would have them: late, early, missing, extra, mislabelled, shut down. */
export function perturbed(reference: readonly Annotation[], seed: number): Annotation[] {
  const random = createRandom(seed);
  const one = <T>(list: readonly T[]): T => list[Math.floor(random.uniform() * list.length)];
  const mark = (sample: number, symbol: string, subtype = 0): Annotation => ({
    sample,
    symbol,
    code: codeOf(symbol) ?? 0,
    subtype,
    channel: 0,
    num: 0,
    aux: '',
  });
  return reference
    .flatMap((annotation): Annotation[] => {
      const chance = random.uniform();
      const { sample } = annotation;
      if (chance < 0.05) return [];
      if (chance < 0.1) return [mark(sample + one([-56, -55, -54, -53, 53, 54, 55, 56]), annotation.symbol)];
      if (chance < 0.15) return [annotation, mark(sample + one([20, 54, 100]), one(['N', 'V', 'A']))];
      if (chance < 0.25) return [mark(sample + one([-5, 0, 9]), one(['N', 'V', 'F', 'Q', 'S', 'e', 'j']))];
      if (chance < 0.255) return [mark(sample, '~', -1), mark(sample + 1500, '~', 0)];
      if (chance < 0.26) return [mark(sample, '~', -1)];
      if (chance < 0.265) return [mark(sample, '['), mark(sample + 1000, ']')];
      return [annotation];
    })
    .filter(({ sample }) => sample > 0)
    .sort((a, b) => a.sample - b.sample);
}

/** Runs a WFDB program on two annotators `atr` and `tst` of a record `r`; `use` gets a function from options to what it prints, and the folder. */
export function runWfdb<T>(
  reference: readonly Annotation[],
  test: readonly Annotation[],
  { samplingFrequency, sampleCount, from, to, window }: TestPeriodOptions,
  program: string,
  use: (run: (...report: string[]) => string, folder: string) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'saliogram-wfdb-'));
  writeFileSync(join(folder, 'r.hea'), `r 0 ${samplingFrequency}${sampleCount ? ` ${sampleCount}` : ''}\n`);
  writeFileSync(join(folder, 'r.atr'), encodeAnnotations(reference));
  writeFileSync(join(folder, 'r.tst'), encodeAnnotations(test));
  const given = (flag: string, value: number | undefined): string[] =>
    value === undefined ? [] : [flag, String(value)];
  const period = [...given('-f', from), ...given('-t', to), ...given('-w', window)];
  const result = use((...report) => {
    const { stdout } = spawnSync(
      join(programs ?? '', program),
      ['-r', 'r', '-a', 'atr', 'tst', ...period, ...report],
      { cwd: folder, env: { WFDB: '.' }, encoding: 'latin1' },
    );
    return stdout;
  }, folder);
  rmSync(folder, { recursive: true });
  return result;
}

/** A fixture; made anew when the WFDB programs are there. */
export function stored<T>(name: string, make: () => T): T {
  const file = join(wfdbFixtures, name);
  if (programs) writeFileSync(file, `${JSON.stringify(make(), undefined, 1)}\n`);
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
