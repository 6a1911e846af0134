import { readAll, type ByteStore } from './byte-source.ts';
import { signalFormat } from './formats/index.ts';
import { parseHeader } from './parse-header.ts';

/**
 * The paths of all files of a record, its header first: headers of segments and signal files, each once.
 *
 * Annotation files are not named by a header: the caller knows which there are. A `.wfdb` file is a zip of these files.
 *
 * @param name path of the header without `.hea`
 * @throws `file-missing` and `file-corrupt` of headers, `format-unknown`
 */
export async function recordFiles(store: ByteStore, name: string): Promise<string[]> {
  const folder = name.slice(0, name.lastIndexOf('/') + 1);
  const whole = await headerFiles(store, name);
  const paths = [...whole.paths];
  for (const segment of whole.segments) {
    if (segment !== '~') paths.push(...(await headerFiles(store, folder + segment)).paths);
  }
  return [...new Set(paths)];
}

/** The files that one header names, itself the first, and its segments. */
async function headerFiles(
  store: ByteStore,
  name: string,
): Promise<{ paths: string[]; segments: Set<string> }> {
  const source = await store.open(`${name}.hea`);
  const header = parseHeader(new TextDecoder().decode(await readAll(source)), source.name);
  const folder = name.slice(0, name.lastIndexOf('/') + 1);
  const recorded = header.signals.filter(
    ({ format, description }) => signalFormat(format, `${source.name}: ${description}`).kind !== 'null',
  );
  return {
    paths: [`${name}.hea`, ...recorded.map(({ fileName }) => folder + fileName)],
    segments: new Set(header.segments?.map((segment) => segment.name)),
  };
}
