import { createLane } from './lane.ts';
import type { CrewMessage, CrewReply } from './crew.ts';
import { openBackend } from './shared-backend.ts';

/*
 * The body of a crew's thread: opens its lane, then runs one job per message. Messages rather than Atomics carry jobs and
 * replies: a job lasts tens of milliseconds and a message some tens of microseconds, and the main thread of a page may
 * not wait on Atomics.
 *
 * An import map does not reach a page's threads, so nothing imported here may import another package.
 */
const threads = globalThis.process?.getBuiltinModule?.('node:worker_threads');

function reply(message: CrewReply): void {
  if (threads?.parentPort) threads.parentPort.postMessage(message);
  else (globalThis as unknown as { postMessage(message: CrewReply): void }).postMessage(message);
}

let lane: ReturnType<typeof createLane> | undefined;

async function receive(message: CrewMessage): Promise<void> {
  try {
    if ('open' in message) {
      const { backend, network, lanes, number } = message.open;
      const { kernels, values } = await openBackend(backend);
      lane = createLane(network, lanes, number, kernels, values);
    } else {
      lane!.run(message.job);
    }
    reply({ done: true });
  } catch (error) {
    reply({ done: false, reason: String(error) });
  }
}

if (threads?.parentPort) threads.parentPort.on('message', (message) => void receive(message));
else globalThis.addEventListener('message', (event) => void receive((event as MessageEvent).data));
