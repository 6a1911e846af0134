import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { isSaliogramError } from '@saliogram/core';
import { heatOf } from '@saliogram/explain';
import { beatsByClass, perStep, quartilesPerStep, spread } from '../lib/aggregate.ts';
import type { ClassAggregate, Grouping } from '../lib/aggregate.ts';
import type { AppState } from '../lib/app-state.ts';
import type { Explainer } from '../lib/explanation.ts';
import { beatLayout } from '../lib/saliency/beat-layout.ts';
import { methodOptions } from '../lib/saliency/image-methods.ts';
import { predictedClass, worklistRows, worklistSource } from '../lib/worklist.ts';
import { nextJob } from './job-number.ts';
import { notifyError } from './notices.ts';
import type { Store } from './store.ts';

/** What is computed of all classes of the open recording. */
export interface AggregateRequest {
  readonly grouping: Grouping;
  /** Name in the registry. */
  readonly method: string;
  /** Beats per class at most; Infinity for all. */
  readonly most: number;
}

/** Computes aggregates a beat at a time, so that the page stays free for other work. */
export interface Aggregator {
  /** Of every recording that was open on this page, as far as they are. */
  readonly aggregates: ReadonlySignal<readonly ClassAggregate[]>;
  /** Replaces the aggregates of the open recording with that grouping and method; progress is the activity `aggregate`. */
  run(request: AggregateRequest): Promise<void>;
  /** Ends the run; what is there stays. */
  cancel(): void;
}

/** Name of the activity under which aggregates are computed. */
export const AGGREGATE_ACTIVITY = 'aggregate';

/** Beats after which a picture shows what has been added. */
const BEATS_PER_UPDATE = 8;

const aggregators = new WeakMap<Store, Aggregator>();

/** The aggregator of a page, made when it is first asked for. */
export function aggregatorOf(store: Store, explainer: Explainer): Aggregator {
  const aggregator = aggregators.get(store) ?? createAggregator(store, explainer);
  aggregators.set(store, aggregator);
  return aggregator;
}

function createAggregator(store: Store, explainer: Explainer): Aggregator {
  const aggregates = signal<readonly ClassAggregate[]>([]);
  let running: { job: number; isCancelled: boolean } | null = null;

  const put = (aggregate: ClassAggregate): void => {
    const others = aggregates.value.filter((each) => keyOf(each) !== keyOf(aggregate));
    aggregates.value = [...others, aggregate];
  };

  return {
    aggregates,
    async run(request) {
      if (running) return;
      const run = { job: nextJob(), isCancelled: false };
      running = run;
      const state = store.state.value;
      // Another recording or model would make a mixture of what is computed.
      const isStale = (): boolean =>
        run.isCancelled ||
        store.state.value.recording !== state.recording ||
        store.state.value.model !== state.model;
      try {
        const samples = sampleOf(state, request);
        const total = samples.reduce((sum, { beats }) => sum + beats.length, 0);
        let done = 0;
        for (const sample of samples) {
          const seen = { inputs: [] as Float32Array[], heats: [] as Float32Array[] };
          for (const beat of sample.beats) {
            if (isStale()) return;
            tell(store, done++, total);
            await look(explainer, run.job, state, request, sample, beat, seen);
            if (seen.heats.length % BEATS_PER_UPDATE === 0) put(aggregateOf(state, request, sample, seen));
          }
          put(aggregateOf(state, request, sample, seen));
        }
      } catch (error) {
        if (!isSaliogramError(error, 'cancelled'))
          notifyError(store, 'The aggregates were not computed', error);
      } finally {
        running = null;
        tell(store, null, 0);
      }
    },
    cancel() {
      if (!running) return;
      running.isCancelled = true;
      void explainer.cancel(running.job);
    },
  };
}

/** Beats of one class that are looked at. */
interface Sample {
  readonly symbol: string;
  readonly beats: readonly number[];
  readonly total: number;
}

interface Seen {
  readonly inputs: Float32Array[];
  readonly heats: Float32Array[];
}

const keyOf = ({ digest, grouping, symbol, method }: ClassAggregate): string =>
  [digest, grouping, symbol, method].join(' ');

function sampleOf(state: AppState, { grouping, most }: AggregateRequest): readonly Sample[] {
  return [...beatsByClass(worklistRows(worklistSource(state)), grouping)].map(([symbol, beats]) => ({
    symbol,
    beats: spread(beats, most),
    total: beats.length,
  }));
}

/** Explains one beat for its group's class, or for the model's own label where the model does not know that class. */
async function look(
  explainer: Explainer,
  job: number,
  { beats, model }: AppState,
  { method }: AggregateRequest,
  { symbol }: Sample,
  beat: number,
  seen: Seen,
): Promise<void> {
  const { steps, channels } = beats;
  const size = steps * channels;
  const values = beats.inputs.slice(beat * size, (beat + 1) * size);
  const classes = model?.classes ?? [];
  const known = classes.findIndex((info) => info.symbol === symbol);
  const target = known >= 0 ? known : predictedClass(beats, beat, classes.length);
  const input = { values, steps, channels };
  const options = model ? methodOptions(beatLayout(model, steps, channels), method) : {};
  const request = { slot: 'first', method, input, target, options } as const;
  const attribution = await explainer.explain(job, request, () => {});
  seen.inputs.push(perStep(values, channels, 'first'));
  seen.heats.push(perStep(heatOf(attribution), channels, 'largest'));
}

function aggregateOf(state: AppState, request: AggregateRequest, sample: Sample, seen: Seen): ClassAggregate {
  const { steps } = state.beats;
  return {
    recording: state.recording?.name ?? '',
    digest: state.recording?.digest ?? '',
    grouping: request.grouping,
    symbol: sample.symbol,
    method: request.method,
    model: state.model?.digest ?? '',
    beats: seen.heats.length,
    total: sample.total,
    input: quartilesPerStep(seen.inputs, steps),
    heat: quartilesPerStep(seen.heats, steps),
  };
}

/** Tells how far the run has come; null when it is over. */
function tell(store: Store, done: number | null, total: number): void {
  store.change((state) => {
    const { [AGGREGATE_ACTIVITY]: _, ...others } = state.activities;
    const activity = done === null ? {} : { [AGGREGATE_ACTIVITY]: { stage: 'explained', done, total } };
    return { ...state, activities: { ...others, ...activity } };
  });
}
