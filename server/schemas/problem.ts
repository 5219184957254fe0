import { z } from 'zod';
import { ERROR_CODES } from '../../core/errors.ts';
import { namedSchemas } from './answers.ts';

/** RFC 9457. `code` is stable and for programs; `title` and `detail` are for people. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'A URN of the code.', examples: ['urn:dateline:problem:not_found'] }),
    title: z.string().describe('What `code` means, for people.'),
    status: z.int().describe('The status of the answer.'),
    detail: z.string().describe('What went wrong this time, for people. The words may change.'),
    code: z.enum(ERROR_CODES).describe('Stable, for programs.'),
    requestId: z.string().describe('Under this the log tells more; also in `X-Request-Id`.'),
    parameter: z
      .string()
      .optional()
      .describe('The parameter or field at fault; `body` or `path` for the whole of one.'),
    reasons: z.array(z.string()).readonly().optional().describe('Why it was refused, one sentence each.'),
    conflictingId: z.string().optional().describe('The job, generation or takedown that is in the way.'),
  })
  .describe('RFC 9457: why there is no other answer.')
  .register(namedSchemas, { id: 'Problem' });

export type Problem = z.infer<typeof problemSchema>;
