import type { RecordingFacts } from './recording.ts';

/** A recording in a line, as `100 · 30:05 · MLII, V5 · 360 Hz`, or a set of images, as `t10k-images-idx3-ubyte · 10,000 images`. */
export function recordingText(recording: RecordingFacts): string {
  const { name, sampleCount, samplingFrequency, leads, images } = recording;
  if (images) {
    return `${name} · ${sampleCount.toLocaleString('en-GB')} images`;
  }
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
