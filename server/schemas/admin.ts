import { z } from 'zod';
import { articleSchema, generationId, namedSchemas } from './answers.ts';
import { JOB_PHASES, JOB_STATUSES } from '../../core/reindex-job.ts';
import { DOCUMENT_LIMITS, instantSchema } from '../../core/document.ts';

const count = z.int().min(0);

export const reindexOptionsSchema = z
  .strictObject({
    mode: z.enum(['full', 'changed']).default('full').describe('`changed`: unchanged sources are not read again.'),
    dryRun: z.boolean().default(false).describe('Everything but publishing.'),
    force: z.boolean().default(false).describe('Publish although the guard refuses; logged with the reasons.'),
  })
  .describe('How to reindex; fully and with the guard unless it says otherwise.')
  .register(namedSchemas, { id: 'ReindexOptions' });

const instant = z.iso.datetime();

export const messageSchema = z
  .object({
    severity: z
      .enum(['error', 'warning', 'info'])
      .describe('`error`: the article or file is lost; `warning`: something of it is; `info`: worth knowing.'),
    rule: z.string().meta({ description: 'Stable name of the rule that speaks.', examples: ['date-unreadable'] }),
    reason: z.string().describe('What is wrong, for people. The words may change.'),
    file: z.string().describe('Path below its corpus folder; `admin` of an article handed in.'),
    line: z.int().min(1).optional().describe('From 1; absent when it is about the whole file.'),
    record: z.string().optional().describe('`id` of the record, where it has one; in a crawl the address of the page.'),
    actual: z.string().optional().describe('What was found.'),
    expected: z.string().optional().describe('What would have been right.'),
  })
  .readonly()
  .describe('Something said about content: a file that cannot be read, a date not believed.')
  .register(namedSchemas, { id: 'Message' });

const progressSchema = z
  .object({
    phase: z.enum(JOB_PHASES).describe('What is being done, or was done last.'),
    filesDone: count.describe('Files that have been read.'),
    filesTotal: count.describe('Files there are; 0 before they have been counted.'),
    articles: count.describe('Articles of this phase so far.'),
    remainingMs: z
      .number()
      .min(0)
      .nullable()
      .describe('Milliseconds that the phase will go on, by its pace so far; null while nothing can be said.'),
  })
  .readonly();

const verdictSchema = z
  .object({
    accepted: z.boolean().describe('Whether nothing speaks against publishing.'),
    reasons: z.array(z.string()).readonly().describe('What speaks against it, one sentence each.'),
    forced: z.boolean().describe('Published all the same, by `force`.'),
  })
  .readonly();

const reportSchema = z
  .object({
    generation: z.string().nullable().describe('What was published; null when nothing was.'),
    files: count.describe('Files of the corpus.'),
    filesFailed: count.describe('Files with an error.'),
    articles: count.describe('Articles of the new generation.'),
    repeatsMerged: count.describe('Articles that told a story which another tells.'),
    undated: count.describe('Articles without a date.'),
    tookMs: z.number().min(0).describe('Milliseconds in all.'),
    messages: z.array(messageSchema).readonly().describe('The first, errors before warnings.'),
    messagesTotal: count.describe('How many there were.'),
  })
  .readonly();

export const jobSchema = z
  .object({
    id: z.string().meta({ description: 'Of the job, for its address.', examples: ['20261127071629-63c83c52'] }),
    status: z.enum(JOB_STATUSES).describe('The last three are final.'),
    options: z
      .object({
        mode: z.enum(['full', 'changed']).describe('`changed`: unchanged sources were not read again.'),
        dryRun: z.boolean().describe('Nothing is published.'),
        force: z.boolean().describe('Published although the guard refuses.'),
      })
      .readonly()
      .describe('As asked for.'),
    progress: progressSchema.describe('How far it is.'),
    createdAt: instant.describe('RFC 3339, in UTC.'),
    startedAt: instant.optional().describe('Absent before it has begun.'),
    finishedAt: instant.optional().describe('Absent before it has ended.'),
    guard: verdictSchema.optional().describe('The verdict on the candidate; absent before it has been judged.'),
    report: reportSchema.optional().describe('What became of the corpus; absent when the candidate was not judged.'),
    error: z
      .object({
        code: z.string().describe('As of a problem.'),
        message: z.string().describe('For people.'),
      })
      .readonly()
      .optional()
      .describe('Why it failed; present with the status `failed` alone.'),
  })
  .readonly()
  .describe('A run that builds a new generation beside the live one.')
  .register(namedSchemas, { id: 'ReindexJob' });

export const jobListSchema = z.object({
  jobs: z.array(jobSchema).readonly().describe('Newest first; the last fifty.'),
});

