import type { Capability, Technique } from '@saliogram/explain';
import { markdownTable } from './markdown-table.ts';

/** A table of techniques. */
export interface TechniqueTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const NEEDS: Readonly<Record<Capability, string>> = {
  scores: 'scores',
  scoresPerStep: 'step scores',
  scoreGradient: 'gradient',
  matchGradient: 'matching gradient',
  scoresOfVariants: 'resumed states',
  scoresOfStepVariants: 'single steps',
  recurrentCells: 'cell weights',
  hiddenStates: 'hidden states',
};

/** What a technique needs of a model, in words; `nothing` for one that does not ask it. */
export function needsText({ needs, family }: Technique): string {
  if (family === 'control') return 'nothing';
  return needs.map((need) => NEEDS[need]).join(', ');
}

/** Techniques side by side: what each needs, whether a baseline and training, and what it costs. */
export function techniqueMatrix(techniques: readonly Technique[]): TechniqueTable {
  return {
    columns: ['technique', 'family', 'needs', 'baseline', 'trains', 'passes per sequence'],
    rows: techniques.map((technique) => [
      technique.name,
      technique.family,
      needsText(technique),
      technique.baseline ? 'yes' : 'no',
      technique.trains ? 'yes' : 'no',
      technique.cost,
    ]),
  };
}

/** What each technique computes, and who published it. */
export function techniqueFormulas(techniques: readonly Technique[]): TechniqueTable {
  return {
    columns: ['technique', 'formula', 'source'],
    rows: techniques.map(({ title, formula, source }) => [title, formula, source]),
  };
}

/** What a map of each technique tells, and what it does not. */
export function techniqueLimits(techniques: readonly Technique[]): TechniqueTable {
  return {
    columns: ['technique', 'says', 'does not say'],
    rows: techniques.map(({ title, says, silent }) => [title, says, silent]),
  };
}

/** The three tables as Markdown, names and formulas as code: underscores in them mean nothing else. */
export function techniquesMarkdown(techniques: readonly Technique[]): string {
  const matrix = techniqueMatrix(techniques);
  const formulas = techniqueFormulas(techniques);
  const tables = [
    { ...matrix, rows: matrix.rows.map(([name, ...rest]) => [`\`${name}\``, ...rest]) },
    { ...formulas, rows: formulas.rows.map(([name, formula, source]) => [name, `\`${formula}\``, source]) },
    techniqueLimits(techniques),
  ];
  return tables.map(({ columns, rows }) => markdownTable(columns, rows)).join('\n\n');
}
