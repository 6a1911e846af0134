import { totalmem } from 'node:os';
import type { Command } from 'commander';
import * as v from 'valibot';
import { SaliogramError } from '@saliogram/core';
import { describeHost } from '@saliogram/kernels';
import type { HostDescription } from '@saliogram/kernels';
import { findData } from '../data-folder.ts';
import { findShippedModel } from '../model-file.ts';
import {
  commonOptions,
  engineOptions,
  parseOptions,
  text,
  withCommonOptions,
  withDataOption,
  withEngineOptions,
} from '../options.ts';
import { TOLERANCE, selfTest } from '../self-test.ts';
import type { SelfTest } from '../self-test.ts';
import { createTerminal } from '../terminal.ts';
import { version } from '../version.ts';

const options = v.object({ ...commonOptions, ...engineOptions, data: v.optional(text) });
type Options = v.InferOutput<typeof options>;

export function define(command: Command, signal: AbortSignal): void {
  withCommonOptions(withEngineOptions(withDataOption(command)), 'saliogram doctor');
  command.action(async () => {
    const settings = parseOptions(options, command.opts());
    const { json, seed, threads, backend, data } = settings;
    const host = describeHost();
    const machine = {
      saliogram: version,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      cores: host.cores,
      memoryGb: Number((totalmem() / 1e9).toFixed(1)),
    };
    const test = await selfTest(seed, { backend, ...(threads ? { threads } : {}) }, signal);
    const engine = { ...test, reason: reasonOf(settings, host), native: host.native };
    const found = {
      mitdb: (await findData('mitdb', data)) ?? null,
      mnist: (await findData('mnist', data)) ?? null,
      mitdbModel: (await findShippedModel('mitdb-lstm')) ?? null,
      mnistModel: (await findShippedModel('mnist-lstm')) ?? null,
    };
    createTerminal(json).result({ ...machine, engine, found }, [
      `Saliogram ${machine.saliogram}, Node ${machine.node}, ${machine.platform}, ${machine.cores} cores, ${machine.memoryGb} GB`,
      ...engineLines(engine),
      `MIT-BIH    ${found.mitdb ?? 'not here; saliogram data pull mitdb'}`,
      `MNIST      ${found.mnist ?? 'not here; saliogram data pull mnist'}`,
      `models     ${[found.mitdbModel, found.mnistModel].filter((path) => path !== null).join(', ') || 'none'}`,
    ]);
    if (!test.agrees) throw disagreement(test);
  });
}

/** Why this backend and that many threads: the command line, the environment, or what the host offers. */
function reasonOf({ backend, threads }: Options, host: HostDescription): string {
  const named = [
    ...(backend === 'auto' ? [] : ['--backend']),
    ...(threads === undefined ? [] : ['--threads']),
  ];
  if (named.length === 0) return host.reason;
  const says = `as ${named.join(' and ')} ${named.length === 1 ? 'says' : 'say'}`;
  return backend === 'auto' ? `${says}; ${host.reason}` : `${says}; by default ${host.reason}`;
}

function engineLines(engine: SelfTest & Pick<HostDescription, 'native' | 'reason'>): string[] {
  const { backend, threads, reason, native, agrees, differences, gflops, sequencesPerSecond } = engine;
  const largest = Math.max(...Object.values(differences));
  return [
    `engine     ${backend}, ${threads} thread${threads === 1 ? '' : 's'} (${reason})`,
    `native     ${'file' in native ? native.file : `none: ${native.reason}`}`,
    `self-test  ${agrees ? 'passed' : 'FAILED'}: LSTM, GRU and RNN differ from the reference by ${largest.toExponential(1)} at most`,
    `speed      ${gflops} GFLOP/s, ${sequencesPerSecond} beats/s through 2 x 128 units`,
  ];
}

function disagreement({ backend, differences }: SelfTest): SaliogramError {
  const found = Object.entries(differences).map(([cell, gap]) => `${cell} ${gap.toExponential(1)}`);
  return new SaliogramError(
    'host-unsupported',
    `self-test: backend ${backend} differs from the reference by ${found.join(', ')}, expected less than ${TOLERANCE}; use another --backend and report this`,
    { details: { backend, differences } },
  );
}
