export { readAll } from './byte-source.ts';
export type { ByteSource, ByteStore } from './byte-source.ts';
export { memoryStore } from './memory-store.ts';
export { httpStore } from './http-store.ts';
export { openRecord } from './record.ts';
export type { EcgRecord, OpenRecordOptions } from './record.ts';
export { INVALID_SAMPLE } from './sample-sink.ts';
export type { Resolution } from './frame-rate.ts';
export { recordFiles } from './record-files.ts';
export { encodeRecord } from './encode-record.ts';
export type { DigitalSignal } from './digital-signal.ts';
export { parseHeader } from './parse-header.ts';
export { formatHeader } from './format-header.ts';
export type { RecordHeader, SegmentHeader, SignalHeader } from './header.ts';
export { SIGNAL_FORMATS } from './formats/index.ts';
export type {
  DifferenceFormat,
  FlacFormat,
  NullFormat,
  PackedFormat,
  SignalFormat,
} from './formats/signal-format.ts';
export type { Annotation } from './annotation.ts';
export { ANNOTATION_CODES, BEAT_SYMBOLS, codeOf, symbolOf } from './annotation-codes.ts';
export type { AnnotationCode } from './annotation-codes.ts';
export { decodeAnnotations } from './decode-annotations.ts';
export { encodeAnnotations } from './encode-annotations.ts';
export type { AnnotationFileOptions } from './encode-annotations.ts';
export { takeNotes } from './annotation-notes.ts';
export type { AnnotationDefinition, AnnotationFile } from './annotation-notes.ts';
export { readAnnotationFile, readAnnotations } from './read-annotations.ts';
export { formatCsv } from './csv/format-csv.ts';
export { parseCsv } from './csv/parse-csv.ts';
export type { CsvOptions, CsvSignals } from './csv/parse-csv.ts';
