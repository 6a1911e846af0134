/** What a WFDB header says of one signal; absent fields hold the WFDB library's defaults. */
export interface SignalHeader {
  /** The signal file, relative to the header's folder. */
  readonly fileName: string;
  /** Code of the signal format. */
  readonly format: number;
  /** Default 1. */
  readonly samplesPerFrame: number;
  /** Frames of this signal that precede sample 0; default 0. */
  readonly skew: number;
  /** Bytes before the first sample; default 0. */
  readonly byteOffset: number;
  /** ADC units per physical unit; default 200, and then not {@link calibrated}. */
  readonly adcGain: number;
  /** Whether the header gave a gain other than 0. */
  readonly calibrated: boolean;
  /** ADC units at 0 physical units; default the ADC zero. */
  readonly baseline: number;
  /** Physical unit; default `mV`. */
  readonly units: string;
  /** Bits; default 12, for difference formats 10. */
  readonly adcResolution: number;
  /** ADC units at the middle of the converter's range; default 0. */
  readonly adcZero: number;
  /** Value of sample 0 in ADC units; default the ADC zero. */
  readonly initialValue: number;
  /** Sum of all samples modulo 2^16; undefined when not given. */
  readonly checksum: number | undefined;
  /** Default 0. */
  readonly blockSize: number;
  /** What was recorded, usually the lead's name; default `signal N`. */
  readonly description: string;
}

/** What a WFDB header says of one segment of a record. */
export interface SegmentHeader {
  /** The segment's record, beside the header; `~` for a gap. */
  readonly name: string;
  /** Frames; 0 for the segment that describes the signals of a variable layout. */
  readonly sampleCount: number;
}

/** What a WFDB header says of a record; absent fields hold the WFDB library's defaults. */
export interface RecordHeader {
  readonly name: string;
  /** The segments of a record that is kept in several, each a record of its own; undefined for an ordinary record. */
  readonly segments?: readonly SegmentHeader[] | undefined;
  /** How many signals the record has; a header of segments does not describe them. */
  readonly signalCount: number;
  /** Hz; default 250. */
  readonly samplingFrequency: number;
  /** Ticks of the counter per second; default the sampling frequency. */
  readonly counterFrequency: number;
  /** Counter value at sample 0; default 0. */
  readonly baseCounter: number;
  /** Frames, which are samples per signal unless a frame has several; undefined when not given or 0. */
  readonly sampleCount: number | undefined;
  /** Time of day at sample 0 as HH:MM:SS; undefined when not given. */
  readonly baseTime: string | undefined;
  /** Date at sample 0 as DD/MM/YYYY; undefined when not given. */
  readonly baseDate: string | undefined;
  /** None in a header of segments. */
  readonly signals: readonly SignalHeader[];
  /** The comments after the last signal line, each without its `#`. */
  readonly info: readonly string[];
}
