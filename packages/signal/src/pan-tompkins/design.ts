/** Sampling frequency the published filters and windows are designed for, Hz. */
export const DESIGN_FREQUENCY = 200;

/** Delay of the low-pass filter, samples (the paper says 6; the filter's centre is at 5). */
export const LOW_PASS_DELAY = 5;
/** Delay of the high-pass filter, samples. */
export const HIGH_PASS_DELAY = 16;
/** Delay of the derivative, samples. */
export const DERIVATIVE_DELAY = 2;
/** Width of the moving window, samples (150 ms). */
export const INTEGRATION_WINDOW = 30;

/** No two QRS complexes are closer, samples (200 ms). */
export const REFRACTORY = 40;
