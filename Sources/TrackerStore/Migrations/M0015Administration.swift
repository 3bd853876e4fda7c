extension Migration {
    /// What people put right by hand, and what pages of administration need.
    static let administration = Migration(
        version: 15,
        name: "administration: decisions by hand",
        statements: numbers + mergedPeople + decidedMails + regroupings + ends
    )

    // No number of a state or tag is given twice: events and the trail name them.
    private static let numbers = [
        "INSERT INTO counter (name, value) SELECT 'state', COALESCE(MAX(id), 0) FROM state",
        "INSERT INTO counter (name, value) SELECT 'tag', COALESCE(MAX(id), 0) FROM tag",
    ]

    private static let mergedPeople = [
        // 1: somebody has set the name; mails leave it alone.
        "ALTER TABLE person ADD COLUMN name_by_hand {int} NOT NULL DEFAULT 0",
        // A person that is part of another one: its address leads there. The columns from old_id to
        // account_id are the row as it was; took_account: the link to the account went along.
        """
        CREATE TABLE person_merge (
            id {key},
            person_id {int} NOT NULL REFERENCES person (id) ON DELETE CASCADE,
            old_id {int} NOT NULL,
            email {text} NOT NULL,
            email_key {text} NOT NULL UNIQUE,
            name {text},
            named {int} NOT NULL,
            name_by_hand {int} NOT NULL,
            account_id {int} REFERENCES account (id) ON DELETE SET NULL,
            took_account {int} NOT NULL,
            date {int} NOT NULL,
            username {text} NOT NULL
        )
        """,
        "CREATE INDEX person_merge_person ON person_merge (person_id)",
        "CREATE INDEX person_merge_old ON person_merge (old_id)",
        // What the merge gave to the other person, so that it can be given back. kind: see
        // `PersonMerging`.
        """
        CREATE TABLE person_merge_row (
            merge_id {int} NOT NULL REFERENCES person_merge (id) ON DELETE CASCADE,
            kind {int} NOT NULL,
            item {int} NOT NULL,
            PRIMARY KEY (merge_id, kind, item)
        ) {clustered}
        """,
    ]

    private static let decidedMails = [
        // What somebody decided about a mail. kind: patch, comment, ignore, or empty where only the
        // project was said. parent: the message that a comment belongs to.
        """
        CREATE TABLE mail_decision (
            mail_id {int} NOT NULL PRIMARY KEY REFERENCES mail (id) ON DELETE CASCADE,
            project_id {int} NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            kind {text} NOT NULL,
            parent {text},
            date {int} NOT NULL,
            username {text} NOT NULL
        )
        """
    ]

    private static let regroupings = [
        // 1: somebody has put the mail where it is. 2: the same, and mails that belong to it by their
        // thread join it there.
        "ALTER TABLE series_member ADD COLUMN pinned {int} NOT NULL DEFAULT 0",
        // How many patches somebody's decision leaves the series with, whatever its mails say.
        "ALTER TABLE series ADD COLUMN total_by_hand {int}",
        """
        CREATE TABLE series_regrouping (
            id {key},
            project_id {int} NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            action {text} NOT NULL,
            from_id {int} NOT NULL,
            to_id {int} NOT NULL,
            reason {text} NOT NULL,
            date {int} NOT NULL,
            username {text} NOT NULL,
            undone {int},
            undone_by {text}
        )
        """,
        "CREATE INDEX series_regrouping_from ON series_regrouping (from_id, id)",
        "CREATE INDEX series_regrouping_to ON series_regrouping (to_id, id)",
        // Where each mail was before, and is since. had_row: it stood in series_member.
        """
        CREATE TABLE series_regrouping_mail (
            regrouping_id {int} NOT NULL REFERENCES series_regrouping (id) ON DELETE CASCADE,
            msgid {text} NOT NULL,
            patch_id {int} REFERENCES patch (id) ON DELETE CASCADE,
            cover_id {int} REFERENCES cover (id) ON DELETE CASCADE,
            old_series {int},
            old_number {int},
            old_pinned {int} NOT NULL,
            had_row {int} NOT NULL,
            new_series {int},
            new_number {int},
            PRIMARY KEY (regrouping_id, msgid)
        ) {clustered}
        """,
        // The series as they were; is_gone: the change left it without mails. events, checks: numbers
        // of what went along to the other series, with commas between them.
        """
        CREATE TABLE series_regrouping_series (
            regrouping_id {int} NOT NULL REFERENCES series_regrouping (id) ON DELETE CASCADE,
            series_id {int} NOT NULL,
            name {text},
            date {int} NOT NULL,
            submitter_id {int} NOT NULL,
            version {int} NOT NULL,
            total {int} NOT NULL,
            total_by_hand {int},
            is_gone {int} NOT NULL DEFAULT 0,
            is_new {int} NOT NULL DEFAULT 0,
            events {text} NOT NULL DEFAULT '',
            checks {text} NOT NULL DEFAULT '',
            PRIMARY KEY (regrouping_id, series_id)
        ) {clustered}
        """,
    ]

    private static let ends = [
        "CREATE INDEX patch_comment_submitter ON patch_comment (submitter_id)",
        "CREATE INDEX cover_comment_submitter ON cover_comment (submitter_id)",
        // The mails of a project that nothing was made of.
        """
        CREATE INDEX mail_homeless ON mail (project_id, outcome, id)
            WHERE outcome <> 'patch' AND outcome <> 'cover' AND outcome <> 'comment'
        """,
        // The trail is read from its end.
        "CREATE INDEX audit_date ON audit (date, id)",
        "CREATE INDEX audit_project_end ON audit (project_id, id)",
        "CREATE INDEX audit_username ON audit (username, id)",
        "CREATE INDEX audit_kind ON audit (target, id)",
    ]
}
