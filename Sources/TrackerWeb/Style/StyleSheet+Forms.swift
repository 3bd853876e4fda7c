/// Forms, who is signed in, and the pages of the API.
extension StyleSheet {
    static let forms = """
        .who { display: flex; align-items: baseline; gap: var(--s2); margin-inline-start: auto; font-size: var(--t-m); color: var(--dim); }
        .who b { color: var(--text); font-weight: 600; }
        .who button { font: inherit; color: var(--accent); background: none; border: 0; padding: .25rem; cursor: pointer; }
        .who button:hover { text-decoration: underline; }
        .narrow { max-inline-size: 26rem; margin-inline: auto; }
        .narrow > * + * { margin-block-start: var(--s4); }
        .panel { border: 1px solid var(--line); border-radius: var(--r); background: var(--surface); padding: var(--s4); }
        .panel > summary, .panel summary { cursor: pointer; }
        .form { display: grid; gap: var(--s3); }
        .form label { display: grid; gap: var(--s1); font-weight: 550; }
        .form > label + input { margin-block-start: calc(-1 * var(--s2)); }
        .form fieldset { display: grid; gap: var(--s3); margin: 0; padding: var(--s3); border: 1px solid var(--line); border-radius: var(--r); }
        .form :is(input, select, textarea) { font: inherit; font-weight: 400; color: var(--text); background: var(--bg); border: 1px solid var(--edge); border-radius: var(--r); padding: .4375rem .625rem; inline-size: 100%; min-inline-size: 0; }
        .form textarea { font-family: var(--mono); font-size: var(--t-m); resize: vertical; }
        .form .primary { font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 0; border-radius: var(--r); padding: .4375rem .875rem; cursor: pointer; }
        .row { display: flex; flex-wrap: wrap; align-items: baseline; gap: var(--s2); }
        .button { display: inline-block; font-size: var(--t-s); font-weight: 600; color: var(--text); text-decoration: none; border: 1px solid var(--edge); border-radius: var(--r); padding: .1875rem .5rem; }
        .button:hover { background: var(--sunken); text-decoration: none; }
        .wrong { color: var(--bad); background: var(--bad-soft); border-radius: var(--r); padding: var(--s2) var(--s3); }
        .crumbs ol { display: flex; flex-wrap: wrap; gap: var(--s1); font-size: var(--t-m); }
        .crumbs li + li::before { content: "›" / ""; color: var(--faint); margin-inline-end: var(--s1); }
        .crumbs li a { text-decoration: none; }
        .api > * + * { margin-block-start: var(--s4); }
        .api .head .row { margin-block-start: var(--s2); }
        .api pre { white-space: pre-wrap; overflow-wrap: anywhere; }
        .api .about { font-family: var(--sans); color: var(--dim); }
        .api .request, .api .answer { background: var(--sunken); border-radius: var(--r); padding: var(--s3); }
        .api .answer { max-inline-size: none; }
        .api .panel { max-inline-size: 56rem; }
        .api .panel h2 { margin-block-end: var(--s3); }

        """
}
