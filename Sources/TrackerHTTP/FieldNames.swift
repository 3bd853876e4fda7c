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
    package static let frameOptions = Self("X-Frame-Options")
    package static let referrerPolicy = Self("Referrer-Policy")
    /// A retried request with the same key changes nothing again.
    package static let idempotencyKey = Self("Idempotency-Key")
    package static let csrfToken = Self("X-CSRFToken")
    package static let forwardedFor = Self("X-Forwarded-For")
    package static let forwardedProto = Self("X-Forwarded-Proto")
    package static let forwardedHost = Self("X-Forwarded-Host")
}

extension HTTPFields {
    /// Adds a field that is not there yet, if there is a name and a value for it.
    package mutating func add(_ name: HTTPField.Name?, _ value: String?) {
        guard let name, let value else { return }
        append(HTTPField(name: name, value: value))
    }
}
