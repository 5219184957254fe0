import type { Takedown } from '../../client/dateline-admin-client.ts';
import type { Article } from '../../client/dateline-client.ts';
import type { Localiser } from '../messages/localiser.ts';
import { evidenceView } from '../view/evidence-view.ts';
import type { VNode } from '../view/h.ts';
import { h } from '../view/h.ts';
import type { AdminModel, Draft, DraftField } from './admin-model.ts';
import { DRAFT_FIELDS } from './admin-model.ts';
import { time } from './job-view.ts';

const LABELS = {
  title: 'Title',
  text: 'Text',
  date: 'Date',
  url: 'Address',
  author: 'Author',
  section: 'Section',
  source: 'Publisher',
  language: 'Language',
} as const satisfies Readonly<Record<DraftField, string>>;

/** Find one article, read why it is tagged as it is, change it, take it down. */
export function articleView({ article, draft }: AdminModel, localiser: Localiser): VNode {
  return h(
    'section',
    { class: 'dl-section', 'aria-labelledby': 'article', key: 'article' },
    h('h2', { id: 'article' }, 'One article'),
    h(
      'form',
      { class: 'dl-admin-form', 'data-form': 'article' },
      h(
        'label',
        null,
        'Id or address ',
        h('input', { name: 'id', required: true, maxlength: 2048, class: 'dl-admin-field' }),
      ),
      h('button', { class: 'dl-plain' }, 'Show'),
    ),
    draft ? draftForm(draft, article) : null,
    article ? takedownForm(article) : null,
    article ? evidenceView(article, (facet, value) => localiser.label(facet, value), localiser) : null,
  );
}

/** The key makes each article a form of its own, so that nothing typed for one is left in another. */
function draftForm({ id, fields }: Draft, article: Article | null): VNode {
  const field = (name: DraftField): VNode =>
    h(
      'label',
      { class: `dl-admin-line dl-admin-${name}` },
      LABELS[name],
      name === 'text'
        ? h('textarea', { name, rows: 10, required: true, class: 'dl-admin-field', dir: 'auto' }, fields[name])
        : h('input', { name, value: fields[name], class: 'dl-admin-field', dir: 'auto' }),
    );
  return h(
    'form',
    { class: 'dl-admin-edit', 'data-form': 'edit', key: `edit-${id}` },
    h('h3', null, article ? `Change ${id}` : `New article ${id}`),
    DRAFT_FIELDS.map(field),
    h('p', { class: 'dl-quiet' }, 'Countries, regions and organisations are recognised anew.'),
    h('button', { class: 'dl-button dl-admin-button' }, 'Publish'),
  );
}

function takedownForm({ id }: Article): VNode {
  return h(
    'form',
    { class: 'dl-admin-form', 'data-form': 'takedown', key: `takedown-${id}` },
    h(
      'label',
      null,
      'Reason ',
      h('input', { name: 'reason', required: true, maxlength: 500, class: 'dl-admin-field', dir: 'auto' }),
    ),
    h('button', { class: 'dl-plain' }, 'Take down…'),
  );
}

/** What is kept away, and the way back for each. */
export function takedownsView(takedowns: readonly Takedown[]): VNode {
  return h(
    'section',
    { class: 'dl-section', 'aria-labelledby': 'takedowns', key: 'takedowns' },
    h('h2', { id: 'takedowns' }, 'Taken down'),
    takedowns.length === 0
      ? h('p', { class: 'dl-quiet' }, 'Nothing is.')
      : h(
          'ul',
          { class: 'dl-admin-rows' },
          takedowns.map(({ id, reason, at }) =>
            h(
              'li',
              { key: id },
              h('span', null, h('code', null, id), ' ', h('bdi', null, reason), ` (${time(at)})`),
              h(
                'button',
                { type: 'button', class: 'dl-plain', 'data-lift': id, 'aria-label': `Let ${id} return` },
                'Let it return',
              ),
            ),
          ),
        ),
  );
}
