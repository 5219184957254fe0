import { z } from 'zod';
import { ERROR_CODES } from '../../core/errors.ts';
import { namedSchemas } from './answers.ts';

/** RFC 9457. `code` is stable and for programs; `title` and `detail` are for people. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(ERROR_CODES),
    requestId: z.string(),
    parameter: z.string().optional(),
    reasons: z.array(z.string()).readonly().optional(),
    conflictingId: z.string().optional(),
  })
  .register(namedSchemas, { id: 'Problem' });

export type Problem = z.infer<typeof problemSchema>;
