import PatchParsing
import Testing

@Suite("Pull request")
struct PullRequestTests {
    private func message(_ address: String) -> String {
        """
        Hello Linus,

        The following changes since commit 1234567890:

          Fix it (2024-01-01)

        are available in the git repository at:

        \(address)

        for you to fetch changes up to 0987654321:
        """
    }

    @Test(
        "finds the address",
        arguments: [
            ("  git://h/p tag", "git://h/p tag"), ("git@h:p.git tag", "git@h:p.git tag"),
            ("file:///x/y", "file:///x/y"), ("git+ssh://h/~p/a_b", "git+ssh://h/~p/a_b"),
            (
                "https://git.example.org/linux.git/ \n tags/v5.4",
                "https://git.example.org/linux.git/ tags/v5.4"
            ),
            ("git://h/p\ntag", "git://h/p tag"), ("git://h/p \\\n   tag", "git://h/p \\ tag"),
            ("git://h/p   \t ", "git://h/p"), ("\u{A0}git://h/p\u{A0}tag", "git://h/p tag"),
            ("git://h/p für-next", "git://h/p für-next"), ("git://h/p \\", "git://h/p \\"),
            ("git://h/p tags/v1.0_rc-2", "git://h/p tags/v1.0_rc-2"),
        ]
    )
    func findsAddress(address: String, url: String) {
        #expect(PullRequest.url(in: message(address)) == url)
        #expect(PullRequest.url(in: message(address).uppercased())?.lowercased() == url)
    }

    @Test(
        "refuses other addresses",
        arguments: [
            "h:p.git", "/local", "https://h/p?x=1", "git://h/p tag with spaces", "> git://h/p",
            "git://", "@h", "git@", "", "git://h/p tag#1",
        ]
    )
    func refuses(address: String) {
        #expect(PullRequest.url(in: message(address)) == nil)
    }

    @Test func wantsBothPhrasesAtTheStartOfLines() {
        let whole = message("git://h/p")
        #expect(PullRequest.url(in: "git://h/p") == nil)
        #expect(PullRequest.url(in: whole.replacing("The foll", with: "> The foll")) == nil)
        #expect(PullRequest.url(in: whole.replacing("are avail", with: " are avail")) == nil)
        #expect(PullRequest.url(in: whole.replacing("at:", with: "at: here")) == nil)
        #expect(PullRequest.url(in: whole.replacing("at:", with: "at: \t")) == "git://h/p")
    }

    @Test func theLastReadableAddressCounts() {
        let first = message("git://h/first")
        #expect(PullRequest.url(in: first + "\n" + message("git://h/last")) == "git://h/last")
        #expect(PullRequest.url(in: first + "\n" + message("/local")) == "git://h/first")
    }

    @Test func theEndOfTheMessageEndsTheAddress() {
        let start =
            "The following changes since commit 1\nare available in the git repository at:\n"
        #expect(PullRequest.url(in: start + "git://h/p") == "git://h/p")
        #expect(PullRequest.url(in: start + "git://h/p tag") == "git://h/p tag")
        #expect(PullRequest.url(in: start) == nil)
    }

    @Test func addressesHaveAtMost255Characters() {
        let longest = "git://" + String(repeating: "p", count: 249)
        #expect(PullRequest.url(in: message(longest)) == longest)
        #expect(PullRequest.url(in: message(longest + "p")) == nil)
    }
}
