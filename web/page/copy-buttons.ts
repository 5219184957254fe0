/** Buttons that copy the text before them. */
export function startCopyButtons(): void {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-copy]') : null;
    const text = button?.parentElement?.querySelector('pre')?.textContent;
    if (!button || !text) return;
    void navigator.clipboard.writeText(text).then(() => {
      button.textContent = button.dataset.done ?? '';
    });
  });
}
