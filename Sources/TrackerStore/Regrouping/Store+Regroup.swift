package import TrackerModel

extension Store {
    /// The longest reason for a change by hand, in characters.
    package static let reasonLength = 500
    /// The greatest number of a patch in a series.
    fileprivate static let largestNumber = 32_767

    /// Puts mails into another series. It stays so when mails are read again or come late.
    ///
    /// - Parameters:
    ///   - request: What is to be.
    ///   - reason: Why, for the trail and the record of the mails.
    ///   - author: A maintainer of the project, a superuser or the operator.
    /// - Returns: The number of the regrouping, by which it can be undone, and the series that it led to.
    /// - Throws: ``ChangeRefusal`` with the fields `to`, `number`, `patches`, `reason`; or a
    ///   `StoreError`.
    package func regroup(
        _ request: RegroupRequest,
        reason: String,
        by author: ChangeAuthor
    ) async throws -> (regrouping: Int64, series: Int64) {
        try await change(by: author) { transaction in
            let plan = try transaction.plan(request)
            guard !reason.isEmpty, reason.count <= Self.reasonLength, !reason.hasControls else {
                let fault = "Say why, in one line of up to \(Self.reasonLength) characters."
                throw ChangeRefusal.invalid(FieldFaults("reason", fault))
            }
            return try transaction.carryOut(plan, request, reason: reason)
        }
    }

    /// Takes a regrouping back: mails, series and numbers are as they were.
    ///
    /// - Parameters:
    ///   - regrouping: Its number.
    ///   - author: A maintainer of the project, a superuser or the operator.
    /// - Returns: The series from which the mails had come.
    /// - Throws: ``ChangeRefusal``, with the field `regrouping` where something else was changed since; or
    ///   a `StoreError`.
    package func undoRegrouping(
        _ regrouping: Int64,
        by author: ChangeAuthor
    ) async throws -> Int64 {
        try await change(by: author) { transaction in
            let project = try transaction.db.int(
                "SELECT project_id FROM series_regrouping WHERE id = \(regrouping)"
            )
            guard let project else { throw ChangeRefusal.missing("Regrouping") }
            try transaction.requireAdministrator(of: project)
            return try transaction.undo(regrouping, in: transaction.project(project))
        }
    }
}

/// A request with everything that is needed to carry it out.
private struct RegroupPlan {
    let project: Project
    let from: SeriesRow?
    /// `nil` for a series that is to be made.
    let to: SeriesRow?
    let mails: [RegroupedMail]
    var totals: [Int64: Int64]
}

extension ChangeTransaction {
    private var spots: SeriesSpots { SeriesSpots(db: db) }

    fileprivate func plan(_ request: RegroupRequest) throws -> RegroupPlan {
        switch request {
        case .move(let patch, let to, let number): try plan(move: patch, to: to, number: number)
        case .merge(let from, let into): try plan(merge: from, into: into)
        case .split(let series, let patches): try plan(split: series, patches)
        }
    }

    /// A series of a project that the author may administer.
    private func series(_ id: Int64) throws -> SeriesRow {
        guard let row = try spots.series(id) else { throw ChangeRefusal.missing("Series") }
        try requireAdministrator(of: row.project)
        return row
    }

    /// The series that mails are to go to.
    private func target(_ id: Int64, in project: Project.ID) throws -> SeriesRow {
        guard let row = try spots.series(id), row.project == project else {
            let fault = "The project has no series \(id)."
            throw ChangeRefusal.invalid(FieldFaults("to", fault))
        }
        return row
    }

    private func plan(move patch: Int64, to: Int64, number: Int?) throws -> RegroupPlan {
        guard let found = try spots.patch(patch) else { throw ChangeRefusal.missing("Patch") }
        try requireAdministrator(of: found.project)
        let target = try target(to, in: found.project)
        var there = try spots.mails(of: to).filter { $0.patch != patch }
        let taken = Set(there.compactMap(\.new.number))
        var mail = found.mail
        let own = mail.old.number.flatMap { taken.contains($0) || $0 < 1 ? nil : $0 }
        let wanted = number.map(Int64.init) ?? own ?? (taken.max() ?? 0) + 1
        guard (1...Int64(Store.largestNumber)).contains(wanted), !taken.contains(wanted) else {
            let fault = "Number \(wanted) is taken, or none that a patch can have."
            throw ChangeRefusal.invalid(FieldFaults("number", fault))
        }
        mail.new = SeriesSpot(series: to, number: wanted)
        mail.newPin = .alone
        guard mail.new != mail.old else {
            throw ChangeRefusal.invalid(FieldFaults("to", "The patch is there already."))
        }
        // Who never had a number is counted from now on.
        there = there.filter { $0.row == nil }
        for index in there.indices { there[index].newPin = .alone }
        let from = try mail.old.series.flatMap { try spots.series($0) }
        var totals = [to: max(target.total, Int64(taken.filter { $0 > 0 }.count + 1))]
        if let from, from.id != to { totals[from.id] = max(from.total - 1, 0) }
        return RegroupPlan(
            project: try project(found.project),
            from: from,
            to: target,
            mails: [mail] + there,
            totals: totals
        )
    }

