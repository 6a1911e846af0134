import { basename } from 'node:path';
import { sha256Hex } from '@saliogram/core';
import type { RecurrentModel } from '@saliogram/nn';
import { readModel } from '../model-file.ts';
import { version } from '../version.ts';

/** What a file of explanations says of how it was made. */
export async function fileMetadata(
  model: RecurrentModel,
  path: string,
  command: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const { metadata, engine } = model;
  return {
    versions: { saliogram: version, node: process.version },
    created: new Date().toISOString(),
    command,
    options: Object.fromEntries(
      Object.entries(settings).map(([key, value]) => [key, isPath(key) ? basename(String(value)) : value]),
    ),
    model: {
      file: basename(path),
      sha256: await sha256Hex(await readModel(path)),
      architecture: metadata.architecture,
      preprocessing: metadata.preprocessing,
      units: metadata.units,
    },
    engine: { backend: engine.backend, threads: engine.threads },
  };
}

/** Where a file lies on one machine tells another nothing. */
function isPath(option: string): boolean {
  return ['model', 'record', 'data', 'out'].includes(option);
}
