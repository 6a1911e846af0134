import { nativeInstructionSets } from './instruction-sets.ts';

// From this file to the package, in the source as in dist. Not written inside `new URL`, where bundlers would look for files.
const PACKAGE = '../../';

/** The native kernels that this host can use (a build made on it, else a published one), or why there are none. */
export function findNative(): { readonly file: string } | { readonly reason: string } {
  const node = globalThis.process?.versions?.node ? globalThis.process : undefined;
  if (!node?.getBuiltinModule) return { reason: 'native kernels need Node.js' };
  const host = `${node.platform}-${node.arch}`;
  const exists = (path: string): boolean => node.getBuiltinModule('node:fs').existsSync(path);
  const built = fileOf(node, `${PACKAGE}native/build/${host}.node`);
  const published = fileOf(node, `${PACKAGE}prebuilds/${host}.node`);
  const file = [built, published].find(exists);
  if (!file) return { reason: `there are no native kernels for ${host}` };
  if (file === published && isMusl(node)) {
    return { reason: 'the published native kernels need glibc, and this host has musl' };
  }
  try {
    nativeInstructionSets(file);
    return { file };
  } catch (error) {
    return { reason: (error as Error).message };
  }
}

function fileOf(node: NodeJS.Process, path: string): string {
  return node.getBuiltinModule('node:url').fileURLToPath(new URL(path, import.meta.url));
}

function isMusl(node: NodeJS.Process): boolean {
  if (node.platform !== 'linux') return false;
  const report = node.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime === undefined;
}
