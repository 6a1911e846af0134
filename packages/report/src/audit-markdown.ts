import { auditTables } from './audit-tables.ts';
import type { AuditResults } from './audit-results.ts';
import { markdownTable } from './markdown-table.ts';

/**
 * The tables of an audit as Markdown with the command that made them, to be pasted into a text.
 *
 * @param rules of the verdicts, in words
 */
export function auditMarkdown(results: AuditResults, command: string, rules: readonly string[]): string {
  const tables = auditTables(results).map(({ caption, columns, rows }) =>
    [
      `${caption}:`,
      markdownTable(
        columns.map(({ title }) => title),
        rows,
      ),
    ].join('\n\n'),
  );
  const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');
  return `${[`\`${command}\``, list(results.notes), ...tables, 'Verdicts, the first rule that holds:', list(rules)].join('\n\n')}\n`;
}
