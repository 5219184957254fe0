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
  ['\t=cmd', "'\t'=cmd"],
  ['a;=cmd()', "a;'=cmd()"],
  ['a| \uFF1D1', "a|' \uFF1D1"],
  ['a;"=1&"', `"a;'""=1&"""`],
  ['a\n\n- b', `"a\n\n'- b"`],
  ['a, -5; b = c', '"a, -5; b = c"'],
  ['＝1+1', "'＝1+1"],
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ['\0=1', "'=1"],
  ['', ''],
])('%j becomes %j', (value, expected) => expect(csvField(value)).toBe(expected));

/** The cells of a file as spreadsheets read it: quotes count at the beginning of a cell alone. */
function readCells(text: string, separator: string): string[] {
  const cell = new RegExp(`(?:"((?:[^"]|"")*)(?:"|$))?([^${separator}\\r\\n]*)(?:[${separator}]|\\r\\n?|\\n|$)`, 'gy');
  const cells = [...text.matchAll(cell)].map(([, quoted = '', plain = '']) => quoted.replaceAll('""', '"') + plain);
  return cells.slice(0, -1); // after the last line break stands nothing
}

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom('=', '+', '-', '@', '＝', ',', ';', '|', '\t', '\r', '\n', '"', "'", ' ', '\uFEFF'),
      fc.string({ unit: 'grapheme', maxLength: 3 }).filter((text) => !text.includes('\0')),
    ),
    { minLength: 1 },
  )
  .map((parts) => parts.join(''));

test('any fields come back, with an apostrophe more where a formula would begin', () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1 }), (values) => {
      const fields = readCells(csvRow(values), ',');
      expect(fields.map((field) => field.replaceAll("'", ''))).toEqual(
        values.map((value) => value.replaceAll("'", '')),
      );
      for (const [index, value] of values.entries())
        if (!/[=+\-@＝＋－＠]/.test(value) && !/^[\t\r\n]/.test(value)) expect(fields[index]).toBe(value);
    }),
  );
});

test.each([',', ';', '|', '\t'])('no cell is a formula where %j is taken for the separator', (separator) => {
  fc.assert(
    fc.property(fc.array(fc.array(hostile, { minLength: 1 }), { minLength: 1 }), (rows) => {
      for (const cell of readCells(rows.map(csvRow).join(''), separator))
        expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
    }),
  );
});