    private func plan(merge from: Int64, into: Int64) throws -> RegroupPlan {
        let source = try series(from)
        let target = try target(into, in: source.project)
        guard from != into else {
            throw ChangeRefusal.invalid(FieldFaults("to", "This is the same series."))
        }
        var there = try spots.mails(of: into)
        for index in there.indices where there[index].newPin == .none {
            there[index].newPin = .withKin
        }
        var taken = Set(there.compactMap(\.new.number))
        var moving = try spots.mails(of: from)
        // Those that keep their numbers first.
        for keeps in [true, false] {
            for index in moving.indices where moving[index].new.series == from {
                let number = moving[index].old.number ?? 0
                if keeps == taken.contains(number) { continue }
                if moving[index].cover != nil {
                    // A series has one cover letter; another one stands alone.
                    moving[index].new = SeriesSpot(
                        series: taken.contains(0) ? nil : into,
                        number: 0
                    )
                } else {
                    let new = keeps ? number : (taken.max() ?? 0) + 1
                    moving[index].new = SeriesSpot(series: into, number: new)
                }
                taken.insert(moving[index].new.number ?? 0)
                moving[index].newPin = moving[index].new.series == nil ? .alone : .withKin
            }
        }
        let patches = (there + moving).count { $0.patch != nil }
        return RegroupPlan(
            project: try project(source.project),
            from: source,
            to: target,
            mails: there + moving,
            totals: [into: max(target.total, Int64(patches))]
        )
    }

    private func plan(split id: Int64, _ patches: [Int64]) throws -> RegroupPlan {
        let source = try series(id)
        let all = try spots.mails(of: id).filter { $0.patch != nil }
        let chosen = Set(patches)
        var moving = all.filter { $0.patch.map(chosen.contains) ?? false }
        guard moving.count == chosen.count, !moving.isEmpty, moving.count < all.count else {
            let fault = "Choose some of the patches of the series, but not all."
            throw ChangeRefusal.invalid(FieldFaults("patches", fault))
        }
        for index in moving.indices {
            moving[index].new = SeriesSpot(series: nil, number: Int64(index + 1))
            moving[index].newPin = .alone
        }
        return RegroupPlan(
            project: try project(source.project),
            from: source,
            to: nil,
            mails: moving,
            totals: [id: max(source.total - Int64(moving.count), 0)]
        )
    }

    fileprivate func carryOut(
        _ plan: RegroupPlan,
        _ request: RegroupRequest,
        reason: String
    ) throws -> (regrouping: Int64, series: Int64) {
        let intake = try IntakeTransaction(db: db, now: now, events: events)
        let target = try plan.to ?? begin(with: plan.mails, plan, intake)
        var mails = plan.mails
        var totals = plan.totals
        if plan.to == nil {
            for index in mails.indices { mails[index].new.series = target.id }
            totals[target.id] = Int64(mails.count)
        }
        let hand = SeriesByHand(
            transaction: self,
            intake: intake,
            project: plan.project,
            reason: reason
        )
        let id = try hand.carryOut(
            request,
            from: plan.from,
            to: target,
            isNew: plan.to == nil,
            mails,
            totals: totals
        )
        try intake.decideRevisions()
        let patches = mails.filter { $0.old != $0.new }.compactMap(\.patch)
        try audit.add(
            request.word,
            ("series", target.id),
            project: plan.project.id,
            before: ["series": .optional(plan.from?.id), "patches": .numbers(patches)],
            after: [
                "series": .number(target.id), "regrouping": .number(id), "reason": .text(reason),
            ]
        )
        return (id, target.id)
    }

    /// A series for patches that leave another one.
    private func begin(
        with mails: [RegroupedMail],
        _ plan: RegroupPlan,
        _ intake: IntakeTransaction
    ) throws -> SeriesRow {
        guard let from = plan.from, let first = mails.first else {
            throw StoreError(.corrupt, "a series without a mail")
        }
        let id = try db.newNumber(in: .series)
        try db.execute(
            """
            INSERT INTO series (id, project_id, date, submitter_id, version, total)
            VALUES (\(id), \(plan.project.id), \(first.date), \(first.author), \(from.version),
                \(mails.count))
            """
        )
        try events.add(NewEvent(.seriesCreated, in: plan.project, series: id))
        guard let row = try spots.series(id) else {
            throw StoreError(.corrupt, "a new series is not there")
        }
        return row
    }
}
