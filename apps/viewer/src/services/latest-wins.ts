/**
 * Calls `work` with the latest question only: while an answer is under way, a newer question replaces the one that waits.
 * Answers come in the order of their questions; the last question is always answered.
 */
export function latestWins<Q>(work: (question: Q) => Promise<void>): (question: Q) => void {
  let isRunning = false;
  let waiting: { readonly question: Q } | null = null;
  const run = async (question: Q): Promise<void> => {
    isRunning = true;
    try {
      await work(question);
    } finally {
      isRunning = false;
      const next = waiting;
      waiting = null;
      if (next) void run(next.question);
    }
  };
  return (question) => {
    if (isRunning) waiting = { question };
    else void run(question);
  };
}
