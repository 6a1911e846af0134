import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { SaliogramError } from '@saliogram/core';
import type { ServedFile } from './served-file.ts';

/**
 * The files of the built page by address; `/` is the page itself.
 *
 * @throws `file-missing` when this copy has no built page
 */
export async function pageFiles(): Promise<[string, ServedFile][]> {
  const folder = pageFolder();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry): [string, ServedFile] => {
      const path = join(entry.parentPath, entry.name);
      const address = `/${relative(folder, path).split(sep).join('/')}`;
      // What the build puts into assets/ has a hash of its content in its name.
      return [address, { path, keep: address.startsWith('/assets/') ? 'forever' : 'checked' }];
    });
  const page = files.find(([address]) => address === '/index.html');
  if (page === undefined) {
    throw new SaliogramError(
      'file-missing',
      `${join(folder, 'index.html')}: the page is not built; build it with "npm run build" in the folder of the project`,
      { details: { folder } },
    );
  }
  return [['/', page[1]], ...files];
}

function pageFolder(): string {
  const require = createRequire(import.meta.url);
  try {
    // A path, not an import: no code of the page runs here.
    return join(dirname(require.resolve('@saliogram/viewer/package.json')), 'dist', 'page');
  } catch (cause) {
    throw new SaliogramError(
      'file-missing',
      '@saliogram/viewer: the package with the page is not installed beside the command line; run "npm ci" in the folder of the project',
      { details: { package: '@saliogram/viewer' }, cause },
    );
  }
}
