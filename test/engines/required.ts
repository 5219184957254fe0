/** True when `REQUIRE_ENGINES` (names with commas) wants this engine tried: then its absence is a failure, not a skip. */
export function isRequired(engine: string): boolean {
  return (process.env['REQUIRE_ENGINES'] ?? '').split(',').includes(engine);
}
