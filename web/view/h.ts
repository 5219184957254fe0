/**
 * Markup as plain data: what a view returns. The server writes it as escaped HTML (`server/page/render-html.ts`), the
 * browser fits the page to it (`web/dom/patch.ts`); neither ever parses a string as markup.
 */
export interface VNode {
  readonly tag: string;
  /** `true` is an attribute without a value; false, null and undefined leave it out. */
  readonly attributes: Attributes;
  readonly children: readonly (VNode | string)[];
  /** Siblings with a key keep their element (and its focus) when they change places. */
  readonly key: string | undefined;
}

export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;
export type Child = VNode | string | number | null | false | undefined | readonly Child[];

/** One element. The attribute `key` is for the comparison alone and is not written. */
export function h(tag: string, attributes: Attributes | null, ...children: readonly Child[]): VNode {
  const { key, ...rest } = attributes ?? {};
  return { tag, attributes: rest, children: flatten(children), key: key === undefined ? undefined : String(key) };
}

/** Nested children in one list; nothing for null, undefined and false; neighbouring texts joined. */
export function flatten(children: readonly Child[]): (VNode | string)[] {
  const flat: (VNode | string)[] = [];
  const add = (child: Child): void => {
    if (child === null || child === undefined || child === false || child === '') return;
    if (isList(child)) child.forEach(add);
    else if (typeof child === 'object') flat.push(child);
    else {
      const last = flat.at(-1);
      if (typeof last === 'string') flat[flat.length - 1] = `${last}${child}`;
      else flat.push(String(child));
    }
  };
  children.forEach(add);
  return flat;
}

function isList(child: Child): child is readonly Child[] {
  return Array.isArray(child);
}

/** The address when a browser may follow it, undefined for `javascript:` and whatever else an article may state. */
export function safeUrl(address: string | undefined): string | undefined {
  return address !== undefined && /^https?:\/\/[^\s]+$/i.test(address) ? address : undefined;
}
