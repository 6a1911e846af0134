import type { NamedFile } from '../lib/recording.ts';

/** The files of a drop or paste, those in dropped folders among them; names keep their folders. */
export async function droppedFiles(transfer: DataTransfer): Promise<NamedFile[]> {
  // Both lists are emptied once the event is over: read before anything is waited for.
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry?.() ?? null);
  const files = Array.from(transfer.files, (file) => ({ name: file.name, blob: file }));
  if (!entries.some((entry) => entry?.isDirectory)) return files;
  const present = entries.filter((entry) => entry !== null);
  return (await Promise.all(present.map(filesIn))).flat();
}

async function filesIn(entry: FileSystemEntry): Promise<NamedFile[]> {
  if (entry.isFile) {
    const blob = await new Promise<File>((resolve, reject) => {
      (entry as FileSystemFileEntry).file(resolve, reject);
    });
    return [{ name: entry.fullPath.replace(/^\//, ''), blob }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: NamedFile[] = [];
  // A reader gives a hundred at a time, and none at the end.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (batch.length === 0) return files;
    for (const each of batch) files.push(...(await filesIn(each)));
  }
}
