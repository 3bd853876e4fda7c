/// The objects of the compatible part as they stand within others (rest-api, section 2.10).
enum EmbeddedSchemas {
    static let all: [NamedSchema] = [
        .init("ProjectEmbedded", "A project, within another object.", project),
        .init("PersonEmbedded", "Somebody who sent mail, within another object.", person),
        .init("UserEmbedded", "Somebody who can sign in, within another object.", user),
        .init("SeriesEmbedded", "A series, within another object.", series),
        .init("PatchEmbedded", "A patch, within another object.", mail("patches", "patch")),
        .init("CoverEmbedded", "A cover letter, within another object.", cover),
        .init("CheckEmbedded", "A check, within an event.", check),
        .init("CommentEmbedded", "A comment, within an event.", since: .v1_3, comment),
        .init("Headers", headersNote, .map(.either([.text, .list(.text)]))),
    ]

    static let checkStates = ["pending", "success", "warning", "fail"]

    private static let headersNote = """
        The headers of a mail by their names as they were written. A name that occurs more than \
        once has a list.
        """

    static let project: [Field] = projectHead + projectTail

    static let projectHead: [Field] = [
        .init("id", .id, example: "1"),
        .init("url", .url, example: #""https://patches.example.org/api/projects/1/""#),
        .init("name", .text, example: #""Widget tools""#),
        .init("link_name", .text, "The name in URLs.", example: #""widget""#),
        .init("list_id", .text, example: #""widget.lists.example.org""#),
        .init("list_email", .text, example: #""widget@lists.example.org""#),
        .init("web_url", .nullable(.text)),
        .init("scm_url", .nullable(.text)),
        .init("webscm_url", .nullable(.text)),
    ]

    static let projectTail: [Field] = [
        .init("list_archive_url", .nullable(.text), since: .v1_2),
        .init(
            "list_archive_url_format",
            .nullable(.text),
            since: .v1_2,
            "With {} where the message-id goes."
        ),
        .init(
            "commit_url_format",
            .nullable(.text),
            since: .v1_2,
            "With {} where the commit goes."
        ),
    ]

    static let person: [Field] = [
        .init("id", .id),
        .init("url", .url, example: #""https://patches.example.org/api/people/12/""#),
        .init("name", .nullable(.text), example: #""Ada Lindqvist""#),
        .init("email", .text, example: #""ada@example.org""#),
    ]

    static let user: [Field] = [
        .init("id", .id),
        .init("url", .url, example: #""https://patches.example.org/api/users/12/""#),
        .init("username", .text, example: #""maud""#),
        .init("first_name", .text, example: #""Maud""#),
        .init("last_name", .text, example: #""Keeper""#),
        .init("email", .text, example: #""maud@example.org""#),
    ]

    static let series: [Field] = [
        .init("id", .id),
        .init("url", .url, example: #""https://patches.example.org/api/series/12/""#),
        .init("web_url", .url, since: .v1_1),
        .init("date", .date),
        .init("name", .nullable(.text), example: #""Faster turning""#),
        .init("version", .integer, "1, or the number behind v in the subjects.", example: "1"),
        .init("mbox", .url),
    ]

    /// A patch, or a cover letter but for its `mbox`.
    static func mail(_ list: String, _ kind: String, mboxSince: APIVersion = .v1_0) -> [Field] {
        let page = "https://patches.example.org/project/widget/\(kind)/1@example.org/"
        return [
            .init("id", .id),
            .init("url", .url, example: "\"https://patches.example.org/api/\(list)/12/\""),
            .init("web_url", .url, since: .v1_1, example: "\"\(page)\""),
            .init("msgid", .text, "With angle brackets.", example: #""<1@example.org>""#),
            .init(
                "list_archive_url",
                .nullable(.text),
                since: .v1_2,
                example: #""https://lists.example.org/1@example.org""#
            ),
            .init("date", .date, "That of the mail, in UTC."),
            .init("name", .text, example: #""[1/2] widget: turn faster""#),
            .init("mbox", .url, since: mboxSince, example: "\"\(page)mbox/\""),
        ]
    }

    static let cover = mail("covers", "cover", mboxSince: .v1_1)

    private static let check: [Field] = [
        .init("id", .id),
        .init("url", .url, example: #""https://patches.example.org/api/patches/12/checks/12/""#),
        .init("date", .date),
        .init("state", .word(checkStates), example: #""success""#),
        .init("target_url", .nullable(.text), example: #""https://ci.example.org/7""#),
        .init("context", .text, example: #""ci-build""#),
    ]

    private static let comment: [Field] = [
        .init("id", .id),
        .init("url", .url, example: #""https://patches.example.org/api/patches/12/comments/12/""#),
        .init("web_url", .url),
        .init("msgid", .text, example: #""<2@example.org>""#),
        .init("list_archive_url", .nullable(.text)),
        .init("date", .date),
    ]
}
