import type { ExplanationEvaluation } from './explanation-evaluation.ts';
import { rankTable } from './explanation-evaluation-tables.ts';
import { explanationFindings } from './explanation-findings.ts';
import { markdownTable } from './markdown-table.ts';
import { thousands } from './number-text.ts';

/**
 * An evaluation of explanations as Markdown, to be put into a text: what was explained, findings, the table of ranks, what
 * to bear in mind and what was left out.
 */
export function explanationEvaluationMarkdown(results: ExplanationEvaluation): string {
  const { model, n, drawn, groups, split, baseline, again, notes, leftOut } = results;
  const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');
  const { caption, columns, rows } = rankTable(results);
  const reasons = [...new Set(leftOut.map(({ why }) => why))].map((reason) => {
    const names = leftOut.filter(({ why }) => why === reason).map(({ method }) => `\`${method}\``);
    return `${names.join(', ')}: ${reason}`;
  });
  return [
    `${model}, ${thousands(n)} sequences${drawn === 'patients' ? ` of ${groups} patients` : ''}, ${split.part} part of the split ${split.name}; absent inputs are ${baseline}${again ? `; stability and sanity over ${again.n} sequences explained again` : ''}.`,
    list(explanationFindings(results)),
    caption,
    markdownTable(
      columns.map(({ title }) => title),
      rows,
    ),
    list(notes),
    ...(reasons.length > 0 ? ['Left out:', list(reasons)] : []),
  ].join('\n\n');
}
