export { detectQrs } from './detect-qrs.ts';
export type { QrsDetection, QrsOptions } from './detect-qrs.ts';
export { resample } from './resample.ts';
export { fillGaps } from './fill-gaps.ts';
export { cutBeat } from './beats/window.ts';
export type { BeatWindow } from './beats/window.ts';
export { matchBeats } from './beats/match.ts';
export { scaleBeat } from './beats/scaling.ts';
export type { Scaling } from './beats/scaling.ts';
