import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, ranks, readSources, root } from './sources.ts';
import type { Source } from './sources.ts';

const sources = readSources();
const shipped = sources.filter((source) => !source.isTest);

/** `@saliogram/x` or `@saliogram/x/node` as `x`; a package of npm as its name. */
function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

const isPackage = (specifier: string): boolean => !specifier.startsWith('.') && !isBuiltin(specifier);

/** Follows `files` from the start and returns every path reached. */
function reachable(from: readonly string[]): Set<string> {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const seen = new Set<string>();
  const open = [...from];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const source = byPath.get(path);
    open.push(...(source?.files ?? []), ...(source?.workers ?? []));
  }
  return seen;
}

/** The first chain of files that comes back to its start, if there is one. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const chain: string[] = [];
  const visit = (path: string): string[] | undefined => {
    const start = chain.indexOf(path);
    if (start >= 0) return [...chain.slice(start), path];
    if (done.has(path)) return undefined;
    chain.push(path);
    for (const next of graph.get(path) ?? []) {
      const cycle = visit(next);
      if (cycle) return cycle;
    }
    chain.pop();
    done.add(path);
    return undefined;
  };
  for (const path of graph.keys()) {
    const cycle = visit(path);
    if (cycle) return cycle;
  }
  return undefined;
}

describe('architecture', () => {
  it('sees the sources and their imports', () => {
    const index = sources.find((source) => source.path === 'packages/core/src/index.ts');
    expect(index?.files).toContain('packages/core/src/random.ts');
    expect(new Set(sources.map((source) => source.owner))).toEqual(new Set(Object.keys(ranks)));
  });

  it('imports lower ranks only, and packages only through their entry points', () => {
    const wrong = sources.flatMap((source) =>
      source.specifiers
        .filter((specifier) => specifier.startsWith('@saliogram/'))
        .filter((specifier) => {
          const [, name = '', ...rest] = specifier.split('/');
          const rank = ranks[name] ?? Infinity;
          return (
            rank >= (ranks[source.owner] ?? -1) || !['', 'node', 'package.json'].includes(rest.join('/'))
          );
        })
        .map((specifier) => `${source.path} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it('lets explanations see models through the interfaces of core alone', () => {
    const seen = shipped
      .filter((source) => source.owner === 'explain')
      .flatMap((source) => source.specifiers.filter(isPackage));
    expect(new Set(seen)).toEqual(new Set(['@saliogram/core']));
  });

  it('never leaves a package by a relative path', () => {
    const wrong = sources.flatMap((source) =>
      source.files
        .filter((file) => !file.startsWith(`${folderOf(source.owner)}/`))
        .map((file) => `${source.path} imports ${file}`),
    );
    expect(wrong).toEqual([]);
  });

  it('finds a cycle where there is one, and none between files', () => {
    const ring = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['b']],
    ]);
    expect(findCycle(ring)).toEqual(['b', 'c', 'b']);
    expect(findCycle(new Map(sources.map((source) => [source.path, source.files])))).toBeUndefined();
  });

  it('keeps the lint equal to what ranks.json generates', () => {
    expect(() =>
      execFileSync(process.execPath, [join(root, 'scripts/ranks.js'), '--check'], { stdio: 'pipe' }),
    ).not.toThrow();
  });

  it('keeps Node out of everything a browser may load', () => {
    const browser = Object.keys(ranks)
      .filter((owner) => owner !== 'cli')
      .map((owner) => `${folderOf(owner)}/src/${owner === 'viewer' ? 'main.tsx' : 'index.ts'}`);
    const seen = reachable(browser);
    expect(seen).toContain('apps/viewer/src/services/explainer-worker/explainer-worker.ts');
    const usesNode = (source: Source): string[] =>
      source.specifiers
        .filter((specifier) => isBuiltin(specifier) || /^@saliogram\/[^/]+\/node$/.test(specifier))
        .map((specifier) => `${source.path} imports ${specifier}`);
    expect(shipped.filter((source) => seen.has(source.path)).flatMap(usesNode)).toEqual([]);
  });

  it.each(Object.keys(ranks))('%s declares exactly the packages it imports', (owner) => {
    const manifest = JSON.parse(readFileSync(join(root, folderOf(owner), 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>;
      devDependencies?: Record<string, string>;
    };
    const used = shipped
      .filter((source) => source.owner === owner)
      .flatMap((source) => source.specifiers.filter(isPackage).map(packageOf));
    expect(Object.keys(manifest.dependencies ?? {}).sort()).toEqual([...new Set(used)].sort());
  });

  it('has no file over 400 lines', () => {
    expect(sources.filter((source) => source.lines > 400).map((source) => source.path)).toEqual([]);
  });
});
