// Compiles packages/kernels/native to a Node-API addon, if this host has a C++ compiler; without one the engine runs on
// WebAssembly. Does nothing when the sources are unchanged, never fails an install, and says in one line what it did.
//
//   node scripts/build-native.js               for this host, into packages/kernels/native/build
//   node scripts/build-native.js --prebuild    for publishing, into packages/kernels/prebuilds: linux-x64 and linux-arm64
//   node scripts/build-native.js --sanitize    for this host, with address and undefined-behaviour sanitizers
//   node scripts/build-native.js --test-arm64  builds the kernels' own test for linux-arm64 and runs it under qemu
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const kernels = fileURLToPath(new URL('../packages/kernels/', import.meta.url));
const sources = join(kernels, 'native');
const build = join(sources, 'build');
const here = `${process.platform}-${process.arch}`;

/** What each processor's kernels are compiled for, and with which options. */
const instructionSets = {
  x64: { avx512: ['-mavx512f'], avx2: ['-mavx2', '-mfma'], sse: ['-msse2'] },
  arm64: { neon: [] },
};
// No fast-math: a row must have the same bits in every tile, and a NaN must stay one.
const common = [
  '-std=c++17',
  '-O3',
  '-ffp-contract=off',
  '-fno-math-errno',
  '-fno-trapping-math',
  '-fno-exceptions',
  '-fno-rtti',
  '-fPIC',
  '-fvisibility=hidden',
];
const sanitizers = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all', '-O1', '-g'];
const linkOptions = {
  linux: ['-static-libgcc', '-static-libstdc++', '-Wl,--exclude-libs,ALL', '-Wl,-z,now'],
  darwin: ['-undefined', 'dynamic_lookup'],
};

const option = process.argv[2];
if (option === '--prebuild') await prebuild();
else if (option === '--test-arm64') await testArm64();
else if (option === '--sanitize') await buildHere(`${here}-sanitized`, sanitizers);
else await buildHere(here, []);

async function buildHere(name, extra) {
  const [platform, arch] = here.split('-');
  if (!linkOptions[platform] || !instructionSets[arch]) return say(`not built: there are none for ${here}`);
  const compiler = findCompiler([process.env.CXX, 'c++', 'g++', 'clang++']);
  if (!compiler) return say('not built: there is no C++ compiler (CXX, c++, g++ or clang++)');
  const file = join(build, `${name}.node`);
  const note = join(build, `${name}.txt`);
  const state = fingerprint(compiler, extra);
  if (existsSync(file) && existsSync(note) && readFileSync(note, 'utf8') === state) return say('unchanged');
  try {
    await compile({ compiler, platform, arch, extra, main: 'addon.cpp', file });
    writeFileSync(note, state);
    say(`built for ${here} with ${compiler}`);
  } catch (error) {
    say(`not built: ${compiler} failed (${firstLine(error)})`);
  }
}

/** Without a prebuilt file the published package only runs slower there; on the machine that publishes that must show. */
async function prebuild() {
  const targets = {
    'linux-x64': here === 'linux-x64' ? [process.env.CXX, 'c++', 'g++', 'clang++'] : ['x86_64-linux-gnu-g++'],
    'linux-arm64':
      here === 'linux-arm64' ? [process.env.CXX, 'c++', 'g++', 'clang++'] : ['aarch64-linux-gnu-g++'],
  };
  for (const [target, names] of Object.entries(targets)) {
    const [platform, arch] = target.split('-');
    const file = join(kernels, 'prebuilds', `${target}.node`);
    const compiler = findCompiler(names);
    rmSync(file, { force: true });
    if (!compiler) {
      say(`${target} is left out of the package: there is no ${names.filter(Boolean).join(' or ')}`);
      continue;
    }
    await compile({ compiler, platform, arch, extra: [], main: 'addon.cpp', file });
    say(`prebuilt for ${target} with ${compiler}`);
  }
}

async function testArm64() {
  const compiler = findCompiler(['aarch64-linux-gnu-g++']);
  const machine = ['qemu-aarch64-static', 'qemu-aarch64'].find(runs);
  if (!compiler || !machine)
    return say('arm64 test skipped: it takes aarch64-linux-gnu-g++ and qemu-aarch64');
  const file = join(build, 'selftest-linux-arm64');
  await compile({
    compiler,
    platform: 'linux',
    arch: 'arm64',
    extra: ['-static'],
    main: 'selftest.cpp',
    file,
  });
  const { status, stdout } = spawnSync(machine, [file], { encoding: 'utf8' });
  say(`arm64 test under ${machine}: ${stdout.trim()}`);
  process.exitCode = status ?? 1;
}

/** Compiles the kernels once for each instruction set, and links them with `main`. */
async function compile({ compiler, platform, arch, extra, main, file }) {
  const work = mkdtempSync(join(tmpdir(), 'saliogram-native-'));
  try {
    const options = [...common, ...extra, `-I${headers()}`, '-c'];
    const object = (name) => join(work, `${name}.o`);
    const jobs = Object.entries(instructionSets[arch]).map(([set, flags]) => [
      ...options,
      ...flags,
      `-DSET=${set}`,
      join(sources, 'kernels.cpp'),
      '-o',
      object(set),
    ]);
    for (const name of [main, 'check.cpp']) jobs.push([...options, join(sources, name), '-o', object(name)]);
    const run = promisify(execFile);
    await Promise.all(jobs.map((job) => run(compiler, job)));
    const isAddon = main === 'addon.cpp';
    const outputs = [...Object.keys(instructionSets[arch]), main, 'check.cpp'].map(object);
    const links = [...extra, ...(isAddon ? ['-shared'] : []), ...(extra.length || !isAddon ? [] : ['-s'])];
    const linked = join(work, 'linked');
    await run(compiler, [...outputs, ...links, ...(isAddon ? linkOptions[platform] : []), '-o', linked]);
    mkdirSync(join(file, '..'), { recursive: true });
    // In one step, because a process may have the old one open.
    const temporary = `${file}.${process.pid}.tmp`;
    writeFileSync(temporary, readFileSync(linked), { mode: 0o755 });
    renameSync(temporary, file);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function headers() {
  return createRequire(import.meta.url)('node-api-headers').include_dir;
}

function runs(name) {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0;
}

function findCompiler(names) {
  return names.find((name) => name && runs(name));
}

/** What a build depends on. */
function fingerprint(compiler, extra) {
  const version = spawnSync(compiler, ['--version'], { encoding: 'utf8' }).stdout;
  const hash = createHash('sha256').update(
    JSON.stringify([version, common, extra, instructionSets, linkOptions]),
  );
  for (const name of readdirSync(sources).sort())
    if (/\.(h|cpp)$/.test(name)) hash.update(name).update(readFileSync(join(sources, name)));
  return `${hash.digest('hex')}\n`;
}

function firstLine(error) {
  const lines = String(error.stderr || error.message).split('\n');
  return (lines.find((line) => /error/.test(line)) ?? lines[0]).trim();
}

function say(line) {
  console.log(`native kernels: ${line}`);
}
