import type { ReadonlySignal } from '@preact/signals';
import { techniques } from '@saliogram/explain';
import type { AppState } from '../../lib/app-state.ts';
import { explainedBeat, taskOf } from '../../lib/explained-beat.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import type { Explanation } from '../../lib/explanation-task.ts';
import type { Explainer, StepProbabilities } from '../../lib/explanation.ts';
import type { ShownExplanation, ShownMeasurement } from '../../lib/export/export-facts.ts';
import type { ExportPicture } from '../../lib/export/export-picture.ts';
import {
  imageExport,
  mapPicture,
  scoreImagesExport,
  scoresPicture,
} from '../../lib/export/explanation-pictures.ts';
import { baselineOption } from '../../lib/maps/baseline-choice.ts';
import { heatOfSteps, mapAgreement } from '../../lib/maps/map-agreement.ts';
import { REPORT_WIDTH_MM } from '../../lib/export/report-sheet.ts';
import { AMPLITUDE_MARGIN_S, peakAmplitude } from '../../lib/measurements.ts';
import { gutterPx, paperScale } from '../../lib/paper/scale.ts';
import { readSheet } from '../../lib/paper/sheet-data.ts';
import { stripPicture } from '../../lib/paper/strip-picture.ts';
import { withCentre, withStart, withWidth } from '../../lib/paper/window.ts';
import type { RecordingReader } from '../../lib/recording.ts';
import { isRevealed } from '../../lib/review.ts';
import { agreementText } from '../../lib/saliency/rank-correlation.ts';
import { quantityOf } from '../../lib/saliency/value-meaning.ts';
import { explanationsOf } from '../explanations.ts';
import type { Store } from '../store.ts';

/** What is on the screen, ready to leave it. */
export interface ScreenContent {
  /** The strip as it is seen, or the image that is chosen, then what explains it. */
  readonly pictures: readonly ExportPicture[];
  /** The same for paper: the strip around the beat, as long as the paper is wide. */
  readonly reportPictures: readonly ExportPicture[];
  readonly explanations: readonly ShownExplanation[];
  /** Titles of methods that the reader chose and that are not computed yet. */
  readonly missing: readonly string[];
  readonly measurements: readonly ShownMeasurement[];
}

/** Where the content comes from. */
export interface ScreenSources {
  readonly store: Store;
  readonly reader: RecordingReader;
  readonly explainer: Explainer;
}

/** Nothing is open. */
export const NO_CONTENT: ScreenContent = {
  pictures: [],
  reportPictures: [],
  explanations: [],
  missing: [],
  measurements: [],
};

/** Device pixels per CSS pixel of print. */
const PRINT_RATIO = 300 / 96;

/**
 * Gathers what is on the screen now; explanations that are not computed yet are named as missing, and what blind mode keeps
 * back is left out.
 *
 * @throws what reading the recording throws
 */
export async function screenContent({ store, reader, explainer }: ScreenSources): Promise<ScreenContent> {
  const state = store.state.peek();
  if (!state.recording) return NO_CONTENT;
  const beat = explainedBeat(state);
  const shown = beat && isRevealed(state, beat.peak) ? beat : null;
  const isImages = state.recording.images !== undefined;
  const [strip, paperStrip, measurements] = isImages
    ? [null, null, []]
    : await Promise.all([
        stripOf(reader, state),
        stripOf(reader, onPaper(state, beat)),
        beat ? amplitudeOf(reader, state, beat) : [],
      ]);
  const chosen = shown ? chosenExplanations(store, explainer, shown) : [];
  const explanations = shown ? attributionsShown(shown, chosen) : [];
  const maps = shown ? explanations.map((explanation) => mapPicture(shown, explanation)) : [];
  const scores = chosen.flatMap(({ known }) => known.peek().stepProbabilities ?? []);
  const curves = shown ? scores.flatMap((each) => scorePictures(shown, each)) : [];
  const others = [...(isImages && beat ? [imageExport(beat)] : []), ...maps, ...curves];
  return {
    pictures: [...(strip ? [strip] : []), ...others],
    reportPictures: [...(paperStrip ? [paperStrip] : []), ...others],
    explanations,
    missing: chosen.flatMap(({ title, known }) => (isKnown(known.peek()) ? [] : [title])),
    measurements,
  };
}

