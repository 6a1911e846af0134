/**
 * A signal that aborts at the first Ctrl-C, so that work ends cleanly; the second Ctrl-C ends the process at once.
 */
export function cancelOnInterrupt(): { readonly signal: AbortSignal; close(): void } {
  const controller = new AbortController();
  const onInterrupt = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new Error('interrupted'));
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  return {
    signal: controller.signal,
    close() {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onInterrupt);
    },
  };
}
