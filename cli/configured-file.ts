import { readFile } from 'node:fs/promises';
import { DatelineError, isDatelineError } from '../core/errors.ts';

/**
 * What `parse` makes of a file that the configuration names.
 * @throws invalid_config, naming the variable, when the file cannot be read or `parse` refuses it
 */
export async function readConfiguredFile<T>(variable: string, file: string, parse: (text: string) => T): Promise<T> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new DatelineError('invalid_config', `${variable}: cannot be read (${codeOf(cause)})`, {
      cause,
    });
  });
  try {
    return parse(text);
  } catch (error) {
    if (!isDatelineError(error) || error.code !== 'invalid_config') throw error;
    throw new DatelineError('invalid_config', `${variable}: ${error.message}`, { details: error.details });
  }
}

/** Why the system refused, as it says it: `ENOENT`. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error';
}
