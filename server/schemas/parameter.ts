import { z } from 'zod';

/** What OpenAPI says about a parameter that is written as a string and means something else. */
export const parameterShapes = z.registry<{ shape: Readonly<Record<string, unknown>> }>();

/**
 * Query parameters arrive as strings. These helpers check and convert them, and tell OpenAPI the type that is meant.
 * A repeated single parameter arrives as an array and is refused.
 */
const text = z.string({
  error: ({ input }) => (input === undefined ? 'is needed' : Array.isArray(input) ? 'given more than once' : undefined),
});

/** A whole number between `min` and `max`, both allowed. */
export function integerParameter(min: number, max: number, fallback: number) {
  return text
    .regex(/^\d{1,9}$/, 'not a whole number')
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .default(fallback)
    .register(parameterShapes, { shape: { type: 'integer', minimum: min, maximum: max, default: fallback } });
}

/** `true` or `false`. */
export function booleanParameter(fallback: boolean) {
  return text
    .pipe(z.enum(['true', 'false']))
    .transform((value) => value === 'true')
    .default(fallback)
    .register(parameterShapes, { shape: { type: 'boolean', default: fallback } });
}

/** One of a few words. */
export function choiceParameter<const T extends readonly [string, ...string[]]>(values: T) {
  return text.pipe(z.enum(values)).register(parameterShapes, { shape: { type: 'string', enum: [...values] } });
}

/** Text of at most `maxLength` code points. */
export function textParameter(maxLength: number, minLength = 0) {
  return text
    .pipe(z.string().min(minLength).max(maxLength))
    .register(parameterShapes, { shape: { type: 'string', ...(minLength > 0 && { minLength }), maxLength } });
}

/** Text of one shape, called `shape` when it is refused. */
export function patternParameter(pattern: RegExp, shape: string) {
  return text
    .regex(pattern, `not ${shape}`)
    .register(parameterShapes, { shape: { type: 'string', pattern: pattern.source } });
}

/** A parameter that may be repeated; each value up to `maxLength` code points, at most `maxItems` of them. */
export function repeatableParameter(maxLength: number, maxItems: number) {
  return z
    .preprocess(
      (value) => (typeof value === 'string' ? [value] : value),
      z.array(z.string().min(1).max(maxLength)).max(maxItems),
    )
    .register(parameterShapes, {
      shape: { type: 'array', items: { type: 'string', minLength: 1, maxLength }, maxItems },
    });
}
