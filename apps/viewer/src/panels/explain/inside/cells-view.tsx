import { useMemo, useState } from 'preact/hooks';
import type { CellQuantity, CellTraces, UnitKnockOut } from '@saliogram/explain';
import { HeatLegend } from '../../../elements/legend.tsx';
import { MatrixImage } from '../../../elements/matrix-image.tsx';
import { Picture } from '../../../elements/picture.tsx';
import { Choice, Select } from '../../../elements/select.tsx';
import { useWidth } from '../../../elements/use-width.ts';
import type { Explainer } from '../../../lib/explanation.ts';
import type { ExplainedBeat } from '../../../lib/explained-beat.ts';
import {
  QUANTITY_WORDS,
  busiestStep,
  layerWords,
  quantitiesOf,
  unitPicture,
} from '../../../lib/inside/unit-picture.ts';
import type { UnitOrder } from '../../../lib/inside/unit-picture.ts';
import { timeText } from '../../../lib/saliency/beat-layout.ts';
import { saliencyPicture } from '../../../lib/saliency/saliency-picture.ts';
import { frameEdges, valueDomain } from '../../../lib/saliency/trace-frame.ts';
import { shortNumber } from '../../../lib/saliency/value-meaning.ts';
import { useLook } from '../../../services/use-look.ts';
import type { Store } from '../../../services/store.ts';

/** What {@link CellsView} takes. */
export interface CellsViewProps {
  readonly beat: ExplainedBeat;
  readonly store: Store;
  readonly explainer: Explainer;
  /** What each unit is worth; null where that was not asked. */
  readonly knockOut: UnitKnockOut | null;
}

/** Gates, cells and outputs of all units over time, under the trace. */
export function CellsView({ beat, store, explainer, knockOut }: CellsViewProps) {
  const { result, isStopped } = useLook(store, explainer, {
    title: 'Gates and cells',
    key: `cells ${beat.model.digest} ${beat.key}`,
    isAutomatic: true,
    ask: (job) => explainer.cellTraces(job, 'first', beat.input),
  });
  return (
    <div class="inside-part">
      <h3>Gates and cells over time</h3>
      {result ? (
        <Traces beat={beat} traces={result} knockOut={knockOut} />
      ) : (
        <p role="status">{isStopped ? 'Not computed.' : 'The beat is being read ...'}</p>
      )}
    </div>
  );
}

interface TracesProps {
  readonly beat: ExplainedBeat;
  readonly traces: CellTraces;
  readonly knockOut: UnitKnockOut | null;
}

const ROW_PX = 2;
const TRACE_PX = 120;

function Traces({ beat, traces, knockOut }: TracesProps) {
  const { ref, width } = useWidth<HTMLDivElement>(320);
  const [index, setIndex] = useState(0);
  const [wished, setWished] = useState<CellQuantity>(traces.cell === 'lstm' ? 'cell' : 'hidden');
  const [order, setOrder] = useState<UnitOrder>('peak');
  const layer = Math.min(index, traces.layers.length - 1);
  const quantities = quantitiesOf(traces.layers[layer]);
  const quantity = quantities.includes(wished) ? wished : quantities[0];
  const used = order === 'effect' && !knockOut ? 'peak' : order;
  const picture = useMemo(
    () => unitPicture(traces, layer, quantity, used, knockOut),
    [traces, layer, quantity, used, knockOut],
  );
  const { layout, input } = beat;
  const frame = { width, height: TRACE_PX, layout, domain: valueDomain([input.values]), unit: layout.unit };
  const { left, right } = frameEdges(frame);
  const list = useMemo(
    () =>
      layout.image
        ? null
        : saliencyPicture({
            frame,
            traces: [{ values: input.values, style: { stroke: 'trace', width: 1.4 } }],
            heat: null,
            description: beat.title,
          }),
    [width, beat.key],
  );
  const { largest, kind } = picture.scale;
  const words = `${QUANTITY_WORDS[quantity]}, ${layerWords(traces, layer)}`;
  const sentence = `The units of ${layerWords(traces, layer)} change most at ${timeText(busiestStep(picture) + 0.5, layout)}${layout.timeUnit === 'ms' ? ' from R' : ''}.`;
  return (
    <div ref={ref}>
      <div class="explain-tools">
        <Select
          label="Shown"
          value={quantity}
          options={quantities.map((value) => ({ value, label: QUANTITY_WORDS[value] }))}
          onChange={setWished}
        />
        {traces.layers.length > 1 && (
          <Select
            label="Layer"
            value={layer}
            options={traces.layers.map((_, value) => ({ value, label: layerWords(traces, value) }))}
            onChange={setIndex}
          />
        )}
        <Choice
          label="Units by"
          value={used}
          options={[
            { value: 'peak', label: 'time of their peak' },
            { value: 'number', label: 'number' },
            ...(knockOut ? [{ value: 'effect' as const, label: 'effect on the score' }] : []),
          ]}
          onChange={setOrder}
        />
      </div>
      {list && <Picture list={list} />}
      <div style={{ marginLeft: `${left}px` }}>
        <MatrixImage
          values={picture.values}
          rows={picture.units.length}
          columns={picture.steps}
          scale={picture.scale}
          width={right - left}
          height={Math.max(60, ROW_PX * picture.units.length)}
          description={`${words}: ${picture.units.length} units over ${picture.steps} steps. ${sentence}`}
        />
        {kind === 'from-zero' ? (
          <HeatLegend quantity={`${words}; a row is a unit`} />
        ) : (
          <p class="note">
            {words}; a row is a unit. Orange above 0, blue below; full colour from ±{shortNumber(largest)} on.
          </p>
        )}
      </div>
      <p>{sentence}</p>
    </div>
  );
}
