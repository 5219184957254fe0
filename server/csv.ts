/**
 * Where a spreadsheet would find a formula, also after blanks and in full-width forms. A spreadsheet that is told of
 * another separator than the comma does not mind the quotes around a field: for it every separator and every line break
 * in a text begins a cell, and quotes at its head are taken off.
 */
const FORMULA =
  /^(?=\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])|(?<=[;|\t\r\n])(?=(?:[^\S\t\r\n]|")*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

/**
 * One field of a CSV file (RFC 4180), never a formula, with whichever separator the file is opened: an apostrophe stands
 * before what looks like one.
 */
export function csvField(value: string): string {
  const safe = value.replaceAll('\0', '').replace(FORMULA, "'");
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of a CSV file with its line break. */
export function csvRow(values: readonly string[]): string {
  return `${values.map(csvField).join(',')}\r\n`;
}
