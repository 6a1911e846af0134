import type { RecordingFacts } from './recording.ts';

/** A recording in a line: `100 · 30:05 · MLII, V5 · 360 Hz`. */
export function recordingText({ name, sampleCount, samplingFrequency, leads }: RecordingFacts): string {
  const names = leads.length > 4 ? `${leads.length} leads` : leads.map((lead) => lead.name).join(', ');
  return [name, durationText(sampleCount / samplingFrequency), names, `${samplingFrequency} Hz`].join(' · ');
}

/** Seconds as `30:05` or `24:00:00`. */
function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (n: number): string => String(n).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes}:${two(whole % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}
