import type { BaselineName } from '@saliogram/explain';
import type { TrainingExamples } from '@saliogram/nn';
import type { AnnotatorComparison, Difference, DifferenceKind } from './annotator-comparison.ts';
import type { ModelFacts } from './explanation.ts';
import type { RecordingFacts, ReferenceMark, StretchQuality } from './recording.ts';

/** The cases that are open, beats of a recording or images of a set, as far as they are found; arrays are replaced, never changed. */
export interface Beats {
  readonly count: number;
  /** R peaks in samples, numbers of images from 0, [n]. */
  readonly peaks: Int32Array;
  /** Index into `references`, or -1, [n]. */
  readonly referenceOf: Int32Array;
  /** What the lead was divided by for each beat, in its own unit; NaN where each beat is scaled by itself, [n]. */
  readonly spreads?: Float32Array;
  /** Model inputs, [n, T, C]. */
  readonly inputs: Float32Array;
  readonly steps: number;
  readonly channels: number;
  /** Name of the lead they are cut from; empty until that is known. */
  readonly lead: string;
  /** Probabilities of the first model, [m, K], m <= n: those behind m are not classified yet, nor are those that are NaN. */
  readonly probabilities: Float32Array;
  /** How many are classified. */
  readonly classified: number;
  /** All beats are found and classified. */
  readonly complete: boolean;
}

/** Where the reader is; the address holds this. */
export interface View {
  /** Left edge of the strip, in seconds. */
  readonly startS: number;
  readonly speedMmPerS: 12.5 | 25 | 50;
  readonly gainMmPerMv: 5 | 10 | 20;
  /** Stretch of the time axis against the paper speed; 1 is true to it, 0.1 shows ten times as much. */
  readonly zoom: number;
  /** Filter of the display only. */
  readonly filter: 'none' | 'baseline' | 'monitor';
  /** Index of the beat that is explained, or null. */
  readonly beat: number | null;
  /** Class that is explained; null for the one the model holds most likely. */
  readonly target: number | null;
  /** Names of the methods side by side. */
  readonly methods: readonly string[];
  /** What stands for an absent input in methods that hide or compare; null for each method's own. */
  readonly baseline: BaselineName | null;
  readonly panel: 'explain' | 'compare' | 'aggregate' | 'review' | 'model' | 'annotators' | 'evaluate';
}

/** What the reader decided of one beat, by its R peak. */
export interface Review {
  readonly peak: number;
  readonly decision: 'accepted' | 'changed' | 'flagged';
  /** MIT symbol the reader gives, where it was changed. */
  readonly symbol: string;
  readonly reason: string;
}

/** An entry of the audit trail; entries are added, never removed, also by undo. */
export interface AuditEntry {
  readonly at: string;
  readonly reader: string;
  readonly action: string;
  readonly peak: number | null;
  readonly before: string;
  readonly after: string;
  /** SHA-256 of the model whose label stood there. */
  readonly model: string;
}

/** A label given before the model's was shown. */
export interface BlindReading {
  readonly peak: number;
  readonly symbol: string;
  /** What the model held most likely. */
  readonly modelSymbol: string;
  readonly referenceSymbol: string;
}

/** What undo takes back. */
export interface Work {
  readonly reviews: readonly Review[];
  readonly blindReadings: readonly BlindReading[];
}

/** Something the reader must know; stays until it is put away. */
export interface Notice {
  readonly id: number;
  readonly severity: 'error' | 'warning' | 'note';
  /** What failed, in a few words. */
  readonly title: string;
  readonly text: string;
  /** Error code, when it was an error. */
  readonly code?: string;
}

export interface Settings {
  /** Pixels of the screen that measure one millimetre. */
  readonly pxPerMm: number;
  readonly theme: 'system' | 'light' | 'dark';
  readonly blind: boolean;
  readonly reader: string;
  /** Whether waves and intervals are drawn on the beat. */
  readonly intervals: boolean;
}

/** Long work that is under way, by what it is for. */
export interface Activity {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
}

/** What the sheet of images shows. */
export interface Sheet {
  /** Numbers of the images on this screen, which are classified first. */
  readonly numbers: readonly number[];
  /** Whether all other images are classified behind them. */
  readonly isRestWanted: boolean;
}

/** What the reader must say before a recording can be opened. */
export interface Question {
  /** The rate of a table that does not say it, or which lead a model is to read where its own is missing. */
  readonly asks: 'sampling-frequency' | 'lead';
  /** Name of the file or recording it is about. */
  readonly file: string;
  /** What can be answered; empty for a number. */
  readonly choices: readonly string[];
}

/** Another annotator of the open recording, beside the reference. */
export interface OtherAnnotator {
  /** Of its file, as `100.qrs`. */
  readonly name: string;
  /** In order of time. */
  readonly marks: readonly ReferenceMark[];
  /** Null where there is no reference to compare with. */
  readonly comparison: AnnotatorComparison | null;
  /** Whether the learning period of five minutes is compared too. */
  readonly isWhole: boolean;
  /** Which differences are stepped through. */
  readonly stepped: DifferenceKind | 'all';
  /** Where the reader stands. */
  readonly current: Difference | null;
}

/** Everything the page shows; plain data, changed only through the store. */
export interface AppState {
  readonly recording: RecordingFacts | null;
  readonly references: readonly ReferenceMark[];
  /** As far as it is assessed, in order of time. */
  readonly quality: readonly StretchQuality[];
  readonly other: OtherAnnotator | null;
  readonly model: ModelFacts | null;
  readonly secondModel: ModelFacts | null;
  /** What the first model remembers of sequences that it was trained with; null where that is not known. */
  readonly examples: TrainingExamples | null;
  readonly beats: Beats;
  readonly view: View;
  readonly work: Work;
  readonly audit: readonly AuditEntry[];
  readonly notices: readonly Notice[];
  readonly settings: Settings;
  /** Seconds that the strip shows at its width on this screen. */
  readonly stripS: number;
  readonly sheet: Sheet;
  readonly activities: Readonly<Record<string, Activity>>;
  /** Names of the recordings among the files opened last, where there are several to choose from. */
  readonly choices: readonly string[];
  readonly question: Question | null;
}

export const NO_BEATS: Beats = {
  count: 0,
  peaks: new Int32Array(0),
  referenceOf: new Int32Array(0),
  inputs: new Float32Array(0),
  steps: 0,
  channels: 1,
  lead: '',
  probabilities: new Float32Array(0),
  classified: 0,
  complete: false,
};

/** The page before anything is open. */
export const INITIAL_STATE: AppState = {
  recording: null,
  references: [],
  quality: [],
  other: null,
  model: null,
  secondModel: null,
  examples: null,
  beats: NO_BEATS,
  view: {
    startS: 0,
    speedMmPerS: 25,
    gainMmPerMv: 10,
    zoom: 1,
    filter: 'none',
    beat: null,
    target: null,
    // The paper's five.
    methods: ['temporal-scores', 'class-mode', 'input-derivative', 'occlusion', 'learned-mask'],
    baseline: null,
    panel: 'explain',
  },
  work: { reviews: [], blindReadings: [] },
  audit: [],
  notices: [],
  // 96 CSS pixels are an inch wherever the screen is not calibrated.
  settings: { pxPerMm: 96 / 25.4, theme: 'system', blind: false, reader: '', intervals: true },
  stripS: 10,
  sheet: { numbers: [], isRestWanted: true },
  activities: {},
  choices: [],
  question: null,
};
