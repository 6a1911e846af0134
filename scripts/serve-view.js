// The page as a user has it: served by `saliogram view`.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../apps/cli/bin/saliogram.js', import.meta.url));

/** Starts `saliogram view ...args`; {address, close}. */
export async function serveView(args) {
  const child = spawn(process.execPath, [CLI, 'view', ...args, '--no-open', '--json', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const { address } = JSON.parse(line);
    return { address, close: () => child.kill('SIGINT') };
  }
  throw new Error(`saliogram view ${args.join(' ')} ended without an address`);
}
