/** The BCP 47 language of a text, or null when it is too short or too mixed to tell. */
export type LanguageDetector = (text: string) => string | null;

/**
 * Loads the n-gram tables, once per thread, and returns the detector. The tables of middle size: the large ones take 220 MB more
 * in every thread, and are no better on whole articles.
 */
export async function loadLanguageDetector(): Promise<LanguageDetector> {
  const { eld } = await import('eld/medium');
  return (text) => {
    const found = eld.detect(text);
    return found.language !== '' && found.isReliable() ? found.language : null;
  };
}
