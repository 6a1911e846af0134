import type { DisplayItem, DisplayList } from '../display-list.ts';
import { caseWords } from '../case-words.ts';
import { labelText } from '../labels.ts';
import { filterWords, scaleWords } from '../paper/scale.ts';
import { recordingText } from '../recording-text.ts';
import { modelBlindness, RESEARCH_NOTICE } from '../research-notice.ts';
import { beatFacts } from './beat-facts.ts';
import type { BeatFacts } from './beat-facts.ts';
import type { ExportFacts } from './export-facts.ts';
import { CSS_PX_PER_MM } from './export-picture.ts';
import type { ExportPicture } from './export-picture.ts';
import { beatBlock } from './report-beat.ts';
import { provenanceBlock } from './report-provenance.ts';
import { below, beside, definitions, moved, paragraph } from './sheet-block.ts';
import type { SheetBlock } from './sheet-block.ts';
import { fittedPicture, trueScalePicture } from './sheet-picture.ts';

const mm = (millimetres: number): number => millimetres * CSS_PX_PER_MM;

/** Between the margins. */
export const REPORT_WIDTH_MM = 190;

/** ISO 216. */
const A4 = { width: mm(210), height: mm(297) };
const MARGIN = mm(10);
const WIDTH = mm(REPORT_WIDTH_MM);
const GAP = mm(4);
const FACTS_WIDTH = mm(62);
/** Two leads of 30 mm with room above and below; more would leave none for the explanation. */
const STRIP_HEIGHT = mm(105);

/**
 * One A4 sheet, `CSS_PX_PER_MM` pixels to the millimetre: the strip true to scale, the beat with its labels, probabilities
 * and measurements beside its explanations, and where all of it comes from.
 */
export function reportSheet(facts: ExportFacts, pictures: readonly ExportPicture[]): DisplayList {
  const beat = beatFacts(facts.state);
  const head = heading(facts, beat);
  const foot = footer(facts);
  const strip = pictures.find(({ name }) => name === 'strip');
  const top = below(
    [head, ...(strip ? [trueScalePicture(captioned(strip, facts), WIDTH, STRIP_HEIGHT)] : [])],
    GAP,
  );
  const others = pictures.filter((picture) => picture !== strip);
  const room = A4.height - 2 * MARGIN - top.height - foot.height - 2 * GAP;
  const content = below([top, body(facts, beat, others, room)], GAP);
  const items: DisplayItem[] = [
    { kind: 'rectangle', x: 0, y: 0, ...A4, style: { fill: 'paper' } },
    ...moved(content.items, MARGIN, MARGIN),
    ...moved(foot.items, MARGIN, A4.height - MARGIN - foot.height),
  ];
  return { ...A4, description: describe(facts, beat), items };
}

function heading({ state, patientId, created }: ExportFacts, beat: BeatFacts | null): SheetBlock {
  const { recording, settings } = state;
  const text = { size: 10 };
  const half = WIDTH / 2;
  const leads = recording?.leads.map(({ name }) => name).join(', ') ?? '';
  const images = recording?.images;
  const left: [string, string][] = images
    ? [
        ['Images', recordingText(recording)],
        ['Size', `${images.rows} × ${images.columns}${images.part === '' ? '' : `; ${images.part}`}`],
      ]
    : [
        ['Patient', patientId === '' ? '(not given)' : patientId],
        ['Recording', recording ? `${recording.name}; ${leads}; ${recording.samplingFrequency} Hz` : 'none'],
      ];
  const right: [string, string][] = [
    ['Made', `${created.toISOString().slice(0, 16).replace('T', ' ')} UTC`],
    ['Reader', settings.reader === '' ? '(not given)' : settings.reader],
    ...(beat
      ? [
          (images
            ? ['Image', `number ${beat.index + 1}`]
            : ['Beat', `number ${beat.index + 1}, R peak at ${clock(beat.timeS)}`]) as [string, string],
        ]
      : []),
  ];
  return below(
    [
      paragraph(`Why a model reads ${images ? 'an image' : 'a heartbeat'} as it does`, WIDTH, {
        size: 17,
        bold: true,
      }),
      beside([
        [0, definitions(left, half - GAP, text)],
        [half, definitions(right, half, text)],
      ]),
      rule(),
    ],
    mm(1.5),
  );
}

function body(
  facts: ExportFacts,
  beat: BeatFacts | null,
  pictures: readonly ExportPicture[],
  room: number,
): SheetBlock {
  const { state } = facts;
  if (beat === null) {
    const { one } = caseWords(state.recording);
    const hidden = state.settings.blind && state.view.beat !== null;
    const why = hidden
      ? `The label and the explanation of the ${one} in view are kept back until the reader has given a label (blind mode).`
      : `No ${one} was chosen.`;
    return paragraph(why, WIDTH, { size: 11 });
  }
  const width = WIDTH - FACTS_WIDTH - GAP;
  const share = (room - GAP * Math.max(0, pictures.length - 1)) / Math.max(1, pictures.length);
  const drawn = below(
    pictures.map((picture) => fittedPicture(picture, width, share)),
    GAP,
  );
  return beside([
    [0, beatBlock(facts, beat, FACTS_WIDTH, room)],
    [FACTS_WIDTH + GAP, drawn],
  ]);
}

function footer(facts: ExportFacts): SheetBlock {
  const { model } = facts.state;
  const limits = model ? ` ${modelBlindness(model.classes.length, model.metadata.preprocessing)}` : '';
  return below(
    [
      rule(),
      provenanceBlock(facts, WIDTH),
      paragraph(`${RESEARCH_NOTICE}${limits}`, WIDTH, { size: 10, bold: true }),
    ],
    mm(1.5),
  );
}

function captioned(strip: ExportPicture, { state: { view } }: ExportFacts): ExportPicture {
  return { ...strip, caption: strip.caption ?? `${scaleWords(view)}; ${filterWords(view.filter, true)}.` };
}

function rule(): SheetBlock {
  return {
    height: 1,
    items: [{ kind: 'line', points: [0, 0.5, WIDTH, 0.5], style: { stroke: 'text', width: 0.75 } }],
  };
}

function describe({ state }: ExportFacts, beat: BeatFacts | null): string {
  const { one } = caseWords(state.recording);
  const what = beat
    ? `${one} ${beat.index + 1}, which the model reads as ${labelText(beat.verdict.model)}`
    : 'the recording in view';
  const kind = state.recording?.images ? 'images' : 'recording';
  return `Report of ${kind} ${state.recording?.name ?? 'none'}: ${what}.`;
}

/** Hours, minutes and seconds since the start. */
function clock(seconds: number): string {
  const whole = Math.floor(seconds / 60);
  const parts = [Math.floor(whole / 60), whole % 60].map((part) => String(part).padStart(2, '0'));
  return `${parts.join(':')}:${(seconds % 60).toFixed(3).padStart(6, '0')}`;
}
