import { createTerminal } from '../terminal.ts';
import { eachRecord, requireAll } from './each-record.ts';
import { findRecords } from './find-records.ts';
import type { RecordPlace } from './find-records.ts';
import { readAnnotators } from './read-annotators.ts';
import type { AnnotatedRecord, TestAnnotator } from './read-annotators.ts';

/** The comparison of one record, and its name. */
export interface Scored<C> {
  readonly record: string;
  readonly comparison: C;
}

/** Whose annotations are compared. */
export interface AnnotatorNames {
  readonly reference: string;
  readonly test: string;
}

/** How records are compared, and what is said of it. */
export interface Scoring<C> {
  /** Of the progress. */
  readonly stage: string;
  readonly compare: (annotated: AnnotatedRecord, place: RecordPlace) => C | Promise<C>;
  /** What JSON has beside names and failures, and the lines of the text. */
  readonly report: (
    done: readonly Scored<C>[],
    names: AnnotatorNames,
  ) => { readonly json: object; readonly lines: string[] };
}

/** Compares both annotators of every record and prints the report; a record that fails does not stop the rest. @throws the first failure, in the end */
export async function scoreRecords<C>(
  settings: {
    readonly json: boolean;
    readonly records: readonly string[];
    readonly annotators: readonly string[];
  },
  test: TestAnnotator,
  signal: AbortSignal,
  { stage, compare, report }: Scoring<C>,
): Promise<void> {
  const terminal = createTerminal(settings.json);
  const places = await findRecords(settings.records);
  const [reference] = settings.annotators;
  const names = { reference, test: 'file' in test ? test.file : `detectQrs, ${test.detector}` };
  const { done, failures } = await eachRecord(
    places,
    stage,
    async (place): Promise<Scored<C>> => {
      const annotated = await readAnnotators(place, reference, test);
      return { record: place.name, comparison: await compare(annotated, place) };
    },
    { signal, terminal },
  );
  const { json, lines } = report(done, names);
  terminal.result({ ...names, ...json, failures }, [
    ...(done.length > 0 ? lines : []),
    ...failures.map(({ record, message }) => `${record}: not compared: ${message}`),
  ]);
  requireAll(failures, places.length);
}
