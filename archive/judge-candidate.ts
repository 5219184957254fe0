import { isDatelineError } from '../core/errors.ts';
import type { Rebuild, SearchReader } from '../engine/port.ts';
import type { ArchiveState } from './archive-state.ts';
import { runCanaries } from './canaries.ts';
import type { GenerationFacts } from './generation-facts.ts';
import { gatherFacts } from './generation-facts.ts';
import { judge } from './publish-guard.ts';
import type { Survey } from './survey-generation.ts';
import { checkSearches, surveyGeneration } from './survey-generation.ts';

export interface Judgement {
  readonly facts: GenerationFacts;
  /** Ids in the candidate that were never published before. */
  readonly newIds: readonly string[];
  /** Why it should not be published; empty when nothing speaks against it. */
  readonly reasons: readonly string[];
}

function gathererFor(state: ArchiveState) {
  return gatherFacts({
    synonyms: state.synonyms,
    now: state.now(),
    isKnown: (id) => state.firstSeen.of(id) !== undefined,
  });
}

/**
 * Facts of what is live: those kept from its publication, or gathered now when edits or takedowns have changed how many
 * articles it holds. Null when nothing is live.
 */
async function liveFacts(state: ArchiveState, signal: AbortSignal): Promise<GenerationFacts | null> {
  const live = (await state.engine.generations()).find((generation) => generation.live);
  if (!live) return null;
  const kept = state.facts.of(live.id);
  if (kept?.articles === live.documents) return kept;
  const { facts, ids } = await surveyLive(state, signal);
  await state.firstSeen.note(ids, Date.parse(live.createdAt));
  return { ...facts, knownIds: facts.articles };
}

/**
 * Reads all that is live. Edits go on beside it; where one makes the engine give up what was being read, it is read anew
 * and edits wait until that is done.
 */
async function surveyLive(
  state: ArchiveState,
  signal: AbortSignal,
): Promise<{ facts: GenerationFacts; ids: string[] }> {
  const read = async () => {
    const ids: string[] = [];
    const { facts } = await surveyGeneration(state.engine, gathererFor(state), {
      signal,
      isCounted: ({ id }) => {
        ids.push(id);
        return true;
      },
    });
    return { facts, ids };
  };
  try {
    return await read();
  } catch (error) {
    if (!isDatelineError(error, 'conflict')) throw error;
    return state.writes.exclusive(read);
  }
}

/**
 * Reads the candidate once, and removes from it what was taken down while it was being filled. What is taken down during
 * that is left to `sweepTakenDown`: to begin anew for it, while takedowns come one after the other, would have no end.
 */
async function sweepAndSurvey(
  state: ArchiveState,
  rebuild: Rebuild,
  signal?: AbortSignal,
  onChecked: () => void = () => undefined,
): Promise<{ reader: SearchReader; survey: Survey; newIds: string[] }> {
  const reader = await rebuild.preview();
  const newIds: string[] = [];
  const unwanted: string[] = [];
  const survey = await surveyGeneration(reader, gathererFor(state), {
    signal,
    isCounted: (document) => {
      onChecked();
      const takenDown = state.takedowns.match(document) !== undefined;
      if (takenDown) unwanted.push(document.id);
      else if (state.firstSeen.of(document.id) === undefined) newIds.push(document.id);
      return !takenDown;
    },
  });
  if (unwanted.length === 0) return { reader, survey, newIds };
  await rebuild.remove(unwanted);
  return { reader: await rebuild.preview(), survey, newIds };
}

/**
 * Looks at the whole candidate: what it holds, whether it finds that, whether canary queries hold, and how it differs
 * from what is live. `onChecked` is called for every article looked at. @throws aborted, and what the engine throws
 */
export async function judgeCandidate(
  state: ArchiveState,
  rebuild: Rebuild,
  signal: AbortSignal,
  onChecked: () => void,
): Promise<Judgement> {
  const live = await liveFacts(state, signal);
  const { reader, survey, newIds } = await sweepAndSurvey(state, rebuild, signal, onChecked);
  const reasons = [
    ...judge(survey.facts, live, state.thresholds),
    ...(await checkSearches(reader, survey)),
    ...(await runCanaries(reader, state.canaries, state.now())),
  ];
  return { facts: survey.facts, newIds, reasons };
}

/** For takedowns that came after the judgement: what they match leaves the candidate. To be called while edits wait. */
export async function sweepTakenDown(state: ArchiveState, rebuild: Rebuild): Promise<void> {
  for (let seen = -1; seen !== state.takedowns.version;) {
    seen = state.takedowns.version;
    await sweepAndSurvey(state, rebuild);
  }
}
