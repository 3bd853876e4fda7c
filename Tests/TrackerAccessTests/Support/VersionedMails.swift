import TrackerStore

/// Three versions of a series: rebased, with a file renamed, and with one patch split in two.
enum VersionedMails {
    static let all: [IncomingMail] =
        first + replies + second
        + third + [
            reply(
                "r5",
                to: "v3-1",
                day: 19,
                from: "Rae",
                "> The wheel turns at once.\n\nGood name now."
            ),
            reply(
                "r6",
                to: "v3-0",
                day: 19,
                from: "Tom",
                "For patch 1:\nTested-by: Tom <tom@x.test>"
            ),
        ]

    private static let first = [
        mail("v1-0", "[PATCH 0/2] Turn the wheel", day: 11, "It turns."),
        mail(
            "v1-1",
            "[PATCH 1/2] wheel: turn all spokes",
            day: 11,
            re: "v1-0",
            turn(1, "spoke.c", 10)
        ),
        mail("v1-2", "[PATCH 2/2] wheel: count the turns", day: 11, re: "v1-0", count + lock),
    ]

    private static let replies = [
        reply("r1", to: "v1-1", day: 12, from: "Rae", "> +\tturn_all(wheel);\n\nWhy all of them?"),
        reply("r2", to: "v1-1", day: 12, from: "Rae", "> +\tint count = 0;\n\nCount from 1."),
        reply(
            "r3",
            to: "v1-2",
            day: 12,
            from: "Rae",
            "> +\ttake_lock(&count_lock);\n\nIs this locked?"
        ),
    ]

    private static let second = [
        mail("v2-0", "[PATCH v2 0/2] Turn the wheel", day: 14, "It turns."),
        mail(
            "v2-1",
            "[PATCH v2 1/2] wheel: turn all spokes",
            day: 14,
            re: "v2-0",
            turn(2, "spoke.c", 20)
        ),
        mail("v2-2", "[PATCH v2 2/2] wheel: count the turns", day: 14, re: "v2-0", count + lock),
        reply("r4", to: "v2-1", day: 15, from: "Amy", "Acked-by: Amy <amy@x.test>"),
        reply("r7", to: "v2-1", day: 15, from: "Rae", "Reviewed-by: Rae <rae@x.test>"),
    ]

    private static let third = [
        mail("v3-0", "[PATCH v3 0/3] Turn the wheel", day: 17, "It turns."),
        mail(
            "v3-1",
            "[PATCH v3 1/3] wheel: turn all spokes",
            day: 17,
            re: "v3-0",
            turn(3, "wheel.c", 30)
        ),
        mail("v3-2", "[PATCH v3 2/3] wheel: count the turns", day: 17, re: "v3-0", count),
        mail(
            "v3-3",
            "[PATCH v3 3/3] wheel: take a lock",
            day: 17,
            re: "v3-0",
            "Locked.\n---\n" + lock
        ),
    ]

    /// The first patch: its file gets another name in version 3, whose line it begins at is another
    /// one in each.
    private static func turn(_ version: Int, _ path: String, _ line: Int) -> String {
        let rename =
            version == 3 ? "similarity index 90%\nrename from spoke.c\nrename to wheel.c\n" : ""
        let given = version == 3 ? "\nReviewed-by: Rae <rae@x.test>\n" : ""
        return """
            The wheel turns at once.
            Nothing else does.
            \(given)
            Signed-off-by: Bo <bo@x.test>
            ---
            diff --git a/spoke.c b/\(path)
            \(rename)--- a/spoke.c
            +++ b/\(path)
            @@ -\(line),4 +\(line),7 @@ int turn(void)
             \tstruct wheel *wheel;
             \tint spoke;
            +\tint count = \(version == 1 ? "0" : "1");
             \twheel = find_wheel();
            +\tturn_all(wheel);
            +\tcount_spokes(wheel);
             \treturn count;

            """
    }

    private static let count = """
        It is good to know.
        ---
        diff --git a/count.c b/count.c
        --- a/count.c
        +++ b/count.c
        @@ -1,2 +1,4 @@
         static int turns;
        +static int turns_before;
        +static int turns_after;
         static int spokes;

        """

    private static let lock = """
        diff --git a/lock.c b/lock.c
        --- a/lock.c
        +++ b/lock.c
        @@ -5,2 +5,4 @@ void count_turns(void)
         \tstruct wheel *wheel = first_wheel();
        +\ttake_lock(&count_lock);
        +\tcount_all_turns(wheel);
         \tput_wheel(wheel);

        """

    private static func mail(
        _ name: String,
        _ subject: String,
        day: Int,
        from: String = "Bo",
        re: String? = nil,
        _ body: String
    ) -> IncomingMail {
        let reference = re.map { "In-Reply-To: <\($0)@x.test>\n" } ?? ""
        let text = """
            From: \(from) <\(from.lowercased())@x.test>
            List-Id: <widget.lists.test>
            Subject: \(subject)
            Message-Id: <\(name)@x.test>
            \(reference)Date: \(day) Nov 2023 10:00:00 +0000

            \(body)
            """
        return IncomingMail(raw: Array(text.utf8), source: "test")
    }

    static func reply(
        _ name: String,
        to parent: String,
        day: Int,
        from: String,
        _ body: String
    ) -> IncomingMail {
        mail(name, "Re: wheel", day: day, from: from, re: parent, body)
    }
}
