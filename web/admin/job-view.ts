import type { ReindexJob } from '../../client/dateline-admin-client.ts';
import type { VNode } from '../view/h.ts';
import { h } from '../view/h.ts';
import type { AdminModel } from './admin-model.ts';
import { runningJob } from './admin-model.ts';

const MESSAGES_SHOWN = 20;

/** Start a reindex, follow the one that runs, and read what became of the last. */
export function reindexView(model: AdminModel): VNode {
  const running = runningJob(model);
  const last = model.jobs.find((job) => job !== running);
  return h(
    'section',
    { class: 'dl-section', 'aria-labelledby': 'reindex' },
    h('h2', { id: 'reindex' }, 'Reindex'),
    running ? progressView(running) : startForm(),
    last ? outcomeView(last) : null,
    model.jobs.length > 1 ? historyView(model.jobs) : null,
  );
}

function startForm(): VNode {
  const option = (name: string, text: string): VNode =>
    h('label', { class: 'dl-admin-option' }, h('input', { type: 'checkbox', name }), text);
  return h(
    'form',
    { class: 'dl-admin-form', 'data-form': 'reindex', key: 'start' },
    option('changed', 'Only what has changed'),
    option('dryRun', 'Try without publishing'),
    option('force', 'Publish even if the guard refuses'),
    h('button', { class: 'dl-button dl-admin-button' }, 'Start'),
  );
}

function progressView({ id, progress, status }: ReindexJob): VNode {
  const { phase, filesDone, filesTotal, articles, remainingMs } = progress;
  const remaining = remainingMs === null ? '' : `, about ${Math.ceil(remainingMs / 1000)} s left`;
  return h(
    'div',
    { class: 'dl-admin-form', key: 'progress' },
    h('progress', { max: Math.max(1, filesTotal), value: filesDone, 'aria-label': 'Files read' }),
    h(
      'p',
      { role: 'status', 'data-status': status },
      `${phase}: ${filesDone} of ${filesTotal} files, ${articles} articles${remaining}`,
    ),
    h('button', { type: 'button', class: 'dl-plain', 'data-cancel': id }, 'Cancel'),
  );
}

function outcomeView({ status, guard, report, error, options, finishedAt }: ReindexJob): VNode {
  return h(
    'div',
    { class: 'dl-admin-outcome', key: 'outcome' },
    h('h3', null, 'Last run'),
    h(
      'p',
      { 'data-outcome': status },
      h('strong', null, status),
      finishedAt === undefined ? null : ` ${time(finishedAt)}`,
      options.dryRun ? ', nothing published (a try)' : null,
    ),
    error ? h('p', { class: 'dl-failure' }, error.message) : null,
    guard ? guardView(guard) : null,
    report
      ? h(
          'p',
          null,
          `${report.articles} articles from ${report.files} files (${report.filesFailed} with errors), `,
          `${report.repeatsMerged} repeats merged, ${report.undated} without a date, ${(report.tookMs / 1000).toFixed(1)} s`,
        )
      : null,
    report && report.messages.length > 0 ? messagesView(report.messages, report.messagesTotal) : null,
  );
}

function guardView({ accepted, reasons, forced }: NonNullable<ReindexJob['guard']>): VNode {
  const verdict = accepted
    ? 'The guard let it pass.'
    : forced
      ? 'The guard refused; it was forced.'
      : 'The guard refused it.';
  return h(
    'div',
    { 'data-guard': accepted ? 'accepted' : 'refused' },
    h('p', null, verdict),
    reasons.length === 0
      ? null
      : h(
          'ul',
          { class: 'dl-admin-list' },
          reasons.map((reason) => h('li', null, reason)),
        ),
  );
}

function messagesView(messages: NonNullable<ReindexJob['report']>['messages'], total: number): VNode {
  return h(
    'details',
    null,
    h('summary', null, `${total} messages`),
    h(
      'ul',
      { class: 'dl-admin-list' },
      messages
        .slice(0, MESSAGES_SHOWN)
        .map(({ severity, file, line, rule, reason }) =>
          h('li', null, `${severity}: ${file}${line === undefined ? '' : `:${line}`}: ${reason} (${rule})`),
        ),
    ),
  );
}

function historyView(jobs: readonly ReindexJob[]): VNode {
  return h(
    'details',
    { key: 'history' },
    h('summary', null, 'Earlier runs'),
    h(
      'ul',
      { class: 'dl-admin-list' },
      jobs.map(({ createdAt, status, report }) =>
        h('li', null, `${time(createdAt)}: ${status}${report ? `, ${report.articles} articles` : ''}`),
      ),
    ),
  );
}

/** A moment in the archivist's own zone. */
export function time(instant: string): string {
  return new Date(instant).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}
