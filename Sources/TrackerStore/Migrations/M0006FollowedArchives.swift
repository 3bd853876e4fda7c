extension Migration {
    /// How far archives that are followed were read.
    static let followedArchives = Migration(
        version: 6,
        name: "followed archives",
        statements: [
            // place: the path of a public-inbox. list_id: as in mail.given_list_id, '' for none; with
            // another one the mails are others. commit_id: all mails up to it are in the table mail.
            """
            CREATE TABLE followed_archive (
                place {text} NOT NULL,
                list_id {text} NOT NULL,
                epoch {int} NOT NULL,
                commit_id {text} NOT NULL,
                updated {int} NOT NULL,
                PRIMARY KEY (place, list_id, epoch)
            ) {clustered}
            """
        ]
    )
}
