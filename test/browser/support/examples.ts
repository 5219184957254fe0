import { readFile } from 'node:fs/promises';

const ROOT = new URL('../../../', import.meta.url);

/** The code blocks of one language (empty: those without one) in a document of ours, in order. */
export async function examplesOf(language: string, path = 'docs/embedding.md'): Promise<string[]> {
  const text = await readFile(new URL(path, ROOT), 'utf8');
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter((match) => match[1] === language)
    .map((match) => match[2]!);
}
