/** Something said about content: a file that cannot be read, a paragraph dropped, a date not believed. Never thrown. */
export interface Message {
  /** `error`: the article or file is lost; `warning`: something in it is; `info`: worth knowing. */
  readonly severity: 'error' | 'warning' | 'info';
  /** Stable kebab-case name of the rule that speaks, e.g. `front-matter-invalid`. */
  readonly rule: string;
  readonly reason: string;
  readonly file: string;
  /** 1-based line in the file; absent when it is about the whole file. */
  readonly line?: number;
  /** `id` of the record in a file of several, when there is one; in a crawl the address of the page. */
  readonly record?: string;
  readonly actual?: string;
  readonly expected?: string;
}

const SHOWN = 80;

/** `file:line: severity rule: reason (what was found)`, on one line whatever the content holds. */
export function formatMessage(message: Message): string {
  const place = message.line === undefined ? message.file : `${message.file}:${message.line}`;
  const record = message.record === undefined ? '' : ` [${message.record}]`;
  const found = message.actual === undefined ? '' : ` (${message.actual.slice(0, SHOWN)})`;
  return oneLine(`${place}${record}: ${message.severity} ${message.rule}: ${message.reason}${found}`);
}

/** Control characters and line breaks (also U+2028, U+2029, U+0085 and bidi overrides) become visible escapes. */
export function oneLine(text: string): string {
  return text.replace(
    // eslint-disable-next-line no-control-regex -- control characters are what this is about
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
