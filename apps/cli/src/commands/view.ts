import type { Command } from 'commander';
import * as v from 'valibot';
import { parseOptions, text, wholeNumber } from '../options.ts';
import { createTerminal } from '../terminal.ts';
import { USUAL_PORT } from '../view-server/listen.ts';
import { runView } from '../view-server/run-view.ts';

const options = v.object({
  json: v.optional(v.boolean(), false),
  model: v.optional(text),
  open: v.optional(v.boolean(), true),
  port: v.optional(wholeNumber(0, 65535)),
});

export function define(command: Command, signal: AbortSignal): void {
  command
    .argument(
      '[record]',
      'a WFDB record (the path of its header), a .csv, .tsv or .zip file, or a folder of IDX images such as MNIST (default: a synthetic one)',
    )
    .option('--model <file>', 'model file (default: the MIT-BIH model that comes with Saliogram)')
    .option(
      '--port <number>',
      `port of the address, 0 for any that is free (default: ${USUAL_PORT}, or any where that is in use)`,
    )
    .option('--no-open', 'do not open the browser')
    .option('--json', 'the address and what is served as a JSON line on stdout')
    .addHelpText(
      'after',
      `
The page and these files are served to this machine alone; nothing leaves it.
The browser keeps your work by address: with the same port it is found again.
Ctrl-C ends it, with exit status 0.

Example:
  $ saliogram view data/mitdb/119
`,
    );
  command.action(async (record: string | undefined) => {
    const { json, model, open, port } = parseOptions(options, command.opts());
    await runView(
      {
        ...(record === undefined ? {} : { record }),
        ...(model === undefined ? {} : { model }),
        ...(port === undefined ? {} : { port }),
      },
      { browser: open, terminal: createTerminal(json), signal },
    );
  });
}
