import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import * as v from 'valibot';
import { SaliogramError } from '@saliogram/core';
import { checkMetadata, encodeModel, importPyTorch, modelOf, readSafetensors } from '@saliogram/nn';
import type { ModelMetadata } from '@saliogram/nn';
import { readModel } from '../model-file.ts';
import { commonOptions, parseOptions, text, withCommonOptions } from '../options.ts';
import { createTerminal } from '../terminal.ts';
import { version } from '../version.ts';
import { writeWhole } from '../whole-file.ts';

const path = (expected: string) => v.pipe(v.optional(v.string(expected), ''), v.nonEmpty(expected));
const options = v.object({
  ...commonOptions,
  weights: path('expected the path of a safetensors file'),
  about: path('expected the path of a JSON file with classes, preprocessing, units and zero'),
  out: v.optional(text, 'model.safetensors'),
});

export function define(command: Command): void {
  command
    .option(
      '--weights <file>',
      'safetensors file of the state dict: LSTM, GRU or RNN layers, then linear ones',
    )
    .option('--about <file>', 'JSON file with classes, preprocessing, units, zero and, if need be, head')
    .option('--out <file>', 'where the model goes (default: model.safetensors)')
    .addHelpText(
      'after',
      '\nThe file --about says what the weights do not:\n' +
        '  {"classes": [{"symbol": "N", "name": "Normal"}, ...], "preprocessing": {...}, "units": "z-score",\n' +
        '   "zero": "mean of the beat", "head": ["fc1", "bn1", "fc2"]}\n' +
        'head names the layers after the recurrent ones in their order, where their names do not tell it.\n',
    );
  withCommonOptions(
    command,
    'saliogram import --weights lstm.safetensors --about lstm.json --out model.safetensors',
  );
  command.action(async () => {
    const { json, weights, about, out } = parseOptions(options, command.opts());
    const { head, ...facts } = await readFacts(about);
    const { tensors } = readSafetensors(await readModel(weights), basename(weights), (tensor) =>
      tensor.endsWith('num_batches_tracked'),
    );
    const { architecture, parameters } = importPyTorch(tensors, {
      name: basename(weights),
      ...(head && { head }),
    });
    const described = { codeVersion: version, created: new Date().toISOString(), ...facts, architecture };
    const metadata: ModelMetadata = checkMetadata(described, about, 'argument-invalid');
    const model = await modelOf(metadata, parameters, { backend: 'reference' });
    await writeWhole(out, encodeModel(model));
    createTerminal(json).result({ model: out, architecture, parameters: parameters.length }, [
      `${architecture.kind.toUpperCase()}${architecture.bidirectional ? ' both ways' : ''}, layers of ${architecture.hidden.join(' and ')} units, ${parameters.length} parameters`,
      `model: ${out}`,
    ]);
  });
}

const facts = v.looseObject({ head: v.optional(v.array(v.string())) });

async function readFacts(file: string): Promise<v.InferOutput<typeof facts>> {
  const json = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new SaliogramError('file-missing', `${file}: no such file; check the path`, {
      details: { file },
      cause,
    });
  });
  const wrong = (found: string, cause?: unknown): SaliogramError =>
    new SaliogramError(
      'config-invalid',
      `${file}: ${found}, expected an object with classes, preprocessing, units, zero and, if need be, head, a list of names`,
      { details: { file }, cause },
    );
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw wrong('not JSON', cause);
  }
  const parsed = v.safeParse(facts, value);
  if (!parsed.success) throw wrong('not such an object');
  return parsed.output;
}
