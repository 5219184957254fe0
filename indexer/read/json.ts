import type { BoilerplateRules } from '../boilerplate.ts';
import { readFeed } from './feed.ts';
import { leftOut } from './publication.ts';
import { readOrSay, unreadable, type ReadResult } from './read-result.ts';
import { parseRecord, readRecord } from './record.ts';

/** A JSON file is a JSON Feed, one record, or a list of records; a record of a list that cannot be read costs itself alone. */
export async function readJson(text: string, file: string, boilerplate: BoilerplateRules): Promise<ReadResult> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unreadable(file, 'json-invalid', 'not valid JSON');
  }
  if (!Array.isArray(value)) {
    if (/"version"\s*:\s*"https?:\/\/jsonfeed\.org/.test(text.slice(0, 2_000)))
      return readFeed(text, file, boilerplate);
    return readJsonRecord(value, { file }, boilerplate);
  }
  if (value.length === 0) return unreadable(file, 'file-empty', 'the list is empty');
  const read = await Promise.all(
    value.map(async (item, index) => numbered(await readJsonRecord(item, { file }, boilerplate), index + 1)),
  );
  return {
    articles: read.flatMap(({ articles }) => articles),
    messages: read.flatMap(({ messages }) => messages),
  };
}

/** The article of a record that has been parsed as JSON: a line of JSON Lines, a file, or an item of a list. Never rejects. */
export async function readJsonRecord(
  value: unknown,
  { file, ...place }: { readonly file: string; readonly line?: number },
  boilerplate: BoilerplateRules,
): Promise<ReadResult> {
  const parsed = parseRecord(value);
  if ('fault' in parsed) return unreadable(file, 'record-invalid', parsed.fault, place);
  const withheld = leftOut(value as Readonly<Record<string, unknown>>, file, () => place);
  if (withheld) return withheld;
  return readOrSay(file, () => readRecord(parsed.record, { file, ...place }, boilerplate), place);
}

/** Records of a list have no lines: what is said of one without an `id` is said of its number. */
function numbered({ articles, messages }: ReadResult, number: number): ReadResult {
  return { articles, messages: messages.map((message) => ({ record: `record ${number}`, ...message })) };
}
