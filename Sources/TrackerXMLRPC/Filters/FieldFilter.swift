import TrackerStore

/// The struct by which `patch_list` and `check_list` are filtered: keys are `FIELD` or
/// `FIELD__LOOKUP` (rest-api, end of section 12).
struct FieldFilter<Field: FilterField & RawRepresentable<String>> {
    /// `nil` if a key is unknown: then nothing matches.
    private(set) var conditions: [FieldCondition<Field>]? = []
    /// `max_count`.
    private(set) var count: Int64 = 0

    /// - Throws: ``RPCFault`` for a value that the field or the lookup cannot have.
    init(_ members: [RPCMember]) throws(RPCFault) {
        for member in members {
            if member.name == "max_count" {
                count = try Arguments.number(member.value)
                continue
            }
            guard let key = FilterKey<Field>(member.name) else {
                conditions = nil
                return
            }
            do {
                let tests = try key.tests(member.value)
                conditions?.append(contentsOf: tests.map { FieldCondition(key.field, $0) })
            } catch {
                throw RPCFault("\(member.name.prefix(80)): \(error.message)")
            }
        }
    }
}

/// How a field is compared. There is no `exact` and no `lte`, as in Patchwork.
enum FieldLookup: String {
    case iexact, contains, icontains, gt, gte, lt, startswith, istartswith, endswith, iendswith,
        range
    case year, month, day, isnull
    case among = "in"
}

/// A key of a filter, understood.
struct FilterKey<Field: FilterField & RawRepresentable<String>> {
    let field: Field
    /// `nil`: is equal.
    private let lookup: FieldLookup?

    /// Takes `name` or `name__icontains`; `nil` for an unknown field or lookup.
    init?(_ key: String) {
        let halves = key.split(separator: "_", omittingEmptySubsequences: false)
        // No field has two underscores in a row, and no lookup has one.
        guard let cut = halves.firstIndex(of: "") else {
            guard let field = Field(rawValue: key) else { return nil }
            (self.field, lookup) = (field, nil)
            return
        }
        let name = halves[..<cut].joined(separator: "_")
        let word = halves[(cut + 1)...].joined(separator: "_")
        guard let field = Field(rawValue: name), let lookup = FieldLookup(rawValue: word) else {
            return nil
        }
        // Of another row only the id counts, whatever the lookup.
        (self.field, self.lookup) = (field, field.kind == .reference ? nil : lookup)
    }

    /// - Throws: ``RPCFault`` for a value that does not fit.
    func tests(_ value: RPCValue) throws(RPCFault) -> [FieldTest] {
        switch lookup {
        case nil: return value == .null ? [.isNull(true)] : [.oneOf(try operands([value]))]
        case .isnull: return [.isNull(try Arguments.flag(value))]
        case .among: return [.oneOf(try operands(try list(value)))]
        case .range:
            let ends = try list(value)
            guard ends.count == 2 else { throw RPCFault("a range has two ends") }
            guard let low = try operand(ends[0]), let high = try operand(ends[1]) else {
                return [.nothing]
            }
            return [.between(low, high)]
        case .gt: return try compare(value) { .above($0) }
        case .gte: return try compare(value) { .atLeast($0) }
        case .lt: return try compare(value) { .below($0) }
        case .year, .month, .day: return try calendar(value)
        case .iexact: return try match(.whole, true, value)
        case .contains: return try match(.anywhere, false, value)
        case .icontains: return try match(.anywhere, true, value)
        case .startswith: return try match(.start, false, value)
        case .istartswith: return try match(.start, true, value)
        case .endswith: return try match(.end, false, value)
        case .iendswith: return try match(.end, true, value)
        }
    }

    private func compare(
        _ value: RPCValue,
        _ test: (FilterValue) -> FieldTest
    ) throws(RPCFault) -> [FieldTest] {
        guard let operand = try operand(value) else { return [.nothing] }
        return [test(operand)]
    }

    private func match(
        _ place: TextMatch.Place,
        _ ignoresCase: Bool,
        _ value: RPCValue
    ) throws(RPCFault) -> [FieldTest] {
        let text = try Arguments.text(value)
        guard !text.utf8.contains(0) else { return [.nothing] }
        return [.text(TextMatch(place, ignoringCase: ignoresCase), text)]
    }

    private func list(_ value: RPCValue) throws(RPCFault) -> [RPCValue] {
        guard case .array(let values) = value else { throw RPCFault("an array is wanted") }
        return values
    }

    private func operands(_ values: [RPCValue]) throws(RPCFault) -> [FilterValue] {
        var operands: [FilterValue] = []
        for value in values {
            if let operand = try operand(value) { operands.append(operand) }
        }
        return operands
    }

    /// The value as the database holds the field; `nil` for one that no row can have.
    private func operand(_ value: RPCValue) throws(RPCFault) -> FilterValue? {
        switch field.kind {
        case .number, .reference: return .number(try Arguments.number(value))
        case .flag: return .number(try Arguments.flag(value) ? 1 : 0)
        case .text:
            let text = try Arguments.text(value)
            return text.utf8.contains(0) ? nil : .text(text)
        case .date:
            if case .date(let moment) = value { return .number(moment) }
            let text = try Arguments.text(value)
            guard let moment = RPCDate.microseconds(parsing: text) else {
                throw RPCFault("'\(text.prefix(40))' is no date")
            }
            return .number(moment)
        }
    }

    private func calendar(_ value: RPCValue) throws(RPCFault) -> [FieldTest] {
        guard field.kind == .date else { throw RPCFault("the field is no date") }
        let number = try Arguments.number(value)
        guard (1...9_998).contains(number) else { return [.nothing] }
        switch lookup {
        case .month: return [.month(number)]
        case .day: return [.dayOfMonth(number)]
        default:
            guard let start = RPCDate.microseconds(parsing: "\(number.fourDigits)-01-01"),
                let end = RPCDate.microseconds(parsing: "\((number + 1).fourDigits)-01-01")
            else { return [.nothing] }
            return [.atLeast(.number(start)), .below(.number(end))]
        }
    }
}

extension FieldTest {
    /// What no row fulfils.
    fileprivate static let nothing = FieldTest.oneOf([])
}

extension Int64 {
    /// `0099`
    fileprivate var fourDigits: String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, 4 - digits.utf8.count)) + digits
    }
}
