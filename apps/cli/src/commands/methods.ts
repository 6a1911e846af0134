import type { Command } from 'commander';
import * as v from 'valibot';
import { SaliogramError } from '@saliogram/core';
import { metrics, techniques } from '@saliogram/explain';
import type { Technique } from '@saliogram/explain';
import {
  metricMatrix,
  metricsMarkdown,
  needsText,
  techniqueMatrix,
  techniquesMarkdown,
} from '@saliogram/report';
import { commonOptions, parseOptions, text, withCommonOptions } from '../options.ts';
import { createTerminal } from '../terminal.ts';
import { alignColumns } from '../text-table.ts';

const options = v.object({
  ...commonOptions,
  names: v.array(text),
  markdown: v.optional(v.boolean(), false),
  metrics: v.optional(v.boolean(), false),
});

export function define(command: Command): void {
  command
    .argument('[names...]', 'techniques to be told all about (default: a table of all)')
    .option('--metrics', 'the measures of explanations instead')
    .option('--markdown', 'the tables of docs/methods.md, or of docs/metrics.md');
  withCommonOptions(
    command,
    'saliogram methods\nsaliogram methods occlusion learned-mask\nsaliogram methods --metrics',
  );
  command.action((names: string[]) => {
    const settings = parseOptions(options, { ...command.opts(), names });
    const terminal = createTerminal(settings.json);
    if (settings.names.length > 0) {
      const found = settings.names.map(techniqueByName);
      terminal.result(
        found,
        found.flatMap((technique, i) => [
          ...(i > 0 ? [''] : []),
          ...techniqueLines(technique, terminal.width),
        ]),
      );
    } else if (settings.metrics) {
      const { columns, rows } = metricMatrix(metrics);
      terminal.result(
        metrics,
        settings.markdown ? [metricsMarkdown(metrics)] : alignColumns([columns, ...rows], terminal.width),
      );
    } else {
      terminal.result(
        techniques,
        settings.markdown ? [techniquesMarkdown(techniques)] : matrixLines(terminal.width),
      );
    }
  });
}

function matrixLines(width: number): string[] {
  const { columns, rows } = techniqueMatrix(techniques);
  return [...alignColumns([columns, ...rows], width), 'All about one: saliogram methods NAME'];
}

/** @throws `argument-invalid` naming the techniques there are */
function techniqueByName(name: string): Technique {
  const technique = techniques.find((each) => each.name === name);
  if (technique !== undefined) return technique;
  throw new SaliogramError(
    'argument-invalid',
    `technique: got ${name}, expected one of ${techniques.map((each) => each.name).join(', ')}`,
    { details: { name } },
  );
}

function techniqueLines(technique: Technique, width: number): string[] {
  const { name, title, family, formula, source, cost, baseline, trains, says, silent, defaults } = technique;
  const settings = Object.entries(defaults).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return [
    `${title} (${name}), ${family}`,
    ...alignColumns(
      [
        ['  computes', formula],
        ['  says', says],
        ['  does not say', silent],
        ['  passes', cost],
        ['  needs', needsText(technique)],
        ['  baseline', baseline ? 'yes' : 'no'],
        ['  trains', trains ? 'yes' : 'no'],
        ['  source', source],
        ['  settings', settings.length === 0 ? 'none' : settings.join(', ')],
      ],
      width,
    ),
  ];
}
