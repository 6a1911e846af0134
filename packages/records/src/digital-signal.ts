/** A signal to be written, in ADC units. */
export interface DigitalSignal {
  readonly lead: string;
  /** `INVALID_SAMPLE` where there is none. */
  readonly samples: Int32Array;
  /** ADC units per physical unit; default 200. */
  readonly adcGain?: number;
  /** ADC units at 0 physical units; default 0. */
  readonly baseline?: number;
  /** Physical unit; default `mV`. */
  readonly units?: string;
  /** Bits; default 12. */
  readonly adcResolution?: number;
  /** ADC units at the middle of the converter's range; default 0. */
  readonly adcZero?: number;
  /** Default 1. */
  readonly samplesPerFrame?: number;
  /** The signal file; default the record's name and `.dat`. Signals of one file stand in a row, in one format. */
  readonly fileName?: string;
  /** Code of the signal format; default the record's. */
  readonly format?: number;
}
