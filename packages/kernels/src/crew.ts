import type { Job } from './job.ts';
import type { Lane } from './lane.ts';
import type { SharedBackend } from './shared-backend.ts';
import type { Network } from './network-shape.ts';

/** What a crew's thread is told. */
export type CrewMessage =
  | { open: { backend: SharedBackend; network: Network; lanes: number; number: number } }
  | { job: Job };

/** What it answers to each message, or what became of it. */
export type CrewReply = { done: true } | { done: false; reason: string; ended?: boolean };

/** The threads that run jobs, one lane each. */
export interface Crew {
  /** Resolves when every lane has done its share. */
  run(job: Job): Promise<void>;
  close(): Promise<void>;
}

/** A crew of one in the calling thread; control returns to the event loop before each job. */
export function soloCrew(lane: Lane): Crew {
  return {
    async run(job) {
      await turnOfEventLoop();
      lane.run(job);
    },
    close: () => Promise.resolve(),
  };
}

/** By message in a page, whose timers wait 4 ms, and a second while it is hidden. */
function turnOfEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') {
      setImmediate(resolve);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** One thread of Node or of a page behind one small face. */
interface Thread {
  post(message: CrewMessage): void;
  /** Whether the thread keeps the process alive. */
  hold(alive: boolean): void;
  terminate(): Promise<void>;
}

type Answer = (reply: CrewReply) => void;

function startThread(answer: Answer): Thread {
  const threads = globalThis.process?.getBuiltinModule?.('node:worker_threads');
  if (threads) {
    // Without the process's own flags: some of them (--input-type) do not fit a worker.
    const worker = new threads.Worker(new URL('./crew-worker.js', import.meta.url), { execArgv: [] });
    worker.unref();
    worker.on('message', answer);
    worker.on('error', (error) => answer({ done: false, reason: String(error), ended: true }));
    worker.on('exit', (code) =>
      answer({ done: false, reason: `the thread ended with code ${code}`, ended: true }),
    );
    return {
      post: (message) => worker.postMessage(message),
      hold: (alive) => (alive ? worker.ref() : worker.unref()),
      terminate: async () => void (await worker.terminate()),
    };
  }
  const worker = new Worker(new URL('./crew-worker.js', import.meta.url), { type: 'module' });
  worker.addEventListener('message', (event: MessageEvent<CrewReply>) => answer(event.data));
  // A script that does not load is reported without a message.
  worker.addEventListener('error', (event) =>
    answer({ done: false, reason: event.message ?? 'crew-worker.js or a file it imports did not load' }),
  );
  return {
    post: (message) => worker.postMessage(message),
    hold: () => undefined,
    terminate: () => Promise.resolve(worker.terminate()),
  };
}

/** Starts `lanes` threads over the memory of `backend`; they do not keep the process alive between jobs. */
export async function startCrew(backend: SharedBackend, network: Network, lanes: number): Promise<Crew> {
  const answers: Answer[] = [];
  const ended = new Map<number, string>();
  const threads = Array.from({ length: lanes }, (_, i) =>
    startThread((reply) => {
      if (!reply.done && reply.ended && !ended.has(i)) ended.set(i, reply.reason);
      answers[i]?.(reply);
    }),
  );

  const failure = (i: number, reason: string): Error =>
    new Error(`internal: thread ${i} of the crew failed: ${reason}`);
  const ask = (i: number, message: CrewMessage): Promise<void> =>
    new Promise((resolve, reject) => {
      const reason = ended.get(i);
      if (reason !== undefined) {
        reject(failure(i, reason));
        return;
      }
      threads[i].hold(true);
      answers[i] = (reply) => {
        threads[i].hold(false);
        if (reply.done) resolve();
        else reject(failure(i, reply.reason));
      };
      threads[i].post(message);
    });

  const close = async (): Promise<void> => {
    await Promise.all(threads.map((thread) => thread.terminate()));
  };

  try {
    await Promise.all(threads.map((_, i) => ask(i, { open: { backend, network, lanes, number: i } })));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    run: async (job) => void (await Promise.all(threads.map((_, i) => ask(i, { job })))),
    close,
  };
}
