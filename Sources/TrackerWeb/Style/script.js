// Patchbay: an aid, never a need. Every action below is also a link or a form button.
(() => {
  const $ = (s, e = document) => e.querySelector(s), $$ = s => [...document.querySelectorAll(s)];
  const root = document.documentElement, keys = $('#keys'), rows = $$('.list tr[data-href]');
  const boxes = $$('.sel'), all = $('#select-all'), count = $('#selected');
  const single = root.dataset.keys !== 'off'; // account setting: WCAG 2.1.4
  const things = count?.textContent.replace(/^Selected /, '');
  const find = () => { const q = $('#q') || $('#find'); if (q) { const d = q.closest('details'); if (d) d.open = true; q.focus(); } };
  const here = decodeURIComponent(location.hash.slice(1)); // where a form led back to
  let at = Math.max(-1, rows.findIndex(r => r.id === here)), last = null;
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
    if (count) count.textContent = `${n} ${n === 1 ? things.replace(/(patch)es$/, '$1') : things} selected`;
    if (all) { all.checked = n > 0 && n === boxes.length; all.indeterminate = n > 0 && n < boxes.length; }
  };
  const mark = i => {
    rows[at]?.removeAttribute('aria-current');
    rows[at = i]?.setAttribute('aria-current', 'true');
  };
  const go = i => {
    if (!rows.length || i < 0) return;
    mark(Math.min(rows.length - 1, i));
    $('a.t', rows[at])?.focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: 'nearest' });
  };
  const box = () => rows[at] && $('.sel', rows[at]);
  const range = (to, on) => {
    const [a, b] = [boxes.indexOf(last ?? to), boxes.indexOf(to)].sort((x, y) => x - y);
    boxes.slice(a, b + 1).forEach(x => { x.checked = on; });
  };
  document.addEventListener('click', e => {
    const on = e.target.closest('.sel'), copy = e.target.closest('.copy');
    if (on) { if (e.shiftKey) range(on, on.checked); last = on; }
    if (e.target === all) boxes.forEach(b => { b.checked = all.checked; });
    if (copy) {
      navigator.clipboard?.writeText(copy.dataset.copy ?? $('code', copy.parentNode).textContent);
      copy.textContent = 'copied';
    }
    tell();
  });
  // Where nothing is selected, a key that changes something means the row of the cursor.
  const select = () => { if (boxes.length && !boxes.some(b => b.checked) && box()) { box().checked = true; tell(); } };
  const bulk = 'swabu';
  const act = {
    j: () => go(at + 1), k: () => go(Math.max(0, at - 1)),
    n: () => go(rows.findIndex((r, i) => i > at && r.matches('.unread'))),
    x: () => box()?.click(),
    X: () => box() && (range(box(), true), tell()),
    o: () => rows[at] && $('a.t', rows[at])?.click(),
    e: () => rows[at] && $('.twisty', rows[at])?.click(),
    l: find, '/': find,
    '?': () => keys?.open ? keys.close() : keys?.show(),
    Escape: () => keys?.open ? keys.close() : document.activeElement.blur(),
  };
  document.addEventListener('keydown', e => {
    const typing = !single || e.target.matches('input:not([type=checkbox]), textarea, select');
    if (e.ctrlKey || e.metaKey || e.altKey || (typing && e.key !== 'Escape')) return;
    const t = $(`[data-key="${CSS.escape(e.key)}"]`);
    const own = act[e.key];
    if (own && (rows.length || !t)) { e.preventDefault(); return own(); }
    if (!t) return;
    e.preventDefault();
    if (bulk.includes(e.key) && t.closest('.bulk')) {
      select();
      if (!boxes.some(b => b.checked)) return;
    }
    t.matches('a, button, summary, [type=checkbox]') ? t.click() : t.focus();
  });
  // Dates are UTC; whoever points at one is told in the reader's own zone.
  document.addEventListener('mouseover', e => {
    const t = e.target.closest('time[datetime]');
    if (t && !t.title) t.title = new Date(t.dateTime).toLocaleString([], { dateStyle: 'full', timeStyle: 'long' });
  });
  mark(at);
  tell();
})();
