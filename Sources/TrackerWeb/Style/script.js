// Patchbay: an aid, never a need. Every action below is also a link or a form button.
(() => {
  const $ = (s, e = document) => e.querySelector(s), $$ = s => [...document.querySelectorAll(s)];
  const root = document.documentElement, keys = $('#keys'), rows = $$('.list tr[data-href]');
  const boxes = $$('.sel'), all = $('#select-all'), count = $('#selected');
  const single = root.dataset.keys !== 'off'; // account setting: WCAG 2.1.4
  const find = () => ($('#q') || $('#find'))?.focus();
  let at = Math.max(0, rows.findIndex(r => r.ariaCurrent === 'true')), last = null;
  // The theme is a cookie, so that the server writes it into the page; here it changes without a reload.
  const theme = v => {
    v === 'auto' ? delete root.dataset.theme : root.dataset.theme = v;
    $$('[name=theme]').forEach(b => b.ariaPressed = String(b.value === v));
  };
  document.addEventListener('submit', e => {
    if (e.submitter?.name !== 'theme') return;
    e.preventDefault(); theme(e.submitter.value);
    document.cookie = `theme=${e.submitter.value}; Path=/; Max-Age=31536000; SameSite=Lax`;
  });
  const tell = () => {
    const n = boxes.filter(b => b.checked).length;
    if (count) count.textContent = `${n} series selected`;
    if (all) { all.checked = n === boxes.length; all.indeterminate = n > 0 && n < boxes.length; }
  };
  const go = i => {
    if (!rows.length) return;
    rows[at].removeAttribute('aria-current');
    rows[at = Math.min(rows.length - 1, Math.max(0, i))].setAttribute('aria-current', 'true');
    $('a.t', rows[at]).focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: 'nearest' });
  };
  const range = (to, on) => {
    const [a, b] = [boxes.indexOf(last ?? to), boxes.indexOf(to)].sort((x, y) => x - y);
    boxes.slice(a, b + 1).forEach(x => { x.checked = on; });
  };
  document.addEventListener('click', e => {
    const box = e.target.closest('.sel'), copy = e.target.closest('.copy');
    if (box) { if (e.shiftKey) range(box, box.checked); last = box; }
    if (e.target === all) boxes.forEach(b => { b.checked = all.checked; });
    if (copy) { navigator.clipboard?.writeText($('code', copy.parentNode).textContent); copy.textContent = 'copied'; }
    tell();
  });
  const act = {
    j: () => go(at + 1), k: () => go(at - 1),
    n: () => go(rows.findIndex((r, i) => i > at && r.matches('.unread'))),
    x: () => $('.sel', rows[at])?.click(),
    X: () => boxes.length && (range($('.sel', rows[at]), true), tell()),
    l: find, '/': find,
    '?': () => keys?.open ? keys.close() : keys?.show(),
    Escape: () => keys?.open ? keys.close() : document.activeElement.blur(),
  };
  document.addEventListener('keydown', e => {
    const typing = !single || e.target.matches('input:not([type=checkbox]), textarea, select');
    if (e.ctrlKey || e.metaKey || e.altKey || (typing && e.key !== 'Escape')) return;
    const t = $(`[data-key="${CSS.escape(e.key)}"]`);
    const hit = act[e.key] || (t && (() => t.matches('a, button, summary, [type=checkbox]') ? t.click() : t.focus()));
    if (hit) { e.preventDefault(); hit(); }
  });
  tell();
})();
