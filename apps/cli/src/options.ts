import type { Command } from 'commander';
import * as v from 'valibot';
import { SaliogramError } from '@saliogram/core';
import { SPLIT_NAMES, isSplitName } from '@saliogram/datasets';

/** A whole number from `low` to `high`, from a command line or a configuration file. */
export function wholeNumber(low: number, high: number = Number.MAX_SAFE_INTEGER) {
  const expected = `expected a whole number from ${low}${high === Number.MAX_SAFE_INTEGER ? '' : ` to ${high}`}`;
  return v.pipe(
    v.union([v.number(), numberText], expected),
    v.integer(expected),
    v.minValue(low, expected),
    v.maxValue(high, expected),
  );
}

/** A number from `low` to `high`. */
export function numberBetween(low: number, high: number) {
  const expected = `expected a number from ${low} to ${high}`;
  return v.pipe(
    v.union([v.number(), numberText], expected),
    v.finite(expected),
    v.minValue(low, expected),
    v.maxValue(high, expected),
  );
}

const numberText = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.transform(Number), v.number());

/** One of a few words. */
export function oneOf<const W extends readonly string[]>(words: W) {
  return v.picklist(words, `expected one of ${words.join(', ')}`);
}

/** Units of layers in a row, at most 8: `128,64` on a command line, a list in a configuration file. */
export function unitsOfLayers() {
  const expected = 'expected 1 to 8 whole numbers from 1 to 4096, with commas between them';
  const listText = v.pipe(
    v.string(),
    v.transform((list) => list.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)))),
  );
  return v.pipe(
    v.union(
      [
        v.array(v.number()),
        listText,
        v.pipe(
          v.number(),
          v.transform((units) => [units]),
        ),
      ],
      expected,
    ),
    v.check(
      (list) =>
        list.length >= 1 &&
        list.length <= 8 &&
        list.every((units) => Number.isInteger(units) && units >= 1 && units <= 4096),
      expected,
    ),
  );
}

/** A path or name, not empty. */
export const text = v.pipe(v.string('expected text'), v.nonEmpty('expected text, not nothing'));

/** How sequences are divided into training, validation and test. */
export const splitName = v.pipe(
  v.string(`expected one of ${SPLIT_NAMES.join(', ')}`),
  v.check(isSplitName, `expected one of ${SPLIT_NAMES.join(', ')}, or with -unpaced or -in-ds1 behind it`),
);

/** The options of every command; defaults live here, not in the help. */
export const commonOptions = {
  json: v.optional(v.boolean('expected true or false'), false),
  seed: v.optional(wholeNumber(0, 2 ** 32 - 1), 1),
};

/** The options of commands that run a model. */
export const engineOptions = {
  threads: v.optional(wholeNumber(1, 64)),
  backend: v.optional(oneOf(['auto', 'native', 'wasm', 'wasm-plain', 'reference', 'reference64']), 'auto'),
};

/** Adds the common options and an example to a command. */
export function withCommonOptions(command: Command, example: string): Command {
  return command
    .option('--json', 'result as JSON on stdout, progress as JSON lines on stderr')
    .option('--seed <number>', 'seed of everything random (default: 1)')
    .addHelpText(
      'after',
      `\nExample:\n${example
        .split('\n')
        .map((line) => `  $ ${line}`)
        .join('\n')}\n`,
    );
}

/** Adds the options of the engine to a command. */
export function withEngineOptions(command: Command): Command {
  return command
    .option('--threads <number>', 'threads (default: one per core, at most 8)')
    .option('--backend <name>', 'auto, native, wasm, wasm-plain, reference or reference64 (default: auto)');
}

/** Adds `--data` to a command. */
export function withDataOption(command: Command): Command {
  return command.option('--data <dir>', 'folder of the data (default: $SALIOGRAM_DATA, else ./data)');
}

/**
 * The options of a command line, checked.
 *
 * @throws `argument-invalid` with the option, what was given and what was expected
 */
export function parseOptions<S extends v.GenericSchema>(schema: S, values: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, values);
  if (parsed.success) return parsed.output;
  const { field, sentence } = describeIssue(parsed.issues[0]);
  const option = `--${field.replace(/\..*/, '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new SaliogramError('argument-invalid', `${option}: ${sentence}`, { details: { option } });
}

/** The field of the first complaint of valibot, and a sentence about it. */
export function describeIssue(issue: v.BaseIssue<unknown>): { field: string; sentence: string } {
  const field = v.getDotPath(issue) ?? '';
  const given = issue.input === undefined || issue.input === '' ? 'nothing' : JSON.stringify(issue.input);
  return { field, sentence: `got ${given}, ${issue.message}` };
}
