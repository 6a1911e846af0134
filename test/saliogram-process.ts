import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './sources.ts';

/** What a run of the command line came to. */
export interface Run {
  /** Exit status; null when a signal ended the process. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `saliogram` as a process of its own, without the data of this machine unless `env` says where it is. */
export function saliogram(
  args: readonly string[],
  options: {
    cwd?: string;
    env?: Record<string, string>;
    /** Ends the process when stderr matches: with `signal`, by default as Ctrl-C does. */
    interruptAt?: RegExp;
    signal?: 'SIGINT' | 'SIGKILL';
    /** Nobody reads stdout, as when the reader of a pipe has ended. */
    unread?: boolean;
  } = {},
): Promise<Run> {
  const { SALIOGRAM_DATA: _data, ...env } = process.env;
  const child = spawn(process.execPath, [join(root, 'apps/cli/bin/saliogram.js'), ...args], {
    cwd: options.cwd ?? root,
    env: { ...env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let interrupted = false;
  if (options.unread) child.stdout.destroy();
  else child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    if (!interrupted && options.interruptAt?.test(stderr)) {
      interrupted = true;
      child.kill(options.signal ?? 'SIGINT');
    }
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** The lines of stderr that are not progress, which is JSON or `stage: 3 of 7 (42 %)`. */
export function complaints({ stderr }: Run): string[] {
  return stderr
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{') && !/: \d+ of \d+ \(\d+ %\)/.test(line));
}
