/** "Next match" and "previous match", by link or by the keys `n` and `p` while the links have the focus. */
export function startMatchSteps(): void {
  const nav = document.querySelector<HTMLElement>('[data-matches]');
  const status = nav?.querySelector('[role="status"]');
  const message = nav?.querySelector('[data-message]')?.getAttribute('data-message') ?? '{n}/{total}';
  if (!nav || !status) return;
  const total = Number(nav.dataset.matches);
  let current = 0;

  nav.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('[data-step]') : null;
    if (!link) return;
    event.preventDefault();
    go(Number(link.getAttribute('data-step')));
  });
  nav.addEventListener('keydown', (event) => {
    if (event.key === 'n') go(1);
    else if (event.key === 'p') go(-1);
  });

  function go(step: number): void {
    document.getElementById(`match-${current}`)?.removeAttribute('aria-current');
    current = stepFrom(current, step, total);
    const mark = document.getElementById(`match-${current}`);
    mark?.setAttribute('aria-current', 'true');
    mark?.scrollIntoView({ block: 'center' });
    status!.textContent = message.replace('{n}', String(current)).replace('{total}', String(total));
  }
}

/** The match, from 1, that one step leads to; from none (0) forward to the first of them and back to the last. */
export function stepFrom(current: number, step: number, total: number): number {
  const from = current === 0 && step < 0 ? 1 : current;
  return ((from - 1 + step + total) % total) + 1;
}
