// Times the paper's network (2 x 128 LSTM, 216 steps, 1 channel, 5 classes, batch 256) on this host, beside the host's peak.
// Usage: node bench/kernels.js [--json] [--repeats N]    (after npm run build)
import { availableParallelism, cpus, loadavg } from 'node:os';
import { createRandom, sequenceBatch } from '../packages/core/dist/index.js';
import { createEngine, describeHost } from '../packages/kernels/dist/index.js';
import { peakFlops } from './wasm-peak.js';

const BATCH = 256;
const STEPS = 216;
const SHAPE = { inputs: 1, hidden: [128, 128], outputs: 5 };
const repeats = Number(process.argv[process.argv.indexOf('--repeats') + 1]) || 7;

// Products only: 2 x 4H (I + H) per layer, step and sequence; a backward pass to the input as much again, weights once more.
const forwardFlops =
  BATCH * STEPS * SHAPE.hidden.reduce((sum, h, l) => sum + 8 * h * (h + (SHAPE.hidden[l - 1] ?? 1)), 0);
const WORK = { forward: 1, inputGradient: 2, trainStep: 3 };

const random = createRandom(1);
const x = sequenceBatch(
  Float32Array.from({ length: BATCH * STEPS }, () => random.normal()),
  BATCH,
  STEPS,
);
const labels = Uint8Array.from({ length: BATCH }, (_, i) => i % SHAPE.outputs);

async function measure(backend, threads) {
  const engine = await createEngine(SHAPE, { backend, threads });
  engine.setParameters(engine.getParameters().map(() => (random.uniform() * 2 - 1) / Math.sqrt(128)));
  const calls = {
    forward: () => engine.forward(x),
    inputGradient: () => engine.inputGradient(x, labels, 'score'),
    trainStep: () => engine.trainStep(x, labels, { learningRate: 1e-3, dropout: 0.2, clipNorm: 1 }),
  };
  const rows = [];
  for (const [call, run] of Object.entries(calls)) {
    await run();
    const times = [];
    for (let i = 0; i < repeats; i++) {
      const start = performance.now();
      await run();
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    const minMs = times[0];
    rows.push({
      backend,
      threads,
      call,
      minMs,
      medianMs: times[Math.floor(repeats / 2)],
      gflops: (WORK[call] * forwardFlops) / minMs / 1e6,
    });
  }
  await engine.close();
  return rows;
}

const host = describeHost();
const peakGflops = peakFlops(host.relaxedSimd) / 1e9;
const facts = {
  cpu: cpus()[0]?.model,
  cores: availableParallelism(),
  node: process.version,
  loadBefore: loadavg()[0],
  peakGflopsPerThread: peakGflops,
  host,
};
const rows = [];
for (const backend of host.relaxedSimd ? ['wasm', 'wasm-plain'] : ['wasm-plain']) {
  for (const threads of host.threads > 1 ? [1, host.threads] : [1])
    rows.push(...(await measure(backend, threads)));
}

if (process.argv.includes('--json')) console.log(JSON.stringify({ facts, rows }, null, 2));
else {
  console.log(`${facts.cpu}, ${facts.cores} cores, Node ${facts.node}, load ${facts.loadBefore.toFixed(1)}`);
  console.log(`peak of 128-bit WebAssembly arithmetic: ${peakGflops.toFixed(1)} GFLOP/s per thread`);
  console.table(
    rows.map(({ minMs, medianMs, gflops, ...row }) => ({
      ...row,
      'min ms': Math.round(minMs),
      'median ms': Math.round(medianMs),
      'GFLOP/s': Number(gflops.toFixed(1)),
      '% of peak': Math.round((100 * gflops) / (peakGflops * row.threads)),
    })),
  );
}
