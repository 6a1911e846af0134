/** Saves bytes or text as a file of the reader's, whole. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the address after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A name for a file that every file system takes, of words and an ending. */
export function fileName(words: readonly string[], ending: string): string {
  const safe = words.map((word) => word.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, ''));
  return `${safe.filter((word) => word !== '').join('-')}.${ending}`;
}
