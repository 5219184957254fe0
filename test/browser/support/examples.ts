import { readFile } from 'node:fs/promises';

const DOCUMENT = new URL('../../../docs/embedding.md', import.meta.url);

/** The code blocks of one language in `docs/embedding.md`, in order. */
export async function examplesOf(language: string): Promise<string[]> {
  const text = await readFile(DOCUMENT, 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((match) => match[1]!);
}
