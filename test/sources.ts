import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the whole project. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Names and ranks of the packages, as ranks.json says. */
export const ranks: Readonly<Record<string, number>> = JSON.parse(
  readFileSync(join(root, 'ranks.json'), 'utf8'),
) as Record<string, number>;

/** A source file of a package, with what it imports. */
export interface Source {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  /** The package's name in ranks.json. */
  readonly owner: string;
  readonly isTest: boolean;
  readonly lines: number;
  /** Modules it imports, as written. */
  readonly specifiers: readonly string[];
  /** Files of its own package that it imports, as paths from the root. */
  readonly files: readonly string[];
  /** Files of its own package that it starts as workers. */
  readonly workers: readonly string[];
}

/** The folder of a package, from the root. */
export function folderOf(owner: string): string {
  return owner === 'cli' || owner === 'viewer' ? `apps/${owner}` : `packages/${owner}`;
}

/** Every TypeScript source of every package that has a folder. */
export function readSources(): Source[] {
  return Object.keys(ranks).flatMap((owner) => {
    const folder = join(root, folderOf(owner), 'src');
    return existsSync(folder) ? typescriptFiles(folder).map((file) => readSource(file, owner)) : [];
  });
}

function typescriptFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.generated.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

const importPattern =
  /(?:^|[\n;}])\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|\brequire\.resolve\(\s*['"`]([^'"`$]+)/g;
const workerPattern = /new URL\(\s*['"](\.[^'"]+)['"]\s*,\s*import\.meta\.url/g;

function readSource(file: string, owner: string): Source {
  const text = readFileSync(file, 'utf8');
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const specifiers = [...code.matchAll(importPattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  const existing = (relatives: readonly string[]): string[] =>
    relatives
      .map((specifier) => resolve(dirname(file), specifier.replace(/\.js$/, '.ts')))
      .filter((path) => existsSync(path) && /\.tsx?$/.test(path))
      .map(fromRoot);
  return {
    path: fromRoot(file),
    owner,
    isTest: /\.test\.tsx?$|\/testing\//.test(file),
    lines: text.split('\n').length - 1,
    specifiers,
    files: existing(specifiers.filter((specifier) => specifier.startsWith('.'))),
    workers: existing([...code.matchAll(workerPattern)].map((match) => match[1] ?? '')),
  };
}

function fromRoot(path: string): string {
  return relative(root, path).replaceAll('\\', '/');
}
