import { CommanderError } from 'commander';
import { isSaliogramError } from '@saliogram/core';
import type { ErrorCode } from '@saliogram/core';
import { createProgram } from './program.ts';
import { cancelOnInterrupt } from './interrupt.ts';

/** Exit statuses of the command line. */
export const exitStatus = { done: 0, failed: 1, wrongUse: 2, interrupted: 130 } as const;

const wrongUse: ReadonlySet<ErrorCode> = new Set([
  'argument-invalid',
  'config-invalid',
  'data-missing',
  // A model that cannot do what is asked was named with the question.
  'model-mismatch',
]);

/**
 * Runs one command line and returns its exit status: 0 done, 1 failed, 2 wrong use, 130 interrupted.
 *
 * A mistake of the user is one sentence on stderr; a mistake of ours is marked as internal and shows its stack.
 */
export async function run(args: readonly string[]): Promise<number> {
  const interrupt = cancelOnInterrupt();
  try {
    const program = await createProgram(args, interrupt.signal);
    await program.parseAsync(args, { from: 'user' });
    return exitStatus.done;
  } catch (error) {
    if (interrupt.signal.aborted) {
      process.stderr.write('saliogram: interrupted\n');
      return exitStatus.interrupted;
    }
    return report(error, args.includes('--json'));
  } finally {
    interrupt.close();
  }
}

function report(error: unknown, json: boolean): number {
  // Commander has already written its message.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.done : exitStatus.wrongUse;
  if (isSaliogramError(error)) {
    const { code, message, details } = error;
    process.stderr.write(
      json ? `${JSON.stringify({ type: 'error', code, message, details })}\n` : `saliogram: ${message}\n`,
    );
    return wrongUse.has(code) ? exitStatus.wrongUse : exitStatus.failed;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `saliogram: internal error, please report it together with the command line\n${stack}\n`,
  );
  return exitStatus.failed;
}
