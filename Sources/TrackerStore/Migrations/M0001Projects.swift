extension Migration {
    /// Who and what is there before any mail: projects, people, accounts, states, tags.
    static let projects = Migration(
        version: 1,
        name: "projects, people and accounts",
        statements: [
            """
            CREATE TABLE counter (
                name {text} NOT NULL PRIMARY KEY,
                value {int} NOT NULL
            ) {clustered}
            """,
            // A transaction that raises it holds the lock of intake, so that numbers have no gaps and
            // become visible in their order.
            "INSERT INTO counter (name, value) VALUES ('event', 0)",
            """
            CREATE TABLE project (
                id {id},
                link_name {text} NOT NULL UNIQUE,
                name {text} NOT NULL UNIQUE,
                list_id {text} NOT NULL,
                list_email {text} NOT NULL,
                subject_match {text} NOT NULL DEFAULT '',
                web_url {text} DEFAULT '',
                scm_url {text} DEFAULT '',
                webscm_url {text} DEFAULT '',
                list_archive_url {text} DEFAULT '',
                list_archive_url_format {text} DEFAULT '',
                commit_url_format {text} DEFAULT '',
                send_notifications {int} NOT NULL DEFAULT 0,
                show_dependencies {int} NOT NULL DEFAULT 0,
                use_tags {int} NOT NULL DEFAULT 1,
                UNIQUE (list_id, subject_match)
            )
            """,
            """
            CREATE TABLE account (
                id {key},
                username {text} NOT NULL UNIQUE,
                username_key {text} NOT NULL UNIQUE,
                email {text} NOT NULL,
                email_key {text} NOT NULL,
                first_name {text} NOT NULL DEFAULT '',
                last_name {text} NOT NULL DEFAULT '',
                password {text} NOT NULL,
                is_active {int} NOT NULL DEFAULT 1,
                is_superuser {int} NOT NULL DEFAULT 0,
                created {int} NOT NULL,
                send_email {int} NOT NULL DEFAULT 0,
                items_per_page {int} NOT NULL DEFAULT 100,
                show_ids {int} NOT NULL DEFAULT 0
            )
            """,
            "CREATE INDEX account_email ON account (email_key)",
            """
            CREATE TABLE token (
                id {key},
                account_id {int} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                digest {bytes} NOT NULL UNIQUE,
                created {int} NOT NULL
            )
            """,
            "CREATE INDEX token_account ON token (account_id)",
            """
            CREATE TABLE maintainer (
                project_id {int} NOT NULL REFERENCES project (id) ON DELETE CASCADE,
                account_id {int} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                PRIMARY KEY (project_id, account_id)
            ) {clustered}
            """,
            "CREATE INDEX maintainer_account ON maintainer (account_id)",
            """
            CREATE TABLE delegation_rule (
                id {id},
                project_id {int} NOT NULL REFERENCES project (id) ON DELETE CASCADE,
                account_id {int} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                path {text} NOT NULL,
                priority {int} NOT NULL DEFAULT 0,
                UNIQUE (project_id, path)
            )
            """,
            """
            CREATE TABLE person (
                id {id},
                email {text} NOT NULL,
                email_key {text} NOT NULL UNIQUE,
                name {text},
                account_id {int} REFERENCES account (id) ON DELETE SET NULL
            )
            """,
            "CREATE INDEX person_account ON person (account_id) WHERE account_id IS NOT NULL",
            """
            CREATE TABLE state (
                id {id},
                name {text} NOT NULL UNIQUE,
                slug {text} NOT NULL UNIQUE,
                ordering {int} NOT NULL UNIQUE,
                action_required {int} NOT NULL
            )
            """,
            """
            INSERT INTO state (id, name, slug, ordering, action_required) VALUES
                (1, 'New', 'new', 0, 1),
                (2, 'Under Review', 'under-review', 1, 1),
                (3, 'Accepted', 'accepted', 2, 0),
                (4, 'Rejected', 'rejected', 3, 0),
                (5, 'RFC', 'rfc', 4, 0),
                (6, 'Not Applicable', 'not-applicable', 5, 0),
                (7, 'Changes Requested', 'changes-requested', 6, 0),
                (8, 'Awaiting Upstream', 'awaiting-upstream', 7, 0),
                (9, 'Superseded', 'superseded', 8, 0),
                (10, 'Deferred', 'deferred', 9, 0)
            """,
            """
            CREATE TABLE tag (
                id {id},
                name {text} NOT NULL,
                abbreviation {text} NOT NULL UNIQUE,
                show_column {int} NOT NULL DEFAULT 1
            )
            """,
            """
            INSERT INTO tag (id, name, abbreviation) VALUES
                (1, 'Acked-by', 'A'), (2, 'Reviewed-by', 'R'), (3, 'Tested-by', 'T')
            """,
        ]
    )
}
