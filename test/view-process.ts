import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './sources.ts';

/** A running `saliogram view`. */
export interface View {
  readonly address: string;
  readonly port: number;
  /** The line it printed. */
  readonly said: Readonly<Record<string, unknown>>;
  /** Ends it as Ctrl-C does, or by `signal`, and returns its exit status. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `saliogram view` without a browser and waits until it serves. */
export function startView(...args: string[]): Promise<View> {
  const command = [
    join(root, 'apps/cli/bin/saliogram.js'),
    'view',
    '--json',
    '--no-open',
    '--port',
    '0',
    ...args,
  ];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (line: string) => {
      const said = JSON.parse(line) as { address: string };
      const end = (signal: NodeJS.Signals = 'SIGINT') => (child.kill(signal), ended);
      resolve({ address: said.address, port: Number(new URL(said.address).port), said, end });
    });
    void ended.then((status) => reject(new Error(`ended with ${status} before it served`)));
  });
}