/** One article as an editor hands it in. */
export const rawRecordSchema = z
  .strictObject({
    id: z
      .string()
      .max(64)
      .exactOptional()
      .describe('May stand here as in a JSON Lines record, and is that of the address.'),
    title: z.string().max(DOCUMENT_LIMITS.title).exactOptional().describe('Taken from the text when absent.'),
    text: z
      .string()
      .max(DOCUMENT_LIMITS.body)
      .exactOptional()
      .describe('Plain text; wins over `html`. One of them is needed.'),
    html: z
      .string()
      .max(DOCUMENT_LIMITS.body)
      .exactOptional()
      .describe('A fragment, all of which is article, or a whole page, read as a saved one is.'),
    url: z.string().max(DOCUMENT_LIMITS.url).exactOptional().describe('Where it was published.'),
    date: z
      .string()
      .max(64)
      .exactOptional()
      .meta({
        description: 'Publication; what cannot be read is said in `messages`.',
        examples: ['2020-02-13', '2020-02'],
      }),
    author: z.string().max(DOCUMENT_LIMITS.author).exactOptional().describe('As it is to be shown.'),
    section: z.string().max(DOCUMENT_LIMITS.section).exactOptional().describe('Section of the publication.'),
    source: z.string().max(DOCUMENT_LIMITS.facetValue).exactOptional().describe('The publisher. `none` is no name.'),
    language: z.string().max(35).exactOptional().describe('BCP 47; counts where the text does not show its language.'),
    countries: z
      .array(z.string().max(DOCUMENT_LIMITS.facetValue))
      .max(DOCUMENT_LIMITS.facetValues)
      .exactOptional()
      .meta({
        description: 'ISO codes or names; what is neither is said in `messages`.',
        examples: [['IQ', 'Türkiye']],
      }),
    organisations: z
      .array(z.string().max(DOCUMENT_LIMITS.facetValue))
      .max(DOCUMENT_LIMITS.facetValues)
      .exactOptional()
      .describe('Names; made canonical where `data/` knows them.'),
    embargoUntil: instantSchema.exactOptional().describe('RFC 3339 with offset. Invisible before this instant.'),
  })
  .refine((record) => record.text !== undefined || record.html !== undefined, 'text or html is needed')
  .describe('An article as an editor hands it in. What it states wins over what its text shows.')
  .register(namedSchemas, { id: 'RawArticle' });
export const putAnswerSchema = z.object({
  document: articleSchema.describe('What was made of it.'),
  messages: z.array(messageSchema).readonly().describe('What of it could not be used.'),
});

export const takedownSchema = z
  .object({
    id: z.string().describe('The article; the takedown is lifted under it.'),
    reason: z.string().describe('As given.'),
    at: instant.describe('When, in RFC 3339, in UTC.'),
    url: z.string().optional().describe('The address that stays away, where the article had one.'),
    record: z.string().optional().describe('`file#record` that stays away, where the article came from one.'),
  })
  .readonly()
  .describe('An article that was taken down, and stays away.')
  .register(namedSchemas, { id: 'Takedown' });
export const takedownListSchema = z.object({
  takedowns: z.array(takedownSchema).readonly().describe('Newest first.'),
});

export const generationListSchema = z.object({
  generations: z
    .array(
      z
        .object({
          id: generationId.describe('To be named to `POST /admin/rollback`.'),
          createdAt: instant.describe('RFC 3339, in UTC.'),
          documents: count.describe('Articles, those under embargo among them.'),
          live: z.boolean().describe('Whether searches go to it; true of one.'),
        })
        .readonly(),
    )
    .readonly()
    .describe('Newest first.'),
});

const insightEntries = z
  .array(
    z
      .object({
        q: z.string().describe('The query, folded and with single spaces.'),
        count: count.describe('Searches for it.'),
        zeroResults: count.describe('How many of them found nothing.'),
        slowestMs: z.number().min(0).describe('Milliseconds that the engine took at most.'),
      })
      .readonly(),
  )
  .readonly();
export const insightSchema = z
  .object({
    enabled: z.boolean().describe('False with `DATELINE_INSIGHT=false`: nothing is counted.'),
    since: z.string().meta({ description: 'First day that is counted, `YYYY-MM-DD`.', examples: ['2026-10-29'] }),
    retentionDays: count.describe('Days that are kept.'),
    minimumCount: count.describe('Queries that were searched less often are not shown.'),
    searches: count.describe('Searches with words, those that are not shown among them.'),
    top: insightEntries.describe('Most frequent first; at most `limit`.'),
    zeroResults: insightEntries.describe('Those that found nothing, most frequent first; at most `limit`.'),
    slow: insightEntries.describe('Slowest first; at most `limit`.'),
  })
  .readonly()
  .describe('What readers searched for, in vain, and slowly. No address, no key, no time of day.')
  .register(namedSchemas, { id: 'Insight' });
