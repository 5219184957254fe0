import { partsSheet } from './parts-sheet.ts';

/**
 * Where an element renders: itself when it is `light`, otherwise a wrapper in a shadow root. The wrapper begins with
 * every property at its initial value, so what a page says of all its elements ends at the host.
 */
export function makeRoot(element: HTMLElement): HTMLElement {
  if (element.hasAttribute('light')) return element;
  const shadow = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [partsSheet()];
  const root = document.createElement('div');
  root.className = 'dl-root';
  root.part.add('root');
  shadow.replaceChildren(root);
  return root;
}

/** Sets language and direction where the element renders. */
export function setLanguage(root: HTMLElement, lang: string, direction: 'ltr' | 'rtl'): void {
  root.lang = lang;
  root.dir = direction;
}
