import TrackerModel

/// Writes events in the transaction of the change that they tell of, with a gapless cursor as id.
///
/// A later event has no earlier date, even if the clock went back: lists by date rely on it.
final class EventLog {
    private let db: any SQLConnection
    /// When what is added from now on happens.
    var now: Int64
    private let numbers: Counter
    /// The date of the latest event, once it is known.
    private var latest: Int64?
    /// Writes what events that wait refer to, if that waits as well.
    var writeTargets: (() throws -> Void)?
    /// Rows that are still to be written.
    private var waiting: [[SQLValue]] = []

    init(db: any SQLConnection, now: Int64) {
        self.db = db
        self.now = now
        numbers = Counter(db: db, name: "event")
    }

    /// Writes an event.
    ///
    /// `mayWait`: it may be written later, together with others that wait, which is what most of the cost
    /// of one is saved by. ``writeWaiting()`` comes before anything reads or changes events, or takes
    /// away what they tell of.
    func add(_ event: NewEvent, mayWait: Bool = false) throws {
        let (number, date) = try next()
        let subject: [SQLValue] = [
            event.category.rawValue.sqlValue, event.projectID.sqlValue, event.actorID.sqlValue,
            number.sqlValue, date.sqlValue, event.patchID.sqlValue, event.seriesID.sqlValue,
            event.coverID.sqlValue, event.patchCommentID.sqlValue,
            event.coverCommentID.sqlValue, event.checkID.sqlValue,
        ]
        guard event.hasNoValues else { return try write(event, about: subject) }
        waiting.append(subject)
        if !mayWait || waiting.count >= Self.mostWaiting { try writeWaiting() }
    }

    private static let mostWaiting = 64

    /// Writes all events that wait.
    func writeWaiting() throws {
        guard !waiting.isEmpty else { return }
        try writeTargets?()
        try db.add(waiting, to: "event (\(sql: Self.subjectColumns))", sharing: 3)
        waiting.removeAll(keepingCapacity: true)
    }

    private func write(_ event: NewEvent, about subject: [SQLValue]) throws {
        let values: [SQLValue] = [
            (event.state?.previous).sqlValue, (event.state?.current).sqlValue,
            event.delegate.previous.sqlValue, event.delegate.current.sqlValue,
            event.relation.previous.sqlValue, event.relation.current.sqlValue,
            event.cause.sqlValue,
        ]
        try db.add(
            [subject + values],
            to: """
                event (\(sql: Self.subjectColumns), previous_state_id, current_state_id,
                    previous_delegate_id, current_delegate_id, previous_relation_id,
                    current_relation_id, cause_id)
                """
        )
    }

    private static let subjectColumns: SQLText = """
        category, project_id, actor_id, id, date, patch_id, series_id, cover_id, patch_comment_id,
        cover_comment_id, check_id
        """

    /// Adds one about versions, which has its number of the same sequence.
    func add(_ event: NewVersionEvent) throws {
        let (number, date) = try next()
        let link = event.after
        try db.send(
            """
            INSERT INTO version_event (id, category, project_id, date, actor_id, series_id, earlier_id,
                previous_id, kind, confidence, reason, hand)
            VALUES (\(number), \(event.category.rawValue), \(event.project), \(date),
                \(event.actor), \(event.series), \(link?.earlier), \(event.before?.earlier),
                \(link?.kind.rawValue), \(link?.confidence.rawValue), \(link?.reason),
                \(event.hand.rawValue))
            """
        )
    }

    private func next() throws -> (number: Int64, date: Int64) {
        if latest == nil || numbers.last == nil { try begin() }
        let date = max(now, latest ?? now)
        latest = date
        return (try numbers.next(), date)
    }

    private func begin() throws {
        try begin(db.answers(to: beginning, isLast: false), 0)
    }

    /// Asks how far the log is; to be asked with what else a transaction asks first.
    var beginning: [SQLText] {
        [numbers.taking, "SELECT date FROM event WHERE id = (SELECT MAX(id) FROM event)"]
    }

    /// Takes over what was answered to ``beginning``, from the number of its first statement on.
    func begin(_ answers: any SQLAnswers, _ number: Int) throws {
        try numbers.take(answers, number)
        latest = try answers.first(number + 1) { $0.int(0) }
    }

    /// How far the log has come.
    struct Place {
        fileprivate let number: Int64?
        fileprivate let latest: Int64?
    }

    /// Where it stands; nothing waits then.
    func place() throws -> Place {
        try writeWaiting()
        return Place(number: numbers.last, latest: latest)
    }

    /// Forgets what was added since, after the database has.
    func goBack(to place: Place) {
        numbers.last = place.number
        latest = place.latest
        waiting = []
    }

    /// To be called at the end of the transaction.
    func finish() throws {
        try writeWaiting()
        try numbers.finish()
    }
}

/// An event that is about to be written.
struct NewEvent {
    let category: EventCategory
    let projectID: Project.ID
    var actorID: Account.ID?
    var patchID: Int64?
    var seriesID: Int64?
    var coverID: Int64?
    var patchCommentID: Int64?
    var coverCommentID: Int64?
    var checkID: Int64?
    /// The states of a patch before and after.
    var state: (previous: PatchState.ID, current: PatchState.ID)?
    /// The delegates of a patch before and after.
    var delegate: (previous: Account.ID?, current: Account.ID?) = (nil, nil)

    /// The relations of a patch before and after.
    var relation: (previous: Int64?, current: Int64?) = (nil, nil)
    /// The series that superseded a patch when it arrived.
    var cause: Int64?

    /// Whether it tells of nothing that has one value before and another one after.
    fileprivate var hasNoValues: Bool {
        state == nil && delegate == (nil, nil) && relation == (nil, nil) && cause == nil
    }

    /// Something that somebody did about a patch.
    init(
        _ category: EventCategory,
        inProject projectID: Project.ID,
        patch: Int64,
        by actorID: Account.ID?
    ) {
        self.category = category
        self.projectID = projectID
        self.actorID = actorID
        patchID = patch
    }

    init(
        _ category: EventCategory,
        in project: Project,
        patch: Int64? = nil,
        series: Int64? = nil,
        cover: Int64? = nil
    ) {
        self.category = category
        projectID = project.id
        patchID = patch
        seriesID = series
        coverID = cover
    }
}
