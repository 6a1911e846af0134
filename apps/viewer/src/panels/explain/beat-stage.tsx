import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { Button } from '../../elements/button.tsx';
import { Picture } from '../../elements/picture.tsx';
import { screenHeight } from '../../elements/screen.ts';
import { Choice } from '../../elements/select.tsx';
import { useWidth } from '../../elements/use-width.ts';
import { checkPreprocessing } from '../../lib/beat-preprocessing.ts';
import type { Explainer } from '../../lib/explanation.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import type { RecordingReader } from '../../lib/recording.ts';
import type { BeatLayout } from '../../lib/saliency/beat-layout.ts';
import { channelOf } from '../../lib/saliency/heat-bands.ts';
import { inputDifference } from '../../lib/saliency/input-difference.ts';
import { saliencyPicture } from '../../lib/saliency/saliency-picture.ts';
import type { TraceFrame } from '../../lib/saliency/trace-frame.ts';
import { valueDomain } from '../../lib/saliency/trace-frame.ts';
import { keyFor } from '../../lib/shortcuts.ts';
import { changeSettings } from '../../services/settings.ts';
import type { Store } from '../../services/store.ts';
import { usePart } from '../../services/use-parts.ts';
import type { Shown } from './shown.ts';
import { ProbePad } from './probe-pad.tsx';
import type { ProbeTool } from './probe-pad.tsx';
import { ProbeTools } from './probe-tools.tsx';
import { ProbeWords } from './probe-words.tsx';
import { StageLegend, stageHeat } from './stage-heat.tsx';
import { useProbe } from './use-probe.ts';
import type { Probe } from './use-probe.ts';
import { useRecordedBeat } from './use-recorded-beat.ts';
import { useWaveMarks } from './use-wave-marks.ts';
import type { RecordedBeat } from './use-recorded-beat.ts';

/** What {@link BeatStage} takes. */
export interface BeatStageProps {
  readonly beat: ExplainedBeat;
  /** The map that lies under the trace; null for none. */
  readonly lead: Shown | null;
  /** Probabilities of the beat as it is, [K]. */
  readonly final: Float32Array | null;
  readonly store: Store;
  readonly explainer: Explainer;
  readonly reader: RecordingReader;
  /** What the model says of the beat. */
  readonly children: ComponentChildren;
}

/** The beat large over one map, as recorded or as the model reads it, and the probe that changes it. */
export function BeatStage(props: BeatStageProps) {
  const { beat, lead, final, store, explainer, reader, children } = props;
  const height = stageHeightPx(screenHeight.value);
  const { ref, width } = useWidth<HTMLDivElement>(320);
  const [sight, setSight] = useState<'recorded' | 'input'>('recorded');
  const [tool, setTool] = useState<ProbeTool | null>(null);
  const recorded = useRecordedBeat(store, reader, beat);
  const probe = useProbe(store, explainer, beat);
  const isRecorded = sight === 'recorded' && tool === null && recorded !== null;
  const intervals = usePart(store, ({ settings }) => settings.intervals);
  const title = lead?.task.title ?? 'No map chosen';
  const heat = useMemo(
    () => stageHeat(lead, probe),
    [lead?.explanation, probe.reading, probe.edits.length > 0],
  );
  const frame: TraceFrame = useMemo(
    () => ({
      width,
      height,
      layout: isRecorded ? { ...beat.layout, channels: 1 } : beat.layout,
      domain: valueDomain(isRecorded ? [recorded.values] : [beat.input.values, probe.input.values]),
      unit: isRecorded ? `${recorded.lead}, ${recorded.unit}` : beat.layout.unit,
    }),
    [width, height, isRecorded, recorded, beat.key, beat.layout.unit, probe.input],
  );
  const waves = useWaveMarks(store, reader, beat, frame);
  // A beat that the reader changes has other waves.
  const isOwn = tool === null && probe.edits.length === 0;
  const list = useMemo(
    () =>
      saliencyPicture({
        frame,
        marks: isOwn && waves ? waves.lines : [],
        traces: tracesOf(beat, probe, isRecorded ? recorded : null),
        heat: isRecorded && heat ? heatOfLead(heat, beat.layout) : heat,
        hidden: probe.edits.flatMap((edit) => (edit.kind === 'hide' ? [edit] : [])),
        description: `Beat at ${beat.timeS.toFixed(2)} s over the heat of: ${title}.`,
      }),
    [frame, heat, probe.edits, probe.input, title, waves, isOwn],
  );
  return (
    <section class="beat-stage" aria-label="The beat large">
      <div class="stage-side">
        {children}
        <Choice
          label="Shown"
          value={isRecorded ? 'recorded' : 'input'}
          options={[
            { value: 'recorded', label: 'as recorded' },
            { value: 'input', label: "the model's input" },
          ]}
          onChange={(value) => {
            setSight(value);
            if (value === 'recorded') setTool(null);
          }}
        />
        <Button pressed={tool !== null} onClick={() => setTool(tool === null ? 'hide' : null)}>
          Probe: change the beat
        </Button>
        <Button
          pressed={intervals}
          shortcut={keyFor('intervals')}
          title="Onsets and offsets of P, QRS and T as the delineator finds them in the recording, and the intervals between them"
          onClick={() => changeSettings(store, { intervals: !intervals })}
        >
          Waves and intervals
        </Button>
      </div>
      <div class="stage-main" ref={ref}>
        <StageLegend lead={lead} probe={probe} unit={beat.layout.unit} />
        <div class="stage-picture">
          <Picture list={list} />
          {tool && <ProbePad frame={frame} tool={tool} onPreview={probe.preview} onDone={probe.add} />}
        </div>
        {waves && isOwn && <Picture list={waves.band} />}
        {tool && <ProbeTools probe={probe} tool={tool} onTool={setTool} layout={beat.layout} />}
        {probe.edits.length > 0 && <ProbeWords beat={beat} probe={probe} before={final} />}
        {recorded && (
          <p class="note">
            {inputDifference(checkPreprocessing(beat.model.metadata.preprocessing), recorded)}
          </p>
        )}
      </div>
    </section>
  );
}

/** What lies under the lead as recorded; the heat of other channels is under the model's input. */
function heatOfLead(heat: Float32Array, { channels, channelNames }: BeatLayout): Float32Array {
  return channelOf(heat, Math.max(0, channelNames?.indexOf('lead') ?? 0), channels);
}

/** On a low window the recording and the large beat must be seen at once. */
function stageHeightPx(windowPx: number): number {
  return Math.round(Math.min(300, Math.max(190, 0.26 * windowPx)));
}

function tracesOf(beat: ExplainedBeat, probe: Probe, recorded: RecordedBeat | null) {
  const { samplingFrequency } = beat.layout;
  const style = { stroke: 'trace', width: 2 } as const;
  if (recorded) {
    const samplesPerStep = recorded.samplingFrequency / samplingFrequency;
    return [{ values: recorded.values, samplesPerStep, firstSample: recorded.firstSample, style }];
  }
  const own = { values: probe.input.values, style };
  if (probe.edits.length === 0) return [own];
  return [
    { values: beat.input.values, style: { stroke: 'text-weak', width: 1.2, dash: [4, 3] } as const },
    own,
  ];
}
