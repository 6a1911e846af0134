import { useState } from 'preact/hooks';
import { Button } from '../../elements/button.tsx';
import { Field } from '../../elements/field.tsx';
import { Choice } from '../../elements/select.tsx';
import { Toolbar } from '../../elements/toolbar.tsx';
import type { ImageLayout } from '../../lib/saliency/beat-layout.ts';
import { draggedBlock } from '../../lib/probe.ts';
import type { ImageTool } from './image-pad.tsx';
import type { Probe } from './use-probe.ts';

/** What {@link ImageTools} takes. */
export interface ImageToolsProps {
  readonly probe: Probe;
  readonly tool: ImageTool;
  readonly onTool: (tool: ImageTool) => void;
  readonly image: ImageLayout;
}

/** How the image is changed: by the pointer, or by typing the rows and columns of a block, from 1. */
export function ImageTools({ probe, tool, onTool, image }: ImageToolsProps) {
  const [rows, setRows] = useState('10-14');
  const [columns, setColumns] = useState('12-16');
  const ends = [rangeOf(rows, image.rows), rangeOf(columns, image.columns)];
  const [down, across] = ends;
  return (
    <Toolbar label="Probe">
      <Choice
        label="Drag to"
        value={tool}
        options={[
          { value: 'hide', label: 'hide', title: 'Drag over either image to hide a block' },
          { value: 'ink', label: 'ink', title: 'Draw ink on either image' },
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
      <Field label="or hide rows" value={rows} onInput={setRows} />
      <Field label="of columns" value={columns} onInput={setColumns} />
      <Button
        disabled={!down || !across}
        onClick={() => {
          if (!down || !across) return;
          const block = draggedBlock(
            { row: down[0], column: across[0] },
            { row: down[1], column: across[1] },
          );
          probe.add({ kind: 'hide-block', block, rowLength: image.columns });
        }}
      >
        Hide
      </Button>
    </Toolbar>
  );
}

/** `10-14` or `10`, from 1, as first and last index from 0; null for what is none within `count`. */
function rangeOf(text: string, count: number): readonly [number, number] | null {
  const [, from, to = from] = /^\s*(\d+)\s*(?:[-–]\s*(\d+)\s*)?$/.exec(text) ?? [];
  const [first, last] = [Number(from) - 1, Number(to) - 1];
  return first >= 0 && last >= first && last < count ? [first, last] : null;
}
