import { Command } from 'commander';
import { version } from './version.ts';

/** What a command's file exports: it adds its options and action to the command. */
export interface CommandModule {
  define(command: Command, signal: AbortSignal): void;
}

const commands: readonly { name: string; summary: string; load: () => Promise<CommandModule> }[] = [
  {
    name: 'demo',
    summary: 'explain one beat per class without any data, and write a report',
    load: () => import('./commands/demo.ts'),
  },
  {
    name: 'view',
    summary: 'see a recording and what a model looks for in its beats, in the browser',
    load: () => import('./commands/view.ts'),
  },
  {
    name: 'reproduce',
    summary: "the paper's figures and Table I, beside its numbers, in one report",
    load: () => import('./commands/reproduce.ts'),
  },
  {
    name: 'data',
    summary: 'download, list or check the data sets',
    load: () => import('./commands/data.ts'),
  },
  {
    name: 'beats',
    summary: 'cut the heartbeats of MIT-BIH and count them',
    load: () => import('./commands/beats.ts'),
  },
  {
    name: 'train',
    summary: "train the paper's LSTM or another recurrent network, or go on with a training",
    load: () => import('./commands/train.ts'),
  },
  {
    name: 'import',
    summary: 'make a model of the weights of a PyTorch network',
    load: () => import('./commands/import.ts'),
  },
  {
    name: 'evaluate',
    summary: 'measure a model on a split, with baselines',
    load: () => import('./commands/evaluate.ts'),
  },
  {
    name: 'audit',
    summary: 'look for shortcuts a model takes, and compare the explanations of two models',
    load: () => import('./commands/audit.ts'),
  },
  {
    name: 'explain',
    summary: 'explain the decision on one beat of a recording',
    load: () => import('./commands/explain.ts'),
  },
  {
    name: 'evaluate-explanations',
    summary: 'rank the explanation methods on a model by every measure, beside controls, with intervals',
    load: () => import('./commands/evaluate-explanations.ts'),
  },
  {
    name: 'methods',
    summary: 'the explanation methods there are: what each needs, costs, says and does not say',
    load: () => import('./commands/methods.ts'),
  },
  {
    name: 'bench',
    summary: 'measure explanations where the truth is known, with published numbers beside',
    load: () => import('./commands/bench.ts'),
  },
  {
    name: 'table-one',
    summary: 'Table I of the paper under every reading of its normaliser',
    load: () => import('./commands/table-one.ts'),
  },
  {
    name: 'detect',
    summary: 'find the heartbeats of records and write them as annotation files',
    load: () => import('./commands/detect.ts'),
  },
  {
    name: 'quality',
    summary: 'measure how well leads can be read, and where they are flat, off or noisy',
    load: () => import('./commands/quality.ts'),
  },
  {
    name: 'bxb',
    summary: 'score beats against reference annotations, as EC57 asks and WFDB prints it',
    load: () => import('./commands/bxb.ts'),
  },
  {
    name: 'rxr',
    summary: 'score couplets and runs of ectopic beats, as EC57 asks and WFDB prints it',
    load: () => import('./commands/rxr.ts'),
  },
  {
    name: 'epicmp',
    summary: 'score episodes of atrial fibrillation and ventricular flutter, as EC57 asks and WFDB prints it',
    load: () => import('./commands/epicmp.ts'),
  },
  {
    name: 'convert',
    summary: 'write records as comma-separated values or in another signal format, or read such values',
    load: () => import('./commands/convert.ts'),
  },
  {
    name: 'doctor',
    summary: 'what this machine offers: backend, threads, speed, data, models; and a self-test',
    load: () => import('./commands/doctor.ts'),
  },
];

/** The command line; only the commands named in `args` are loaded. */
export async function createProgram(args: readonly string[], signal: AbortSignal): Promise<Command> {
  const program = new Command('saliogram')
    .description('See why a recurrent network reads a heartbeat as it does.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(add --help for the options and an example)')
    .addHelpText(
      'after',
      '\nExit status: 0 done, 1 failed, 2 wrong use, 130 interrupted.\nStart with: saliogram demo\n',
    );
  for (const { name, summary, load } of commands) {
    const command = program.command(name).description(summary);
    if (args.includes(name)) (await load()).define(command, signal);
  }
  return program;
}
