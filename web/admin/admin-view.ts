import type { Generation, InsightEntry, InsightReport } from '../../client/dateline-admin-client.ts';
import type { Localiser } from '../messages/localiser.ts';
import type { Child, VNode } from '../view/h.ts';
import { h } from '../view/h.ts';
import type { AdminModel, Question } from './admin-model.ts';
import { articleView, takedownsView } from './article-view.ts';
import { reindexView, time } from './job-view.ts';

/** The archivist's page: a key first, then everything behind it. */
export function adminView(model: AdminModel, localiser: Localiser): VNode[] {
  const said = [
    h('p', { class: 'dl-admin-problem', role: 'alert', tabindex: -1, key: 'problem' }, model.problem),
    h('p', { class: 'dl-admin-done', role: 'status', tabindex: -1, key: 'done' }, model.done),
  ];
  if (!model.admitted) return [...said, keyForm()];
  return [
    ...said,
    reindexView(model),
    generationsView(model.generations),
    articleView(model, localiser),
    takedownsView(model.takedowns),
    insightView(model.insight),
    questionView(model.question),
  ];
}

/** Shown as a modal dialog for as long as there is a question; the browser keeps the focus in it and gives it back. */
function questionView(question: Question | null): VNode {
  return h(
    'dialog',
    { class: 'dl-admin-question', 'aria-labelledby': 'question', key: 'question' },
    h('p', { id: 'question' }, question?.text),
    h(
      'div',
      { class: 'dl-admin-form' },
      h(
        'button',
        { type: 'button', class: 'dl-button dl-admin-button', 'data-answer': 'yes' },
        question?.verb ?? 'Yes',
      ),
      h('button', { type: 'button', class: 'dl-plain', 'data-answer': 'no' }, 'Leave it'),
    ),
  );
}

function keyForm(): VNode {
  return h(
    'form',
    { class: 'dl-admin-form', 'data-form': 'key', key: 'key' },
    h(
      'label',
      null,
      'Admin key ',
      h('input', {
        type: 'password',
        name: 'key',
        required: true,
        autocomplete: 'current-password',
        class: 'dl-admin-field',
      }),
    ),
    h('button', { class: 'dl-button dl-admin-button' }, 'Open'),
    h('p', { class: 'dl-quiet' }, 'The key stays in this page and is forgotten when you leave it.'),
  );
}

function generationsView(generations: readonly Generation[]): VNode {
  return h(
    'section',
    { class: 'dl-section', 'aria-labelledby': 'generations' },
    h('h2', { id: 'generations' }, 'Generations'),
    table(
      ['Generation', 'Made', 'Articles', ''],
      generations.map(({ id, createdAt, documents, live }) => [
        id,
        time(createdAt),
        String(documents),
        live
          ? h('strong', null, 'live')
          : h(
              'button',
              { type: 'button', class: 'dl-plain', 'data-rollback': id, 'aria-label': `Go back to ${id}` },
              'Go back',
            ),
      ]),
    ),
  );
}

function insightView(insight: InsightReport | null): VNode {
  const rows = (entries: readonly InsightEntry[]): Child[][] =>
    entries.map(({ q, count, zeroResults, slowestMs }) => [
      q,
      String(count),
      String(zeroResults),
      slowestMs.toFixed(0),
    ]);
  const list = (title: string, entries: readonly InsightEntry[]): Child =>
    entries.length === 0
      ? null
      : [h('h3', null, title), table(['Search', 'Times', 'In vain', 'Slowest (ms)'], rows(entries))];
  return h(
    'section',
    { class: 'dl-section', 'aria-labelledby': 'insight' },
    h('h2', { id: 'insight' }, 'What readers searched'),
    insight === null || !insight.enabled
      ? h('p', { class: 'dl-quiet' }, 'Statistics are switched off.')
      : [
          h(
            'p',
            { class: 'dl-quiet' },
            `Searches since ${insight.since}: ${insight.searches}. A search is shown from ${insight.minimumCount} times on, and kept ${insight.retentionDays} days.`,
          ),
          list('Most often', insight.top),
          list('In vain', insight.zeroResults),
          list('Slowest', insight.slow),
        ],
  );
}

function table(heads: readonly string[], rows: readonly (readonly Child[])[]): VNode {
  return h(
    'div',
    { class: 'dl-admin-table', tabindex: 0, role: 'group', 'aria-label': heads[0] },
    h(
      'table',
      null,
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          heads.map((head) => (head === '' ? h('td', null) : h('th', { scope: 'col' }, head))),
        ),
      ),
      h(
        'tbody',
        null,
        rows.map((row) =>
          h(
            'tr',
            null,
            row.map((cell) => h('td', { dir: 'auto' }, cell)),
          ),
        ),
      ),
    ),
  );
}
