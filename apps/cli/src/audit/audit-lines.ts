import { auditTables } from '@saliogram/report';
import type { AuditResults } from '@saliogram/report';
import { alignColumns } from '../text-table.ts';

/** An audit as lines of text. */
export function auditLines(results: AuditResults, rules: readonly string[]): string[] {
  return [
    ...auditTables(results).flatMap(({ caption, columns, rows }) => [
      caption,
      ...alignColumns([columns.map(({ title }) => title), ...rows]),
      '',
    ]),
    'verdicts, the first rule that holds:',
    ...rules.map((rule) => `  ${rule}`),
    '',
    ...results.notes,
  ];
}
