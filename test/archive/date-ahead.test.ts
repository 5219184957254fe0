import { expect, test } from 'vitest';
import type { ArticleDocument } from '../../core/document.ts';
import { ALL, article } from '../../engine/conformance/build.ts';
import { openTestArchive } from '../support/open-test-archive.ts';
import { reindex } from '../support/wait-for-job.ts';

test('an article whose date is yet to come is published, with a warning where it stands', async () => {
  const { archive, corpus, engine } = await openTestArchive({ now: () => Date.parse('2024-02-28T23:00:00Z') });
  const dated = (id: string, date: string, line: number): ArticleDocument =>
    article({ id, title: id, body: `The text of ${id}.`, date, sources: [{ file: `${id}.md`, line }] });
  corpus.articles = [
    dated('tomorrow', '2024-02-29', 1),
    dated('ahead', '2024-03-01', 1),
    { ...dated('far', '2042-01-01', 4), datePrecision: 'year' },
    { ...dated('this-year', '2024-01-01', 1), datePrecision: 'year' },
  ];
  const { report } = await reindex(archive, { force: true });
  expect(report!.messages).toMatchObject([
    { severity: 'warning', rule: 'date-ahead', file: 'ahead.md', line: 1, actual: '2024-03-01' },
    { severity: 'warning', rule: 'date-ahead', file: 'far.md', line: 4, actual: '2042-01-01' },
  ]);
  expect(await engine.get('far', ALL)).not.toBeNull();
  const { messages } = await archive.put('handed-in', { title: 'Ahead', text: 'Handed in.', date: '2030-01-01' });
  expect(messages).toMatchObject([{ rule: 'date-ahead', actual: '2030-01-01' }]);
});
