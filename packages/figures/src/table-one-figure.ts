import { intervalsFigure } from './intervals-figure.ts';
import type { IntervalsPanel, IntervalsRow } from './intervals-figure.ts';

/** What {@link tableOneFigure} draws. */
export interface TableOneFigure {
  /** Which data: 'ECG', 'MNIST'. */
  readonly dataName: string;
  /** Techniques, then control rows. */
  readonly rows: readonly IntervalsRow[];
  /** One panel per reading of the normaliser; `published` only where the paper's number may be compared. */
  readonly readings: readonly IntervalsPanel[];
  /** What the lines through the dots are. */
  readonly intervalName?: string;
  readonly notes?: readonly string[];
}

/**
 * The paper's Table I as dots with intervals, one panel per reading of its normaliser, controls beside the techniques.
 *
 * @returns an SVG document
 */
export function tableOneFigure(figure: TableOneFigure): string {
  return intervalsFigure({
    title: `Table I, ${figure.dataName}: average class score reduction`,
    rows: figure.rows,
    panels: figure.readings,
    ...(figure.intervalName === undefined ? {} : { intervalName: figure.intervalName }),
    ...(figure.notes === undefined ? {} : { notes: figure.notes }),
  });
}
