/// A small mailing list archive, invented from the first to the last byte, that shows a newcomer
/// what the tracker makes of the mails of two projects.
///
/// | Project | Thread                                      | What it shows                       |
/// | ------- | ------------------------------------------- | ----------------------------------- |
/// | lantern | Plan for the 0.9 cycle                      | a discussion without a patch        |
/// | lantern | hwmon: Fix temperatures below zero          | a single patch, `Fixes:`, tags      |
/// | lantern | irq: wick-intc: Stop losing edges           | v1 to v3, inline review, a robot    |
/// | lantern | gpio: lumen: Restore the pins after suspend | a patch that is sent again          |
/// | lantern | leds: wick: Wait 250 µs after power-up      | RFC 2047 headers, an 8bit body      |
/// | lantern | lanternd: A control socket for programs     | an RFC with a `Nacked-by`           |
/// | lantern | gpio: lumen: Request an edge triggered …    | `Depends-on:`, `Fixes:`, `Link:`    |
/// | lantern | lanternctl: Easier to use, easier to debug  | a series whose 2/3 never arrived    |
/// | lantern | lanternd: config: …                         | a series without a cover letter     |
/// | lantern | assets: Add a small icon                    | a binary file                       |
/// | lantern | [GIT PULL] hwmon: changes for 0.9-rc1       | a pull request                      |
/// | lantern | [ANNOUNCE] lantern 0.9-rc1                  | an announcement                     |
/// | quay    | fetch: Try again when a mirror is busy      | the prefix `[PATCH quay v2]`        |
/// | quay    | Where do old tarballs go?                   | a discussion without a patch        |
/// | quay    | packages/tallow: Update to 2.4.1            | quoted-printable, a robot           |
/// | quay    | packages/libember: Link with libatomic …    | base64                              |
/// | quay    | Reproducible images                         | five patches with a cover letter    |
/// | quay    | image: Move mkimage.sh to its own directory | a rename                            |
/// | quay    | packages/lamp-firmware: Leave the symbols … | an author who is not the sender     |
package enum DemoList {
    /// The projects that the mails belong to.
    package static let projects = [
        DemoProject(linkName: "lantern", name: "Lantern kernel tools"),
        DemoProject(linkName: "quay", name: "Quay build system"),
    ]

    /// The people, and the robot, that can log in to the demo.
    package static let users = [
        DemoUser(
            username: "ines",
            email: "ines@example.org",
            firstName: "Ines",
            lastName: "Okafor",
            maintainerOf: ["lantern"]
        ),
        DemoUser(
            username: "tomasz",
            email: "tomasz@example.net",
            firstName: "Tomasz",
            lastName: "Wilk",
            maintainerOf: ["quay"]
        ),
        DemoUser(
            username: "ci-robot",
            email: "ci-robot@example.org",
            firstName: "CI",
            lastName: "robot",
            maintainerOf: []
        ),
    ]

    /// All mails of both lists in the order of their dates, with LF line ends.
    package static let mails: [String] =
        threads
        .joined()
        .map { (sentAt: secondsIntoTheDemo(of: $0), mail: $0) }
        .sorted { $0.sentAt < $1.sentAt }
        .map(\.mail)

    private static let threads = [
        LanternPlan.mails,
        LanternHwmonFix.mails,
        LanternIRQSeries.mails,
        LanternIRQSeriesV2.mails,
        LanternIRQSeriesV3.mails,
        LanternIRQReviews.mails,
        LanternSmallPatches.mails,
        LanternControlRFC.mails,
        LanternDaemonFixes.mails,
        QuayFetchRetry.mails,
        QuayPackages.mails,
        QuayReproducibleSeries.mails,
        QuayReproducibleReviews.mails,
    ]

    /// The time in the `Date` header, in seconds since the last day of August 2026.
    ///
    /// The threads overlap and their authors live in different time zones. The mails are all from
    /// September and October, so no calendar is needed to bring them into order.
    private static func secondsIntoTheDemo(of mail: String) -> Int {
        let header = mail.split(separator: "\n").first { $0.hasPrefix("Date: ") } ?? ""
        // Date: Tue, 01 Sep 2026 09:12:44 +0100
        let words = header.split(separator: " ")
        guard words.count == 7, let zone = Int(words[6]) else { return 0 }
        let clock = words[5].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, let dayOfMonth = Int(words[2]) else { return 0 }
        let day = words[3] == "Oct" ? dayOfMonth + 30 : dayOfMonth
        let minutes = (day * 24 + clock[0] - zone / 100) * 60 + clock[1] - zone % 100
        return minutes * 60 + clock[2]
    }
}

/// A project of the demo, with everything that the tracker wants to know about it.
package struct DemoProject: Sendable {
    /// The name in addresses of pages.
    package let linkName: String
    /// The name for people.
    package let name: String

    /// The value of the `List-Id` header.
    package var listID: String { "\(linkName).lists.example.org" }
    /// The address that patches are sent to.
    package var listAddress: String { "\(linkName)@lists.example.org" }
    /// The home page.
    package var webURL: String { "https://\(linkName).example.org/" }
    /// The address to clone from.
    package var scmURL: String { "https://git.example.org/\(linkName).git" }
    /// The page that shows the repository.
    package var webSCMURL: String { "https://git.example.org/\(linkName)/" }
    /// The archive of the list.
    package var listArchiveURL: String { "https://lists.example.org/\(linkName)/" }
    /// The archived mail: `{}` stands for the message id without its angle brackets.
    package var listArchiveURLFormat: String { "\(listArchiveURL){}/" }
    /// The page of a commit: `{}` stands for its id.
    package var commitURLFormat: String { "\(webSCMURL)commit/?id={}" }
}

/// An account of the demo.
package struct DemoUser: Sendable {
    /// The name to log in with.
    package let username: String
    /// The address, under which some of the mails were sent.
    package let email: String
    /// The first name.
    package let firstName: String
    /// The last name.
    package let lastName: String
    /// The password, which is the same for all of them and no secret.
    package var password: String { "demo" }
    /// The link names of the projects that the user maintains.
    package let maintainerOf: [String]
}
