// Prints the engine's figures beside the host's peak and beside rivals, and writes them as JSON with facts of the host.
// Usage: npm run bench -- [engine] [click] [rivals] [explanations] [methods] [accuracy] [records] [detection] [viewer] [--repeats N] [--methods a,b] [--quick | --thorough] [--out FILE]
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { availableParallelism } from 'node:os';
import { accuracyBench, printAccuracyBench } from './accuracy-bench.js';
import { clickBench, printClickBench } from './click-bench.js';
import { detectionBench, printDetectionBench } from './detection-bench.js';
import { engineBench, printEngineBench } from './engine-bench.js';
import { explanationsBench, printExplanationsBench } from './explanations-bench.js';
import { hostFacts } from './host-facts.js';
import { methodsBench, printMethodsBench } from './methods-bench.js';
import { peaks } from './peaks.js';
import { printRecordsBench, recordsBench } from './records-bench.js';
import { printRivalsBench, rivalsBench } from './rivals-bench.js';
import { printViewerBench, viewerBench } from './viewer-bench.js';

const PARTS = [
  'engine',
  'click',
  'rivals',
  'explanations',
  'methods',
  'accuracy',
  'records',
  'detection',
  'viewer',
];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    repeats: { type: 'string', default: '7' },
    quick: { type: 'boolean', default: false },
    thorough: { type: 'boolean', default: false },
    methods: { type: 'string' },
    out: { type: 'string' },
  },
});
const unknown = positionals.find((part) => !PARTS.includes(part));
if (unknown) {
  console.error(`bench: got ${unknown}, expected any of ${PARTS.join(', ')}`);
  process.exit(1);
}
const wanted = positionals.length > 0 ? positionals : PARTS;
const cores = availableParallelism();
const host = hostFacts();
const setting = {
  repeats: Number(options.repeats),
  quick: options.quick,
  thorough: options.thorough,
  threads: cores > 1 ? [1, Math.min(cores, 8)] : [1],
  log: (text) => process.stderr.write(`${text}\n`),
};
console.log(
  `${host.cpu} (${host.vectors}), ${host.cores} cores, Node ${host.node}, load before ${host.loadBefore}, ${host.date}, commit ${host.commit}`,
);
const report = { host, repeats: setting.repeats };

if (wanted.includes('engine')) {
  report.peaks = peaks(setting.threads, host.engine.relaxedSimd);
  report.engine = await engineBench({ ...setting, peaks: report.peaks });
  printEngineBench(report.engine, report.peaks);
}
if (wanted.includes('click')) {
  report.click = await clickBench(setting);
  printClickBench(report.click);
}
if (wanted.includes('rivals')) {
  report.rivals = await rivalsBench(setting);
  printRivalsBench(report.rivals);
}
if (wanted.includes('explanations')) {
  report.explanations = await explanationsBench(setting);
  printExplanationsBench(report.explanations);
}
if (wanted.includes('methods')) {
  report.methods = await methodsBench({ ...setting, names: options.methods?.split(',') });
  printMethodsBench(report.methods);
}
if (wanted.includes('accuracy')) {
  report.accuracy = await accuracyBench();
  printAccuracyBench(report.accuracy);
}
if (wanted.includes('records')) {
  report.records = await recordsBench(setting);
  printRecordsBench(report.records);
}
if (wanted.includes('detection')) {
  report.detection = await detectionBench(setting);
  printDetectionBench(report.detection);
}
if (wanted.includes('viewer')) {
  report.viewer = await viewerBench(setting);
  printViewerBench(report.viewer);
}
if (options.out) writeFileSync(options.out, `${JSON.stringify(report, null, 2)}\n`);
process.exit(0);
