import type { ModelFacts } from '../explanation.ts';
import { plainRows } from './plain-rows.ts';

/** What a model is and where it comes from, as names and values. */
export function modelRows({ name, digest, engine, metadata }: ModelFacts): [string, string][] {
  const { classes, units, zero, created, codeVersion, dataHash, attribution } = metadata;
  return [
    ['File', name],
    ['SHA-256', digest],
    ['Network', networkWords(metadata.architecture)],
    ['Classes', classes.map((info) => `${info.name} (${info.symbol})`).join(', ')],
    ['Input', `${units}; 0 is the ${zero}`],
    ['Made', `${created.slice(0, 10)} by version ${codeVersion}`],
    ['Data', attribution ?? 'not told in the file'],
    ...(dataHash === undefined ? [] : [['SHA-256 of the data', dataHash] as [string, string]]),
    ['Runs here on', engine],
  ];
}

/** How beats are made for it, and how it was trained, as names and values; the course of the training is left out. */
export function makingRows({ metadata }: ModelFacts): [string, string][] {
  const training = plainRows(metadata.training ?? {}).filter(([name]) => !name.startsWith('history'));
  return [...plainRows(metadata.preprocessing, 'preprocessing'), ...training];
}

function networkWords(architecture: ModelFacts['metadata']['architecture']): string {
  const { kind, bidirectional = false, hidden, dense = [], inputs, outputs } = architecture;
  return [
    `${kind.toUpperCase()}${bidirectional ? ' both ways' : ''}`,
    `${inputs} ${inputs === 1 ? 'value' : 'values'} per step`,
    `layers of ${hidden.join(' and ')} units`,
    ...dense.map((layer) => `dense layer of ${layer.units}`),
    `${outputs} classes`,
  ].join(', ');
}
