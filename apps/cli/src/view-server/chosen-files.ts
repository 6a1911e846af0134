import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { examplesPath } from '../model-file.ts';
import { recordingFiles, requireFile } from './recording-files.ts';
import type { ServedFile } from './served-file.ts';

/** What the page opens at its start, as `/files.json` tells it; null where it opens its own. */
export interface ChosenFiles {
  /** The recording: its files by name below `base`. */
  readonly recording: {
    readonly base: string;
    readonly name: string;
    readonly files: readonly string[];
    /** They are images and labels; absent for recordings. */
    readonly areImages?: true;
  } | null;
  /** Address of the model file. */
  readonly model: string | null;
  /** Address of its training examples; absent where there are none. */
  readonly examples?: string;
}

/** The recording and model of the command line, and their files by address. */
export async function chosenFiles(
  record: string | undefined,
  model: string | undefined,
): Promise<{ chosen: ChosenFiles; files: [string, ServedFile][] }> {
  const base = '/files/recording/';
  const recording = record === undefined ? undefined : await recordingFiles(record);
  if (model !== undefined) await requireFile(model, 'give the path of a model file, or train one');
  const examples = model === undefined ? null : examplesPath(model);
  const hasExamples = examples !== null && ((await stat(examples).catch(() => null))?.isFile() ?? false);
  const served = (address: string, path: string): [string, ServedFile] => [
    address,
    { path, keep: 'nothing' },
  ];
  return {
    chosen: {
      recording: recording
        ? {
            base,
            name: recording.name,
            files: recording.paths.map((path) => basename(path)),
            ...(recording.areImages && { areImages: true }),
          }
        : null,
      model: model === undefined ? null : `/files/model/${encodeURIComponent(basename(model))}`,
      ...(hasExamples && { examples: `/files/model/${encodeURIComponent(basename(examples))}` }),
    },
    files: [
      ...(recording?.paths ?? []).map((path) => served(`${base}${basename(path)}`, path)),
      ...(model === undefined ? [] : [served(`/files/model/${basename(model)}`, model)]),
      ...(hasExamples ? [served(`/files/model/${basename(examples)}`, examples)] : []),
    ],
  };
}
