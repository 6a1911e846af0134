import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import * as v from 'valibot';
import { SaliogramError } from '@saliogram/core';
import { describeIssue } from './options.ts';

/**
 * The options of a command: those of its `--config` file, overruled by those of the command line.
 *
 * @param schema of the options, unknown fields forbidden
 * @throws `config-invalid` with the file and the field
 */
export async function readOptionsWithConfig<E extends v.ObjectEntries>(
  command: Command,
  entries: E,
): Promise<Record<string, unknown>> {
  const given = command.opts<Record<string, unknown>>();
  const { config, ...options } = given;
  if (typeof config !== 'string') return options;
  const values = parseJson(config, await readText(config));
  const parsed = v.safeParse(v.partial(v.strictObject(entries)), values);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    const { field, sentence } = describeIssue(issue);
    const known = Object.keys(entries).join(', ');
    throw new SaliogramError(
      'config-invalid',
      issue.expected === 'never'
        ? `${config}: unknown field "${field}"; known are ${known}`
        : `${config}: ${field === '' ? '' : `${field}: `}${sentence}`,
      { details: { file: config, field } },
    );
  }
  return { ...(values as Record<string, unknown>), ...options };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new SaliogramError('file-missing', `${file}: no such configuration file; check the path`, {
      details: { file },
      cause,
    });
  }
}

function parseJson(file: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SaliogramError('config-invalid', `${file}: not JSON (${reason}); correct the file`, {
      details: { file },
      cause,
    });
  }
}
