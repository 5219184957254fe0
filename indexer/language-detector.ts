/** The BCP 47 language of a text, or null when it is too short or too mixed to tell. */
export type LanguageDetector = (text: string) => string | null;

/** Loads the n-gram tables, once per thread (about a tenth of a second), and returns the detector. */
export async function loadLanguageDetector(): Promise<LanguageDetector> {
  const { eld } = await import('eld/large');
  return (text) => {
    const found = eld.detect(text);
    return found.language !== '' && found.isReliable() ? found.language : null;
  };
}
