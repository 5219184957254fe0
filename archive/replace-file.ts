import { rename, writeFile } from 'node:fs/promises';

/** Puts a text in the place of a file, in one step: a kill at any moment leaves the old one or the new one, whole. */
export async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.tmp`, text, { flush: true });
  await rename(`${file}.tmp`, file);
}
