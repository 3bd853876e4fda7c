package import HTTPTypes

extension HTTPFields {
    /// The value of the field, several joined as the library joins them (RFC 9110 §5.2).
    ///
    /// Nearly all fields stand once: their value needs neither a list nor a joint, with which the library's own
    /// subscript takes half a microsecond.
    package func value(_ name: HTTPField.Name) -> String? {
        var only: String?
        for field in self where field.name == name {
            guard only == nil else { return self[name] }
            only = field.value
        }
        return only
    }
}

/// Names that the library has none of, checked and turned into lower case once: `nil` would be a slip of ours.
extension HTTPField.Name {
    /// RFC 8288: the pages around a page of a list.
    package static let link = Self("Link")
    /// Whether pages of others may show this one within them.
    package static let frameOptions = Self("X-Frame-Options")
    /// What other sites learn of the page that a link is on.
    package static let referrerPolicy = Self("Referrer-Policy")
    /// A retried request with the same key changes nothing again.
    package static let idempotencyKey = Self("Idempotency-Key")
    /// What scripts send against forgery, where forms have a field.
    package static let csrfToken = Self("X-CSRFToken")
    /// What a proxy of our own says of the request: who asks, how, and what for.
    package static let forwardedFor = Self("X-Forwarded-For")
    /// See ``forwardedFor``.
    package static let forwardedProto = Self("X-Forwarded-Proto")
    /// See ``forwardedFor``.
    package static let forwardedHost = Self("X-Forwarded-Host")
}

extension HTTPFields {
    /// Adds a field that is not there yet, if there is a name and a value for it.
    package mutating func add(_ name: HTTPField.Name?, _ value: String?) {
        guard let name, let value else { return }
        append(HTTPField(name: name, value: value))
    }
}
