import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvField, csvRow } from './csv.ts';

test.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"],
  ['+44 20', "'+44 20"],
  ['-5', "'-5"],
  ['@SUM(A1)', "'@SUM(A1)"],
  [' =1+1', "' =1+1"],
  ['\t=cmd', "'\t=cmd"],
  ['＝1+1', "'＝1+1"],
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ['\0=1', "'=1"],
  ['', ''],
])('%j becomes %j', (value, expected) => expect(csvField(value)).toBe(expected));

/** The fields of one CSV line, read as RFC 4180 says. */
function readRow(row: string): string[] {
  const fields = [...row.slice(0, -2).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)];
  return fields.map((field) => (field[1] === undefined ? field[2]! : field[1].replaceAll('""', '"')));
}

test('any fields come back, and none begins like a formula', () => {
  const value = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\0'));
  const hostile = fc
    .tuple(fc.constantFrom('', ' ', '\t', '\uFEFF'), fc.constantFrom('=', '+', '-', '@'), value)
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(fc.oneof(value, hostile), { minLength: 1 }), (values) => {
      const fields = readRow(csvRow(values));
      expect(fields.map((field, index) => (field === values[index] ? field : field.slice(1)))).toEqual(values);
      for (const field of fields) expect(field).not.toMatch(/^[\s\uFEFF]*[=+\-@]/);
    }),
  );
});
