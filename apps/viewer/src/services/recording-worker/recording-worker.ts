import { expose, transfer } from 'comlink';
import type { BeatPiece, RecordingReader } from '../../lib/recording.ts';
import { keepErrors } from '../worker-errors.ts';
import { createRecordingReader } from './reader.ts';

keepErrors();

const reader = createRecordingReader();

/** Samples go over without a copy where nobody else holds them. */
const overThread: RecordingReader = {
  ...reader,
  async envelope(lead, from, to, columns) {
    const envelope = await reader.envelope(lead, from, to, columns);
    return transfer(envelope, [...new Set([envelope.low.buffer, envelope.high.buffer])]);
  },
  async samples(lead, from, to) {
    const samples = await reader.samples(lead, from, to);
    return transfer(samples, [samples.buffer]);
  },
  async beats(preprocessing, annotator, onPiece, onEvent) {
    // Pieces go over by another channel than the result: it waits until they have arrived.
    const arrived: unknown[] = [];
    const hand = (piece: BeatPiece): void => {
      arrived.push(
        onPiece(transfer(piece, [piece.peaks.buffer, piece.referenceOf.buffer, piece.inputs.buffer])),
      );
    };
    const result = await reader.beats(preprocessing, annotator, hand, onEvent);
    await Promise.all(arrived);
    return result;
  },
};

expose(overThread);
