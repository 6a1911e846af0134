import { heatOf } from '@saliogram/explain';
import { HeatLegend } from '../../elements/legend.tsx';
import { shownHeat } from '../../lib/saliency/shown-heat.ts';
import { endText, heatEnds, quantityOf } from '../../lib/saliency/value-meaning.ts';
import type { Shown } from './shown.ts';
import type { Probe } from './use-probe.ts';

/** The heat of the large picture: of the leading map, or of the input derivative where the reader has changed the input. */
export function stageHeat(lead: Shown | null, probe: Probe): Float32Array | null {
  if (probe.edits.length === 0) return lead ? shownHeat(lead.explanation, null) : null;
  if (!probe.reading) return null;
  const { steps, channels } = probe.input;
  const values = probe.reading.derivative.map(Math.abs);
  return heatOf({ values, heat: { scaling: 'min-max', floor: 1e-6 }, shape: { batch: 1, steps, channels } });
}

/** What the colour of the large picture measures. */
export function StageLegend({ lead, probe, unit }: { lead: Shown | null; probe: Probe; unit: string }) {
  if (probe.edits.length > 0) {
    const values = probe.reading?.derivative.map(Math.abs);
    const ends = values ? heatEnds({ values, heat: { scaling: 'min-max', floor: 0 } }) : { low: 0, high: 0 };
    return (
      <HeatLegend
        quantity={`after the change: ${quantityOf('input-derivative', unit)}`}
        low={endText(ends.low, ends.high)}
        high={endText(ends.high, ends.low)}
      />
    );
  }
  const attribution = lead?.explanation.attribution;
  if (!lead || !attribution) return null;
  const { low, high } = heatEnds(attribution);
  return (
    <HeatLegend
      quantity={`${lead.task.title}: ${quantityOf(lead.task.method, unit)}`}
      low={endText(low, high)}
      high={endText(high, low)}
    />
  );
}
