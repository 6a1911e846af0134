import type { ExportFacts } from './export-facts.ts';
import { definitions } from './sheet-block.ts';
import type { SheetBlock } from './sheet-block.ts';

/** Software, model, recording and methods, with versions, settings and hashes: enough to do it again. */
export function provenanceBlock(
  { state, explanations, softwareVersion }: ExportFacts,
  width: number,
): SheetBlock {
  const { model, recording } = state;
  const rows: [string, string][] = [['Software', `Saliogram ${softwareVersion}`]];
  if (model) {
    const { codeVersion, created, units } = model.metadata;
    rows.push([
      'Model',
      `${model.name}, made ${created.slice(0, 10)} by version ${codeVersion}; input in ${units}; ${model.engine}; SHA-256 ${model.digest}`,
    ]);
  }
  if (recording) {
    const what = recording.images ? 'Images' : 'Recording';
    rows.push([what, `${recording.name} (${recording.kind}); SHA-256 ${recording.digest}`]);
  }
  for (const { attribution } of explanations) {
    rows.push([attribution.method, settingsWords(attribution.settings)]);
  }
  return definitions(rows, width, { size: 8 });
}

/** Of one method; a sheet of paper has not room for every frame of an option. */
const MOST_SETTINGS_LETTERS = 240;

/** `width 10, stride 1`; what is an object or a list stays as JSON. */
function settingsWords(settings: Readonly<Record<string, unknown>>): string {
  const words = Object.entries(settings).map(
    ([name, value]) => `${name} ${typeof value === 'string' ? value : (JSON.stringify(value) ?? 'none')}`,
  );
  const all = words.length === 0 ? 'no settings' : words.join(', ');
  return all.length > MOST_SETTINGS_LETTERS
    ? `${all.slice(0, MOST_SETTINGS_LETTERS)}… (all in the file of values)`
    : all;
}
