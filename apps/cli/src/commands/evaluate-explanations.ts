import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { BASELINE_NAMES } from '@saliogram/explain';
import type { RecurrentModel } from '@saliogram/nn';
import type { ExplanationEvaluation } from '@saliogram/report';
import { evaluateMaps } from '../explanation-evaluation/evaluate-explanations.ts';
import { explanationEvaluationLines } from '../explanation-evaluation/evaluation-lines.ts';
import { evaluationNotes } from '../explanation-evaluation/evaluation-notes.ts';
import { madeFrom } from '../explanation-evaluation/evaluation-run.ts';
import {
  MAP_PARTS,
  MEASURE_PARTS,
  evaluationSettings,
} from '../explanation-evaluation/evaluation-settings.ts';
import type { EvaluationSettings } from '../explanation-evaluation/evaluation-settings.ts';
import { explainSomeAgain } from '../explanation-evaluation/explain-some-again.ts';
import { makeMaps } from '../explanation-evaluation/make-maps.ts';
import { methodsToEvaluate } from '../explanation-evaluation/methods-to-evaluate.ts';
import { folderNumbers, noNumbers, scoreStoreOf } from '../explanation-evaluation/numbers-cache.ts';
import { sequencesToExplain } from '../explanation-evaluation/sequences-to-explain.ts';
import { writeEvaluation } from '../explanation-evaluation/write-evaluation.ts';
import { baselineOptions } from '../explanation/baseline-options.ts';
import { fileMetadata } from '../explanation/file-metadata.ts';
import { loadModelData } from '../explanation/training-sequences.ts';
import { openModel, requireShippedModel } from '../model-file.ts';
import { parseOptions, withCommonOptions, withDataOption, withEngineOptions } from '../options.ts';
import { createTerminal } from '../terminal.ts';

const collect = (value: string, before: string[] = []): string[] => [...before, value];

export function define(command: Command, signal: AbortSignal): void {
  command
    .option('--model <file>', 'model file (default: the MIT-BIH model that comes with Saliogram)')
    .option('--split <part>', "part of the model's own split: test, validation or train (default: test)")
    .option('--limit <number>', 'sequences, spread over the part (default: 100)')
    .option('--methods <names>', 'methods with commas between, or all (default: all)')
    .option(
      '--slow',
      'with all: methods too that take minutes; an untrained model, robustness and sanity for all',
    )
    .option(
      '--baseline <value>',
      `what stands for an absent input: a number, ${BASELINE_NAMES.join(', ')} (default: 0)`,
    )
    .option(
      '--set <name=value>',
      'an option of methods, such as occlusion.width=20; may be repeated',
      collect,
    )
    .option('--measures <parts>', `some of ${MEASURE_PARTS.join(', ')} (default: all)`)
    .option(
      '--again <number>',
      'sequences, spread over the part, to explain again for robustness and sanity: about 10 times each (default: 10)',
    )
    .option(
      '--no-untrained',
      'leave out the maps of an untrained model, which take about as long as the others',
    )
    .option(
      '--out <folder>',
      'write report, numbers and maps; what is there is not explained or measured again',
    );
  withCommonOptions(
    withEngineOptions(withDataOption(command)),
    'saliogram evaluate-explanations --data data/mitdb --limit 100 --out explanations',
  );
  command.action(async () => {
    const settings = parseOptions(evaluationSettings, command.opts());
    const { threads, backend } = settings;
    const path = settings.model ?? (await requireShippedModel('mitdb-lstm'));
    const model = await openModel(path, { backend, ...(threads ? { threads } : {}) });
    try {
      await evaluate(model, path, settings, signal);
    } finally {
      await model.close();
    }
  });
}

async function evaluate(
  model: RecurrentModel,
  path: string,
  settings: EvaluationSettings,
  signal: AbortSignal,
): Promise<void> {
  const started = performance.now();
  const terminal = createTerminal(settings.json);
  const work = { signal, onEvent: terminal.onEvent };
  const { baseline, limit, split: part, out, measures, seed } = settings;
  const chosen = methodsToEvaluate(settings, model);
  const data = await loadModelData(model, settings.data, work);
  const sequences = sequencesToExplain(model, data, part, limit, work);
  const metadata = await fileMetadata(model, path, 'evaluate-explanations', settings);
  const run = { model, data, metadata, settings, ...work };
  const made = await makeMaps(run, sequences, chosen);
  const numbers = out === undefined ? noNumbers : folderNumbers(join(out, 'measures'));
  const again = await explainSomeAgain(run, made.maps, numbers);
  const { table, ...evaluated } = await evaluateMaps({
    model,
    x: sequences.x,
    targets: made.targets,
    groups: sequences.groups,
    maps: made.maps,
    untrained: made.untrained,
    again: again.sequences,
    baseline: await baselineOptions(baseline, sequences),
    parts: MAP_PARTS.filter((name) => measures.includes(name)),
    seed,
    store: scoreStoreOf(numbers, { ...madeFrom(run, sequences), seed }),
    ...work,
  });
  const groups = new Set(sequences.groups).size;
  const results: ExplanationEvaluation = {
    model: basename(path),
    split: { ...sequences.split, part },
    n: sequences.x.batch,
    drawn: sequences.drawn,
    groups,
    baseline,
    ...evaluated,
    leftOut: [...chosen.leftOut, ...made.leftOut, ...again.leftOut],
    notes: evaluationNotes(evaluated, made.maps, groups),
  };
  if (out !== undefined) {
    await writeEvaluation(out, run, { sequences, made, table, results, started });
    terminal.note(`written: ${join(out, 'report.html')}, results.json, explanations.parquet`);
  }
  terminal.result(results, explanationEvaluationLines(results));
}
