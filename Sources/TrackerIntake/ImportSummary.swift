package import TrackerModel
import TrackerStore

/// What an import did, in numbers.
package struct ImportSummary: Sendable {
    /// Mails that were read.
    package private(set) var mails = 0
    /// Mails that had been taken in before, byte for byte the same.
    package private(set) var repeated = 0
    /// Files of a folder that could not be read.
    package var unreadable = 0
    /// Mails that were taken out of a public-inbox; what was taken in before stays.
    package internal(set) var deleted = 0
    package private(set) var outcomes: [MailOutcome: Int] = [:]

    package init() {}

    mutating func count(_ result: IntakeResult) {
        mails += 1
        if result.isRepeated {
            repeated += 1
        } else {
            outcomes[result.outcome, default: 0] += 1
        }
    }

    /// Adds the numbers of another import.
    package mutating func add(_ other: ImportSummary) {
        mails += other.mails
        repeated += other.repeated
        unreadable += other.unreadable
        deleted += other.deleted
        outcomes.merge(other.outcomes, uniquingKeysWith: +)
    }
}
