import type { ComponentChildren } from 'preact';
import './table.css';

/** A column of a {@link Table}. */
export interface Column<R> {
  readonly head: ComponentChildren;
  readonly cell: (row: R) => ComponentChildren;
  /** Numbers stand at the right; default false. */
  readonly numeric?: boolean;
}

/** What {@link Table} takes. */
export interface TableProps<R> {
  /** What the table holds, above it or only read out. */
  readonly caption: string;
  readonly captionUnseen?: boolean;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string | number;
  /** The row that is marked as the current one. */
  readonly isCurrent?: (row: R) => boolean;
  readonly onRow?: (row: R) => void;
  /** In place of rows where there are none. */
  readonly empty?: string;
}

/** A table; the first cell of each row names it. */
export function Table<R>(props: TableProps<R>) {
  const { caption, captionUnseen = false, columns, rows, keyOf, isCurrent, onRow, empty } = props;
  return (
    <table class="table">
      <caption class={captionUnseen ? 'unseen' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column, i) => (
            <th key={i} scope="col" class={column.numeric ? 'numeric' : undefined}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={keyOf(row)}
            aria-current={isCurrent?.(row) ? 'true' : undefined}
            class={onRow ? 'chosen-by-click' : undefined}
            onClick={onRow && (() => onRow(row))}
          >
            {columns.map((column, i) => {
              const attributes = { class: column.numeric ? 'numeric' : undefined };
              return i === 0 ? (
                <th key={i} scope="row" {...attributes}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={i} {...attributes}>
                  {column.cell(row)}
                </td>
              );
            })}
          </tr>
        ))}
        {rows.length === 0 && empty !== undefined && (
          <tr>
            <td colSpan={columns.length} class="empty">
              {empty}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
