package import TrackerHTTP
package import TrackerModel

/// A whole page: the frame that all pages share, around what is their own.
///
/// ```swift
/// Page(title: "Projects") { html in html.element(.h1, text: "Projects") }
/// ```
///
/// A page comes in other forms as well: as text, as JSON, and, where things arrive, as a feed. See
/// ``PageForm``.
package struct Page: Sendable {
    /// Writes one piece of the content. Elements may begin in one and end in another.
    package typealias Piece = @Sendable (inout HTMLWriter) -> Void

    package let title: String
    let project: Project?
    let place: Place?
    /// The content, from the top to the bottom: more than one where it is too long to hold at once.
    let pieces: [Piece]
    /// What the page says, for programs. Without it they get its headings, tables and texts.
    package var json: (@Sendable (inout JSONWriter) -> Void)?
    /// What the page says as text, where there is a text of its own for it, such as that of git.
    package var plainText: (@Sendable () -> String)?
    /// What arrives on the page, newest first, made when it is asked for.
    package var feed: (@Sendable () -> AtomFeed)?
    /// Whether every stranger sees the same until somebody writes to the database: nothing in it
    /// depends on the time, and there is no form.
    package var isSameUntilWrite = false

    /// Which of the project's entries in the head of the page is the current one.
    package enum Place: Sendable {
        case series
        case patches
        case bundles
        case about
    }

    package init(
        title: String,
        project: Project? = nil,
        place: Place? = nil,
        content: @escaping Piece
    ) {
        self.init(title: title, project: project, place: place, pieces: [content])
    }

    package init(
        title: String,
        project: Project? = nil,
        place: Place? = nil,
        pieces: [Piece]
    ) {
        self.title = title
        self.project = project
        self.place = place
        self.pieces = pieces
    }

    /// All of it, head and foot included.
    var bytes: [UInt8] {
        var html = HTMLWriter(capacity: 65_536)
        let frame = PageFrame(page: self, viewer: .current)
        frame.begin(&html)
        for piece in pieces { piece(&html) }
        frame.end(&html)
        return html.bytes
    }

    /// The content alone, without the frame.
    var content: [UInt8] {
        var html = HTMLWriter()
        for piece in pieces { piece(&html) }
        return html.bytes
    }

    /// The page in pieces of a size that can be sent at once.
    var stream: @Sendable () async throws -> [UInt8]? {
        let stream = PageStream(self, viewer: .current)
        return { await stream.next() }
    }
}

/// Writes a page as it is sent.
private actor PageStream {
    private let page: Page
    private let frame: PageFrame
    private var html = HTMLWriter()
    private var place = 0
    private var isOver = false

    /// A piece for the network is not much smaller, in bytes.
    private static let size = 32_768

    init(_ page: Page, viewer: PageViewer?) {
        self.page = page
        frame = PageFrame(page: page, viewer: viewer)
    }

    func next() -> [UInt8]? {
        guard !isOver else { return nil }
        if place == 0 { frame.begin(&html) }
        while place < page.pieces.count, html.count < Self.size {
            page.pieces[place](&html)
            place += 1
        }
        if place == page.pieces.count {
            frame.end(&html)
            isOver = true
        }
        return html.take()
    }
}
