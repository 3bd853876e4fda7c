import MailParsing
import Testing
import TrackerModel

struct ProjectBookTests {
    @Test(
        "a filter is found anywhere, in any case, at each line",
        arguments: [
            ("widget", "[PATCH] Widget: turn", true), ("^\\[PATCH", "Re: [patch", false),
            ("^second$", "first\nsecond\nthird", true), ("a.c", "abc", true), ("ä", "Ä", true),
            ("^$", "", true), ("gadget", "widget", false), ("\\bnet\\b", "netdev", false),
        ]
    )
    func filters(pattern: String, subject: String, isFound: Bool) throws {
        let filter = try #require(SubjectFilter(pattern))
        #expect(filter.isFound(in: subject) == isFound)
    }

    @Test("what is no pattern is refused", arguments: ["(", "[a", "*", "a{2,1}", "(?<x"])
    func invalidPatterns(pattern: String) {
        #expect(SubjectFilter(pattern) == nil)
    }

    @Test(
        "a pattern that would take for ever finds nothing",
        arguments: ["(a+)+$", "(a|a)*$", "(a*)*b", "(.*.*.*.*.*)x$"]
    )
    func catastrophicPatterns(pattern: String) throws {
        let filter = try #require(SubjectFilter(pattern))
        for length in [30, 10_000, 1_000_000] {
            #expect(!filter.isFound(in: String(repeating: "a", count: length) + "!"))
        }
    }

    private func project(_ name: String, list: String = "a.test", filter: String = "") -> Project {
        var project = Project(linkName: name, name: name, listID: list, listEmail: "\(name)@a.test")
        project.subjectMatch = filter
        return project
    }

    private func find(
        _ mail: String,
        in projects: [Project],
        listID: String? = nil
    ) throws -> String {
        let message = MailMessage(parsing: Array(mail.utf8))
        return try ProjectBook(projects).projects(of: message, givenListID: listID)
            .map(\.linkName).joined(separator: " ")
    }

    private func reason(_ mail: String, in projects: [Project], listID: String? = nil) -> String? {
        do {
            return "found \(try find(mail, in: projects, listID: listID))"
        } catch let refusal as MailRefusal {
            #expect(refusal.outcome == .unassigned)
            return refusal.reason
        } catch {
            return nil
        }
    }

    @Test(
        "each list that the headers name counts, in their order",
        arguments: [
            ("List-Id: A <a.test>\nX-Mailing-List: b.test", "a b"),
            ("X-Mailing-List: b.test\nList-Id: A <a.test>", "a b"),
            ("List-Id: <b.test>\nList-Id: <a.test>\nX-list: b.test", "b a"),
            ("List-Id: <unknown.test>\nX-list: b.test", "b"),
            ("X-list: a.test\nX-Mailing-List: b.test", "b a"),
            ("List-Id: two words\nX-list: a.test", "a"),
            ("List-Id: a.test", "a"), ("list-id: \"x <y>\" <a.test>", "a"),
        ]
    )
    func headers(head: String, name: String) throws {
        let projects = [project("a"), project("b", list: "b.test")]
        #expect(try find("\(head)\n\nText\n", in: projects) == name)
    }

    @Test(
        "a filter that matches wins over none, and the first over the others",
        arguments: [
            ("turn", "any"), ("gadget: turn", "gadget"), ("widget: turn", "widget"),
            ("GADGET and widget", "gadget"),
        ]
    )
    func filterWins(subject: String, name: String) throws {
        let projects = [
            project("any"), project("broken", filter: "("), project("gadget", filter: "gadget"),
            project("widget", filter: "widget"), project("other", list: "b.test"),
        ]
        #expect(try find("List-Id: a.test\nSubject: \(subject)\n\n", in: projects) == name)
    }

    @Test("what the caller says about the list stands above the headers")
    func givenList() throws {
        let projects = [project("a"), project("b", list: "b.test")]
        #expect(try find("List-Id: a.test\n\n", in: projects, listID: "b.test") == "b")
        #expect(
            reason("List-Id: a.test\n\n", in: projects, listID: "c.test")
                == "no project has the list id c.test"
        )
    }

    @Test(
        "a mail of no project says why",
        arguments: [
            ("Subject: x", "it names no mailing list (List-Id, X-Mailing-List)"),
            ("List-Id: c.test", "no project has the list id c.test"),
            ("List-Id: c.test\nX-list: d.test", "no project has the list id c.test or d.test"),
            ("List-Id: A.TEST", "no project has the list id A.TEST"),
            ("List-Id: sub.a.test", "no project has the list id sub.a.test"),
        ]
    )
    func unassigned(head: String, expected: String) {
        #expect(reason("\(head)\n\n", in: [project("a")]) == expected)
    }

    @Test("a list whose filters all fail has no project")
    func allFiltersFail() {
        #expect(
            reason("List-Id: a.test\nSubject: x\n\n", in: [project("a", filter: "y")])
                == "no project has the list id a.test"
        )
    }
}
