/// What an event tells of; the words are those of the API.
package enum EventCategory: String, CaseIterable, Sendable {
    case coverCreated = "cover-created"
    case patchCreated = "patch-created"
    case patchCompleted = "patch-completed"
    case patchStateChanged = "patch-state-changed"
    case patchDelegated = "patch-delegated"
    case patchRelationChanged = "patch-relation-changed"
    case checkCreated = "check-created"
    case seriesCreated = "series-created"
    case seriesCompleted = "series-completed"
    case coverCommentCreated = "cover-comment-created"
    case patchCommentCreated = "patch-comment-created"
}
