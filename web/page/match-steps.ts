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
    current = ((current - 1 + step + total) % total) + 1;
    if (current === 0 || Number.isNaN(current)) current = step > 0 ? 1 : total;
    const mark = document.getElementById(`match-${current}`);
    mark?.setAttribute('aria-current', 'true');
    mark?.scrollIntoView({ block: 'center' });
    status!.textContent = message.replace('{n}', String(current)).replace('{total}', String(total));
  }
}
