/** Registers an element, unless the page has done so already (two of our scripts on one page). */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
