/// The text of the style sheet. There is no colour outside the tokens.
extension StyleSheet {
    static let tokens = """
        :root {
          color-scheme: light dark;
          --bg: light-dark(#faf9f7, #131416);
          --surface: light-dark(#ffffff, #1a1b1e);
          --sunken: light-dark(#f4f2ee, #212327);
          --hover: light-dark(#f1f3fb, #20242e);
          --line: light-dark(#e5e1da, #2d3035);
          --edge: light-dark(#8a857b, #747a83);
          --text: light-dark(#1c1b19, #e7e5e0);
          --dim: light-dark(#57534b, #b0aea8);
          --faint: light-dark(#6b675e, #9a9892);
          --accent: light-dark(#2a4fc4, #9ab5ff);
          --accent-soft: light-dark(#e8edfc, #1e2942);
          --bad: light-dark(#a3261d, #f4998e);
          --bad-soft: light-dark(#fbe9e6, #3b1f1c);
          --on-accent: light-dark(#ffffff, #0d1531);
          --sans: -apple-system, "Segoe UI", "Adwaita Sans", Roboto, "Noto Sans",
            "Helvetica Neue", "Liberation Sans", Arial, system-ui, sans-serif;
          --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas,
            "Noto Sans Mono", "DejaVu Sans Mono", "Liberation Mono", monospace;
          --t-s: .75rem; --t-m: .8125rem; --t-b: .875rem; --t-l: 1rem; --t-x: 1.375rem;
          --s1: .25rem; --s2: .5rem; --s3: .75rem; --s4: 1rem; --s5: 1.5rem; --s6: 2.5rem;
          --r: 6px;
        }

        """

    static let base = """
        *, *::before, *::after { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--bg); color: var(--text); font: var(--t-b)/1.45 var(--sans); }
        h1, h2, h3, p, ul, ol, pre, table { margin: 0; padding: 0; }
        h1 { font-size: var(--t-x); line-height: 1.25; font-weight: 650; letter-spacing: -.012em; text-wrap: balance; overflow-wrap: anywhere; }
        h2 { font-size: var(--t-l); line-height: 1.3; font-weight: 650; letter-spacing: -.005em; }
        h3 { font-size: var(--t-b); line-height: 1.4; font-weight: 650; }
        ul, ol { list-style: none; }
        table { border-collapse: collapse; inline-size: 100%; font-size: var(--t-m); font-variant-numeric: tabular-nums; }
        th { font-weight: 600; text-align: start; }
        svg { display: block; }
        pre, code { font-family: var(--mono); font-size: var(--t-m); font-variant-ligatures: none; }
        pre { line-height: 1.5; tab-size: 8; }
        a { color: var(--accent); text-decoration: none; }
        a:hover { text-decoration: underline; text-underline-offset: 2px; }
        p a, li a { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 2px; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
        main:focus-visible { outline: none; }
        time, .num { font-variant-numeric: tabular-nums; white-space: nowrap; }
        .num { text-align: end; }
        .dim { color: var(--dim); }

        """

    static let frame = """
        .skip { position: absolute; inset-inline-start: var(--s4); top: -4rem; z-index: 9; padding: var(--s2) var(--s4); background: var(--accent); color: var(--on-accent); border-radius: var(--r); }
        .skip:focus { top: var(--s2); }
        .wrap { max-inline-size: 112rem; margin-inline: auto; padding-inline: clamp(.75rem, 2vw, 2rem); }
        .top { background: var(--surface); border-block-end: 1px solid var(--line); }
        .top > .wrap { display: flex; align-items: center; gap: var(--s2) var(--s5); min-block-size: 3rem; }
        .brand { display: flex; align-items: center; gap: .5rem; font-weight: 680; letter-spacing: -.01em; color: var(--text); }
        .brand svg { color: var(--accent); }
        .brand:hover { text-decoration: none; }
        .crumb { color: var(--text); font-weight: 600; }
        .crumb::before { content: "/" / ""; color: var(--faint); font-weight: 400; margin-inline: calc(-1 * var(--s3)) var(--s3); }
        .nav { display: flex; gap: var(--s1); align-self: stretch; }
        .nav a { display: flex; align-items: center; padding-inline: .625rem; color: var(--dim); font-size: var(--t-m); border-block: 2px solid transparent; }
        .nav a:hover { color: var(--text); text-decoration: none; }
        .nav a[aria-current] { color: var(--text); font-weight: 600; border-block-end-color: var(--accent); }
        main { padding-block: var(--s5) var(--s6); min-block-size: calc(100vh - 7rem); }
        main > * + * { margin-block-start: var(--s5); }
        main > section + section { margin-block-start: var(--s6); }
        section > h2 { margin-block-end: var(--s3); }
        .foot { border-block-start: 1px solid var(--line); color: var(--faint); font-size: var(--t-s); }
        .foot > .wrap { display: flex; flex-wrap: wrap; gap: var(--s2) var(--s5); padding-block: var(--s4); }
        .foot a { color: var(--dim); text-decoration: underline; text-underline-offset: 2px; }
        .foot .end { margin-inline-start: auto; }

        """

