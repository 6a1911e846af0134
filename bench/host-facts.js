// What a figure depends on besides the code.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { describeHost } from '../packages/kernels/dist/index.js';

const { native, ...host } = describeHost();

/** Facts of this host, and how busy it was. */
export function hostFacts() {
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    cpu: cpus()[0]?.model,
    vectors: vectors(),
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadBefore: Number(loadavg()[0].toFixed(2)),
    engine: { ...host, native: 'file' in native ? 'built' : native.reason },
  };
}

function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

function vectors() {
  try {
    const flags = /^flags\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1].split(' ') ?? [];
    return flags.filter((flag) => /^(avx|avx2|fma|avx512f|avx512_bf16)$/.test(flag)).join(' ');
  } catch {
    return process.arch;
  }
}
