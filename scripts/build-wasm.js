// Compiles packages/kernels/assembly to WebAssembly and embeds the binaries in the kernels package as base64 text,
// so that the same package runs from a file system, a bundler and a page. Does nothing when the sources are unchanged.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const kernels = new URL('../packages/kernels/', import.meta.url);
const assembly = new URL('assembly/', kernels);
const output = new URL('src/wasm/binary.generated.ts', kernels);
const asc = createRequire(import.meta.url)('assemblyscript/package.json').version;

const common = [
  '--runtime',
  'stub',
  '-O3',
  '--noAssert',
  '--importMemory',
  '--initialMemory',
  '16',
  '--enable',
  'simd',
];
const shared = ['--enable', 'threads', '--sharedMemory'];
const relaxed = ['--enable', 'relaxed-simd'];
const pages = ['--maximumMemory', '65536'];
const builds = {
  relaxedShared: [...common, ...pages, ...shared, ...relaxed],
  plainShared: [...common, ...pages, ...shared],
  relaxedLocal: [...common, ...pages, ...relaxed],
  plainLocal: [...common, ...pages],
};

const hash = createHash('sha256').update(JSON.stringify([asc, builds]));
for (const name of readdirSync(assembly).sort())
  hash.update(name).update(readFileSync(new URL(name, assembly)));
const source = hash.digest('hex');

if (!existsSync(output) || !readFileSync(output, 'utf8').includes(source)) {
  const { main } = await import('assemblyscript/asc');
  const lines = ['// Written by scripts/build-wasm.js; do not edit.', `// Source: ${source}`];
  for (const [name, options] of Object.entries(builds)) {
    let binary;
    let report = '';
    const { error } = await main(['index.ts', ...options, '--outFile', 'out.wasm'], {
      readFile: readSource,
      writeFile: (path, contents) => void (binary = contents),
      listFiles: () => [],
      stderr: { write: (text) => void (report += text) },
    });
    if (error) throw new Error(`${error.message}\n${report}`);
    lines.push(`export const ${name} =\n  '${Buffer.from(binary).toString('base64')}';`);
  }
  mkdirSync(new URL('.', output), { recursive: true });
  const temporary = new URL(`binary.generated.ts.${process.pid}.tmp`, output);
  writeFileSync(temporary, `${lines.join('\n')}\n`);
  renameSync(fileURLToPath(temporary), fileURLToPath(output));
}

function readSource(path) {
  const file = new URL(path, assembly);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
