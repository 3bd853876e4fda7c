import HTTPTypes
import TrackerHTTP
import TrackerStore

extension APIFailure {
    /// Why a change was not made.
    init(_ refusal: ChangeRefusal) {
        switch refusal {
        case .missing(let model): self = .missing(model)
        case .notPermitted: self = .notPermitted
        case .notPermittedToRelate:
            self.init(
                .forbidden,
                "At least one patch is part of a project you are not maintaining."
            )
        case .relationConflict:
            self.init(
                .conflict,
                "At least one patch is already part of another relation. You have to explicitly "
                    + "remove a patch from its existing relation before moving it to this one."
            )
        case .invalid(let faults):
            self.init(.badRequest, body: FaultsRepresentation(faults: faults.faults))
        case .keyReused:
            self.init(
                .unprocessableContent,
                "This Idempotency-Key was sent with another request before."
            )
        case .keyOutlived:
            self.init(
                .unprocessableContent,
                "What the first request with this Idempotency-Key made has been deleted."
            )
        }
    }

    /// Why a body could not be read.
    init(_ fault: BodyFault) {
        switch fault {
        case .malformed(let message): self.init(.badRequest, message)
        case .tooLarge:
            self.init(
                .contentTooLarge,
                "The body of a request has at most \(RequestBody.largest) bytes."
            )
        case .unsupported(let type):
            self.init(
                .unsupportedMediaType,
                "Unsupported media type \"\(type.prefix(100))\" in request."
            )
        }
    }

    static let invalidKey = APIFailure(
        .badRequest,
        "An Idempotency-Key has 1 to \(RequestKey.longest) visible ASCII characters."
    )
}