function scorePictures(beat: ExplainedBeat, scores: StepProbabilities): ExportPicture[] {
  const curves = scoresPicture(beat, scores);
  return beat.layout.image ? [scoreImagesExport(beat, scores), curves] : [curves];
}

/** Changes when an explanation of the beat in view is done, so that what was gathered before is out of date. */
export function explanationsDone({ store, explainer }: ScreenSources): string {
  const beat = explainedBeat(store.state.value);
  if (!beat) return '';
  const done = chosenExplanations(store, explainer, beat).filter(({ known }) => isKnown(known.value));
  return done.map(({ name }) => name).join(' ');
}

async function stripOf(reader: RecordingReader, state: AppState): Promise<ExportPicture> {
  const { view, stripS, settings } = state;
  const data = await readSheet(reader, state, view.startS, view.startS + stripS, PRINT_RATIO);
  return {
    name: 'strip',
    title: 'Recording',
    list: stripPicture(state, data),
    pxPerMm: settings.pxPerMm,
    // Speed, gain and filter stand in the picture itself.
    caption: 'printed at 100 %, a small box is 1 mm.',
  };
}

/** The state with a strip that fills the width of a report at the true paper speed, around the beat where there is one. */
function onPaper(state: AppState, beat: ExplainedBeat | null): AppState {
  const straight = { ...state, view: { ...state.view, zoom: 1 } };
  const scale = paperScale(straight);
  const sized = withWidth(straight, REPORT_WIDTH_MM * scale.pxPerMm - gutterPx(scale));
  return beat ? withCentre(sized, beat.timeS) : withStart(sized, state.view.startS);
}

/** A method that the reader chose, with what is known of it for the beat. */
interface Chosen {
  readonly name: string;
  readonly title: string;
  readonly known: ReadonlySignal<Explanation>;
}

/** Of what looks inside the model only the scores over time are of the beat and a picture of their own. */
function chosenExplanations(store: Store, explainer: Explainer, beat: ExplainedBeat): Chosen[] {
  const { methods, baseline } = store.state.peek().view;
  const explanations = explanationsOf(store, explainer);
  return techniques
    .filter(({ name, family, needs }) => {
      const isAble = needs.every((need) => beat.model.capabilities.includes(need));
      return isAble && (family !== 'inside' || name === 'temporal-scores') && methods.includes(name);
    })
    .map((technique) => {
      const task = taskOf(beat, technique, { options: baselineOption(technique, baseline) });
      return { name: technique.name, title: technique.title, known: explanations.of(task) };
    });
}

function isKnown({ attribution, stepProbabilities }: Explanation): boolean {
  return attribution !== null || stepProbabilities !== null;
}

function attributionsShown(beat: ExplainedBeat, chosen: readonly Chosen[]): ShownExplanation[] {
  const found = chosen.flatMap(({ name, title, known }) => {
    const { attribution } = known.peek();
    return attribution ? [{ title, unit: quantityOf(name, beat.layout.unit), attribution }] : [];
  });
  const heats = found.map(({ attribution }) => heatOfSteps(attribution));
  return found.map((one, i) => {
    const others = found.flatMap(({ title }, j) =>
      j === i ? [] : [`${title} ${agreementText(mapAgreement(heats[i], heats[j]).rank)}`],
    );
    return others.length === 0 ? one : { ...one, reliability: `rank correlation with ${others.join('; ')}` };
  });
}

async function amplitudeOf(
  reader: RecordingReader,
  state: AppState,
  { peak }: ExplainedBeat,
): Promise<ShownMeasurement[]> {
  const { recording, beats } = state;
  // The lead that beats are cut from; the first for beats that are cut from all.
  const lead = Math.max(0, recording?.leads.findIndex(({ name }) => name === beats.lead) ?? 0);
  if (!recording?.leads[lead]) return [];
  const { samplingFrequency: fs, sampleCount, leads } = recording;
  const margin = Math.round(AMPLITUDE_MARGIN_S * fs);
  const from = Math.max(0, peak - margin);
  const samples = await reader.samples(lead, from, Math.min(sampleCount, peak + margin + 1));
  const amplitude = peakAmplitude(samples, peak - from, fs);
  const { units, name } = leads[lead];
  return amplitude === null
    ? []
    : [{ name: 'R amplitude', value: `${amplitude.toFixed(2)} ${units} (${name})` }];
}
