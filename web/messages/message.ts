/** A text, or one text for each plural form that the language has (`Intl.PluralRules`; `zero` always means 0). */
export type Message = string | (Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string });
export type MessageTable = Readonly<Record<string, Message>>;
