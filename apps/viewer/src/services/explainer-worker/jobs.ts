/** The work under way by the caller's numbers, so that each can be cancelled. */
export interface Jobs {
  /** Runs `work` as job `job`; several calls may share a number. */
  run<R>(job: number, work: (signal: AbortSignal) => Promise<R>): Promise<R>;
  /** Ends every call of that number; one that is over is left alone. */
  cancel(job: number): void;
}

export function createJobs(): Jobs {
  const running = new Map<number, Set<AbortController>>();
  return {
    async run(job, work) {
      const controller = new AbortController();
      const calls = running.get(job) ?? new Set();
      running.set(job, calls.add(controller));
      try {
        return await work(controller.signal);
      } finally {
        calls.delete(controller);
        if (calls.size === 0) running.delete(job);
      }
    },
    cancel(job) {
      for (const controller of running.get(job) ?? []) controller.abort();
    },
  };
}
