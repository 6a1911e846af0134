import { SaliogramError } from '@saliogram/core';
import type { RecordingSource } from '../lib/recording.ts';

/** What the page is to open at its start. */
export interface ServedFiles {
  /** A record to be read by range, or the addresses of files to be fetched whole (a table, a zip, images); null for the page's own. */
  readonly recording:
    | Extract<RecordingSource, { kind: 'address' }>
    | { readonly kind: 'whole'; readonly addresses: readonly string[] }
    | null;
  /** Address of a model; null for the page's own. */
  readonly model: string | null;
  /** Address of its training examples; null where there are none. */
  readonly examples: string | null;
}

const LIST = 'files.json';

/**
 * What the address's query names, as `?recording=folder/100&model=m.safetensors`, else what the server lists in
 * `files.json`; a server without that list serves the page alone.
 *
 * @throws `argument-invalid` for addresses on other servers: a link must not make this page talk to them
 */
export async function servedFiles(): Promise<ServedFiles> {
  const query = new URLSearchParams(location.search);
  const [recording, model] = [query.get('recording'), query.get('model')];
  if (recording || model) {
    return {
      recording: recording ? recordingAt(recording) : null,
      model: model ? ownAddress(model) : null,
      examples: null,
    };
  }
  const list = await listed();
  return {
    recording: list.recording ? listedRecording(list.recording) : null,
    model: list.model ? ownAddress(list.model) : null,
    examples: list.examples ? ownAddress(list.examples) : null,
  };
}

interface List {
  readonly recording?: {
    readonly base: string;
    readonly name: string;
    readonly files?: readonly string[];
    readonly areImages?: boolean;
  } | null;
  readonly model?: string | null;
  readonly examples?: string | null;
}

async function listed(): Promise<List> {
  try {
    const response = await fetch(LIST);
    return response.ok ? ((await response.json()) as List) : {};
  } catch {
    return {}; // offline, or a page instead of the list: nothing is served beside the page
  }
}

function listedRecording({
  base,
  name,
  files,
  areImages = false,
}: NonNullable<List['recording']>): ServedFiles['recording'] {
  if (!areImages || !files) return recordingAt(`${base}${encodeURIComponent(name)}`, files);
  return { kind: 'whole', addresses: files.map((file) => ownAddress(`${base}${encodeURIComponent(file)}`)) };
}

function recordingAt(address: string, files?: readonly string[]): ServedFiles['recording'] {
  const whole = ownAddress(address);
  if (/\.(csv|tsv|zip)$/i.test(whole)) return { kind: 'whole', addresses: [whole] };
  const at = whole.lastIndexOf('/') + 1;
  const name = decodeURIComponent(whole.slice(at)).replace(/\.hea$/i, '');
  return { kind: 'address', base: whole.slice(0, at), name, ...(files && { files }) };
}

/** An address as this page sees it. */
function ownAddress(address: string): string {
  const url = new URL(address, document.baseURI);
  if (url.origin === location.origin) return url.href;
  throw new SaliogramError(
    'argument-invalid',
    `${address}: is on another server, expected a file beside this page; download it and drop it here`,
    { details: { address } },
  );
}
