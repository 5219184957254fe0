import { formatMessage } from '../core/message.ts';
import type { IndexReport } from '../core/reindex-job.ts';

/** The report of an index run as lines for a terminal: the counts, then the messages that were kept. */
export function reportLines(report: IndexReport): string[] {
  const seconds = report.tookMs / 1_000;
  const rate = seconds > 0 ? ` (${Math.round(report.articles / seconds)} articles/s)` : '';
  const hidden = report.messagesTotal - report.messages.length;
  return [
    `${count(report.articles, 'article')} from ${count(report.files, 'file')} in ${seconds.toFixed(1)} s${rate}`,
    ...(report.repeatsMerged > 0 ? [`${count(report.repeatsMerged, 'repeat')} of the same story merged`] : []),
    ...(report.undated > 0 ? [`${count(report.undated, 'article')} without a date`] : []),
    ...(report.filesFailed > 0 ? [`${count(report.filesFailed, 'file')} with errors`] : []),
    ...report.messages.map((message) => `  ${formatMessage(message)}`),
    ...(hidden > 0 ? [`  and ${count(hidden, 'message')} more`] : []),
    report.generation === null ? 'Nothing was published.' : `Published as generation ${report.generation}.`,
  ];
}

/** `1 article`, `1,200 articles`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