    static let parts = """
        .meta { display: flex; flex-wrap: wrap; gap: .125rem var(--s4); margin-block-start: var(--s2); font-size: var(--t-m); color: var(--dim); align-items: baseline; }
        .meta strong { color: var(--text); font-weight: 600; }
        .meta code { overflow-wrap: anywhere; }
        .mid { font-family: var(--mono); font-size: var(--t-s); overflow-wrap: anywhere; }
        .pfx { font-family: var(--mono); font-size: var(--t-s); color: var(--faint); white-space: nowrap; font-weight: 400; margin-inline-start: var(--s2); }
        .st { display: inline-flex; align-items: center; gap: .4375em; white-space: nowrap; color: var(--text); }
        .st::before { content: ""; flex: none; inline-size: .75em; block-size: .75em; border: 1.5px solid currentColor; border-radius: 50%; }
        .rows th, .rows td { padding: .4375rem .625rem; vertical-align: baseline; border-block-end: 1px solid var(--line); }
        .rows thead th { font-size: var(--t-s); color: var(--faint); white-space: nowrap; padding-block: .375rem; }
        .rows thead .num { text-align: end; }
        .rows :is(th, td):first-child { padding-inline-start: 0; }
        .rows :is(th, td):last-child { padding-inline-end: 0; }
        .rows tbody tr:hover { background: var(--hover); }
        .rows td { white-space: nowrap; color: var(--dim); }
        .rows tbody .c-title { font-weight: 400; inline-size: 50%; overflow-wrap: anywhere; }
        .rows .c-title a { color: var(--text); }
        .rows .c-title a:hover { color: var(--accent); }
        .rows .num + * { padding-inline-start: var(--s5); }
        .projects tbody .c-title { inline-size: 30%; }
        .projects .c-title a { font-weight: 650; font-size: var(--t-b); }
        .c-author { max-inline-size: 13rem; overflow: hidden; text-overflow: ellipsis; }
        .cmd { background: var(--sunken); border-radius: 4px; padding: .3125rem .5rem; margin-block-start: var(--s1); }
        .cmd code { display: block; white-space: pre-wrap; font-size: var(--t-s); overflow-wrap: anywhere; line-height: 1.5; }
        .ask { display: flex; flex-wrap: wrap; gap: var(--s2); align-items: center; margin-block: var(--s4); }
        .ask label { color: var(--dim); font-size: var(--t-m); }
        .ask input { flex: 1 1 20rem; max-inline-size: 42rem; min-inline-size: 0; font: inherit; font-family: var(--mono); color: var(--text); background: var(--surface); border: 1px solid var(--edge); border-radius: var(--r); padding: .375rem .625rem; }
        .ask button { font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 0; border-radius: var(--r); padding: .4375rem .875rem; cursor: pointer; }
        .ask :is(input, button):focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        .rows .c-why { white-space: normal; overflow-wrap: anywhere; inline-size: 60%; }
        .rows tbody .c-fate { font-weight: 600; white-space: nowrap; }
        .steps { counter-reset: n; display: grid; gap: var(--s4); max-inline-size: 46rem; }
        .steps > li { counter-increment: n; position: relative; padding-inline-start: 2.25rem; }
        .steps > li::before { content: counter(n) / ""; position: absolute; inset-inline-start: 0; top: 0; inline-size: 1.5rem; block-size: 1.5rem; border-radius: 50%; background: var(--accent-soft); color: var(--accent); font: 650 var(--t-s)/1.5rem var(--sans); text-align: center; }
        .mail { white-space: pre-wrap; overflow-wrap: anywhere; max-inline-size: 84ch; }
        .file { border: 1px solid var(--line); border-radius: var(--r); background: var(--surface); }
        .code { overflow-x: auto; padding: var(--s3); line-height: 1.45; }
        .msg { padding-block: var(--s4); border-block-start: 1px solid var(--line); }
        .msg > header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 var(--s3); font-size: var(--t-m); color: var(--dim); margin-block-end: var(--s2); }
        .msg > header h3 { font-size: var(--t-m); color: var(--text); }
        .msg:target { box-shadow: inset 3px 0 var(--accent); padding-inline-start: var(--s3); }
        .error { max-inline-size: 50rem; }
        .error h1 + p { margin-block: var(--s2) var(--s5); }
        .bul { list-style: disc; padding-inline-start: 1.25rem; }
        .bul li { margin-block: .25rem; }

        """

    static let narrow = """
        @media (max-width: 52rem) {
          .top > .wrap { flex-wrap: wrap; padding-block: var(--s2) 0; gap: var(--s1) var(--s5); min-block-size: 2.75rem; }
          .brand { padding-block-end: var(--s2); }
          .crumb { padding-block-end: var(--s2); }
          .nav { flex-basis: 100%; margin-inline: -.625rem; overflow-x: auto; }
          .nav a { padding-block: .4375rem; }
          h1 { font-size: 1.1875rem; }
          main { padding-block-start: var(--s4); }
          .rows, .rows tbody { display: block; }
          .rows thead { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
          .rows tbody tr { display: flex; flex-wrap: wrap; align-items: baseline; gap: .125rem .875rem; padding-block: .625rem; border-block-end: 1px solid var(--line); }
          .rows tbody :is(th, td) { padding: 0; border: 0; }
          .rows tbody td { font-size: var(--t-s); }
          .rows tbody .c-title, .projects tbody .c-list { flex: 1 0 100%; inline-size: auto; font-size: var(--t-b); line-height: 1.35; }
          .projects tbody .c-list { font-size: var(--t-s); }
          .rows td a { display: inline-block; padding-block: .1875rem; }
          .rows td[data-label]::before { content: attr(data-label) " "; color: var(--faint); }
          .c-author { max-inline-size: none; }
          .crumbs { padding-block-end: var(--s2); }
          .who { margin-inline-start: 0; padding-block-end: var(--s2); }
          .foot .end { margin: 0; }
          .mail, .code { font-size: var(--t-s); }
        }
        @media print {
          :root { color-scheme: light; --bg: #fff; }
          .top, .foot, .skip { display: none; }
          .code { white-space: pre-wrap; overflow: visible; }
        }

        """
}
