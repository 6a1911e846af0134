import { useState } from 'preact/hooks';
import { Button } from '../../elements/button.tsx';
import { Field } from '../../elements/field.tsx';
import { Choice } from '../../elements/select.tsx';
import { Toolbar } from '../../elements/toolbar.tsx';
import { draggedSteps } from '../../lib/probe.ts';
import { stepOfMs } from '../../lib/saliency/beat-layout.ts';
import type { BeatLayout } from '../../lib/saliency/beat-layout.ts';
import type { ProbeTool } from './probe-pad.tsx';
import type { Probe } from './use-probe.ts';

/** What {@link ProbeTools} takes. */
export interface ProbeToolsProps {
  readonly probe: Probe;
  readonly tool: ProbeTool;
  readonly onTool: (tool: ProbeTool) => void;
  readonly layout: BeatLayout;
}

/** How the trace is changed: by the pointer, or by typing the ends of a stretch. */
export function ProbeTools({ probe, tool, onTool, layout }: ProbeToolsProps) {
  const [from, setFrom] = useState('-50');
  const [to, setTo] = useState('50');
  const { timeUnit, steps } = layout;
  const ends = [Number(from), Number(to)].map((ms) => stepOfMs(ms, layout));
  const isStretch = from !== '' && to !== '' && ends.every(Number.isFinite) && ends[1] > ends[0];
  return (
    <Toolbar label="Probe">
      <Choice
        label="Drag to"
        value={tool}
        options={[
          { value: 'hide', label: 'hide', title: 'Drag over the trace to hide a stretch' },
          { value: 'draw', label: 'draw', title: 'Draw the trace anew' },
        ]}
        onChange={onTool}
      />
      <Button onClick={probe.undo} disabled={!probe.canUndo}>
        Undo
      </Button>
      <Button onClick={probe.redo} disabled={!probe.canRedo}>
        Redo
      </Button>
      <Button onClick={probe.reset} disabled={probe.edits.length === 0}>
        Reset
      </Button>
      <Field label="or hide from" type="number" step="any" value={from} onInput={setFrom} />
      <Field label="to" type="number" step="any" value={to} onInput={setTo} unit={timeUnit} />
      <Button
        disabled={!isStretch}
        // The end itself is left as it is.
        onClick={() => probe.add({ kind: 'hide', ...draggedSteps(ends[0], Math.ceil(ends[1]) - 1, steps) })}
      >
        Hide
      </Button>
    </Toolbar>
  );
}
