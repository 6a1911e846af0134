// Writes what a trained model remembers of some of its training sequences beside its file.
// Usage: npm run build && node scripts/training-examples.js models/mitdb-lstm.safetensors data/mitdb
import { writeFileSync } from 'node:fs';
import { sha256Hex } from '@saliogram/core';
import { encodeTrainingExamples } from '@saliogram/nn';
import { loadModelData } from '../apps/cli/dist/explanation/training-sequences.js';
import { examplesPath, openModel, readModel } from '../apps/cli/dist/model-file.js';
import { ownSplitOf } from '../apps/cli/dist/own-split.js';
import { trainingExamplesOf } from '../apps/cli/dist/training-examples.js';

const [file, folder] = process.argv.slice(2);
if (file === undefined || folder === undefined) {
  console.error('Usage: node scripts/training-examples.js MODEL DATA');
  process.exit(2);
}
const model = await openModel(file);
try {
  const work = { signal: new AbortController().signal, onEvent: () => undefined };
  const data = await loadModelData(model, folder, work);
  const { name, seed } = ownSplitOf(model.metadata);
  const sha256 = await sha256Hex(await readModel(file));
  const examples = await trainingExamplesOf(model, sha256, data, data.split(name, seed).train, work);
  writeFileSync(examplesPath(file), encodeTrainingExamples(examples));
  console.log(`${examplesPath(file)}: ${examples.examples.length} examples`);
} finally {
  await model.close();
}
