import type { Archive } from '../core/archive.ts';
import type { ArticleDocument } from '../core/document.ts';
import { DatelineError } from '../core/errors.ts';
import type { Message } from '../core/message.ts';
import type { ArchiveState } from './archive-state.ts';
import { SEES_ALL } from './browse-query.ts';
import { sayIfAhead } from './date-ahead.ts';

/** Articles like a taken-down one that are looked at as further copies of it. */
const LIKE_ONES = 10;

type Editing = Pick<Archive, 'put' | 'takeDown' | 'takedowns' | 'liftTakedown'>;

/** Single articles: published, taken down, let back. */
export function createEditing(state: ArchiveState): Editing {
  const { engine, takedowns, writes } = state;

  function refuseTakenDown(takedown: { id: string; reason: string } | undefined): void {
    if (!takedown) return;
    throw new DatelineError('conflict', `the article was taken down: ${takedown.reason}`, {
      details: { conflictingId: takedown.id },
    });
  }
  /** The article and its copies in the live generation. */
  async function copiesOf(document: ArticleDocument): Promise<string[]> {
    const like = await engine.related(document.id, LIKE_ONES, { now: SEES_ALL });
    const documents = await Promise.all(like.map((hit) => engine.get(hit.document.id, { now: SEES_ALL })));
    const copies = documents.filter((other) => other !== null && takedowns.match(other) !== undefined);
    return copies.map((other) => other!.id);
  }

  return {
    async put(id, record) {
      await takedowns.catchUp();
      refuseTakenDown(takedowns.byId(id));
      const { document, messages } = await state.corpus.normalise({ ...record, id });
      if (!document) {
        const reasons = messages.map((message) => message.reason);
        throw new DatelineError('invalid_parameter', 'this is not an article', {
          details: { parameter: 'body', reasons },
        });
      }
      if (document.id !== id) {
        throw new DatelineError('internal', `the article was given the id ${document.id} instead of ${id}`);
      }
      refuseTakenDown(takedowns.match(document));
      await writes.submit({ id, document, record });
      // A takedown that came in between must win.
      const takedown = takedowns.match(document);
      if (takedown) {
        await writes.submit({ id, document: null });
        refuseTakenDown(takedown);
      }
      const ahead: Message[] = [];
      sayIfAhead(document, state.now(), (message) => ahead.push(message));
      return { document, messages: [...messages, ...ahead] };
    },
    async takeDown(id, reason) {
      await takedowns.catchUp();
      const document = await engine.get(id, { now: SEES_ALL });
      if (document === null) {
        const known = takedowns.byId(id);
        if (known) return known;
        throw new DatelineError('not_found', 'there is no such article');
      }
      const takedown = await takedowns.add(document, reason, new Date(state.now()).toISOString());
      const copies = await copiesOf(document);
      await Promise.all([id, ...copies].map((gone) => writes.submit({ id: gone, document: null })));
      state.log.warn({ id, copies, reason }, 'article taken down');
      return takedown;
    },
    async takedowns() {
      await takedowns.catchUp();
      return takedowns.list();
    },
    async liftTakedown(id) {
      await takedowns.catchUp();
      await takedowns.lift(id);
      state.log.warn({ id }, 'takedown lifted');
    },
  };
}
