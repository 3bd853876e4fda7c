import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

/// A request to an endpoint, with all that is known before the endpoint itself is asked.
struct Call: Sendable {
    var request: Request
    let path: APIPath
    let negotiation: Negotiation
    var visitor = Visitor.stranger

    var caller: Caller { visitor.caller }

    var endpoint: Endpoint { path.endpoint }
    var version: APIVersion { path.version }
    var query: Query { request.query }
    var viewer: Account? { caller.account }

    var links: Links {
        Links(
            origin: request.origin,
            version: path.versionInPath,
            format: negotiation.override
        )
    }
}

/// What an endpoint answers, before it is written in the form that the client wants.
struct Reply: Sendable {
    var status: HTTPResponse.Status = .ok
    /// The header `Link` of a list.
    var link: String?
    /// The header `Location` of something new.
    var location: String?
    /// Seconds after which another try makes sense.
    var retryAfter: Int?
    /// `nil` for an answer without a body (204).
    let body: (any FieldValue & Sendable)?

    init(_ body: (any FieldValue & Sendable)?, status: HTTPResponse.Status = .ok) {
        self.body = body
        self.status = status
    }

    /// One page of a list.
    ///
    /// - Throws: ``APIFailure/invalidPage`` where there is no such page.
    init<Item, Shown: FieldValue & Sendable>(
        _ listing: Listing<Item>?,
        to call: Call,
        _ represent: (Item) -> Shown
    ) throws {
        guard let listing else { throw APIFailure.invalidPage }
        self.init(listing.items.map(represent))
        link = Paging.link(of: call.request, page: listing.page, lastPage: listing.lastPage)
    }

    /// One object.
    ///
    /// - Throws: ``APIFailure`` with 404 where there is none; `model` is the word for it.
    init<Item, Shown: FieldValue & Sendable>(
        _ item: Item?,
        _ model: String,
        _ represent: (Item) -> Shown
    ) throws {
        guard let item else { throw APIFailure.missing(model) }
        self.init(represent(item))
    }
}
