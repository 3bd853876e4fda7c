import PatchParsing
import TrackerModel
import TrackerStore

/// What the page of a series says about comments and trailers of the versions before it.
struct SeriesTalk {
    let page: SeriesPage

    /// Remarks that are listed.
    private static let mostListed = 200

    /// `4 of 7 comments on v2 addressed, 3 still open`, and the list of what is left.
    func write(_ html: inout HTMLWriter) {
        guard let talk = page.talk else { return }
        let summaries = talk.summaries(with: page.record.earlierCovers)
        var sentences = summaries.enumerated().compactMap { place, summary in
            // Of older versions only what is left counts.
            place == 0 || summary.isLeft ? sentence(summary) : nil
        }
        if let sentence = sentenceOnRest(summaries) { sentences.insert(sentence, at: 0) }
        guard !sentences.isEmpty else { return }
        let onCovers = page.record.earlierCovers?.open ?? []
        let onPatches = talk.remarks.filter { $0.need == .open || $0.need == .untouched }
        let left = onCovers.count + onPatches.count
        html.element(.div, .class("said")) { html in
            for sentence in sentences { html.element(.p, text: sentence) }
            guard left > 0 else { return }
            html.element(.details, .class("fold")) { html in
                let word = left == 1 ? "1 remark" : "\(left) remarks"
                html.element(.summary, text: "What is left of earlier versions: \(word)")
                html.element(.ol, .class("clist")) { html in
                    for remark in onCovers { write(remark, &html) }
                    for remark in onPatches.prefix(Self.mostListed) { write(remark, &html) }
                }
                if onPatches.count > Self.mostListed {
                    html.element(.p, text: "and \(onPatches.count - Self.mostListed) more")
                }
            }
        }
    }

    /// Where the mails of the version before are too large to be compared, its open comments are only
    /// counted.
    private func sentenceOnRest(_ summaries: [CarriedTalk.Summary]) -> String? {
        guard let earlier = OwnVerdict(page: page).earlier, earlier.openComments > 0,
            !summaries.contains(where: { $0.version == earlier.version && $0.marked > 0 })
        else { return nil }
        let count = earlier.openComments
        return "\(count) \(count == 1 ? "comment" : "comments") on v\(earlier.version) still open"
    }

    private func sentence(_ summary: CarriedTalk.Summary) -> String? {
        var words: [String] = []
        let version = "v\(summary.version)"
        if summary.marked > 0 {
            let noun = summary.marked == 1 ? "comment" : "comments"
            words.append(
                "\(summary.addressed) of \(summary.marked) \(noun) on \(version) addressed, "
                    + "\(summary.marked - summary.addressed) still open"
            )
        }
        if summary.unmarked > 0 {
            let noun = summary.unmarked == 1 ? "remark" : "remarks"
            let which = summary.marked > 0 ? "other \(noun)" : "\(noun) on \(version)"
            let now = page.record.outline.version
            words.append(
                "\(summary.untouched) of \(summary.unmarked) \(which) untouched in v\(now)"
            )
        }
        return words.isEmpty ? nil : words.joined(separator: "; ")
    }

    private func write(_ remark: CarriedRemark, _ html: inout HTMLWriter) {
        let member = page.record.outline.patches.first { $0.id == remark.patch }
        let link =
            member.map {
                Link.message(.patch, $0.messageID, of: page.linkName).at(remark.elementID)
            }
            ?? Link.message(.patch, remark.origin.messageID, of: page.linkName)
            .at("\(remark.comment.id)")
        html.element(.li) { html in
            if remark.need == .untouched {
                html.element(.span, .class("badge"), text: "untouched")
            } else {
                CommentMarking.writeBadge(remark.comment, &html)
            }
            html.element(.a, .href(link)) { html in
                let patch = member?.number.map { "patch \($0), " } ?? ""
                html.source("\(patch)\(remark.whereabouts), from v\(remark.origin.version)")
            }
            html.element(.span, .class("dim")) { html in
                html.source("\(remark.comment.author): \(remark.beginning) …")
            }
        }
    }

    /// A comment on the cover letter of an earlier version: it stands at no line.
    private func write(_ remark: EarlierCovers.Remark, _ html: inout HTMLWriter) {
        let link =
            page.record.cover.map { cover in
                Link.message(.cover, cover.messageID, of: page.linkName).at(remark.elementID)
            } ?? remark.origin(in: page.linkName)
        html.element(.li) { html in
            CommentMarking.writeBadge(remark.comment, &html)
            html.element(.a, .href(link), text: "cover letter, from v\(remark.version)")
            html.element(.span, .class("dim")) { html in
                html.source("\(remark.comment.author): \(remark.beginning) …")
            }
        }
    }

    /// Trailers of the version before that are missing in this one.
    func writeDropped(_ html: inout HTMLWriter) {
        guard let talk = page.talk else { return }
        let comments = Dictionary(grouping: page.record.comments, by: \.parent)
        let dropped = page.record.patches.compactMap { patch -> (String, [Trailer])? in
            let member = patch.member
            let given = (comments[member.id] ?? []).flatMap { $0.givenTrailers }
            let besides = given + page.inherited(by: member.number).map(\.trailer)
            let missing = talk.trailers(ofPatch: member.id, besides: besides)?.dropped ?? []
            return missing.isEmpty ? nil : (member.shownNumber, missing)
        }
        guard !dropped.isEmpty else { return }
        html.element(.details, .class("fold")) { html in
            let count = dropped.reduce(0) { $0 + $1.1.count }
            let word = count == 1 ? "1 trailer" : "\(count) trailers"
            html.element(
                .summary,
                text: "\(word) given on v\(talk.previousVersion) and not here"
            )
            html.element(.ul, .class("bul")) { html in
                for (number, trailers) in dropped {
                    for trailer in trailers {
                        html.element(.li) { html in
                            html.source("patch \(number): \(trailer.key): \(trailer.value)")
                        }
                    }
                }
            }
        }
    }
}

extension CommentLine {
    /// The trailers that a person gave by it.
    var givenTrailers: [Trailer] {
        isByRobot(parsedHeaders) ? [] : Trailer.all(in: body.content ?? "")
    }
}

/// What became of the trailers of the version before, on the page of a patch.
struct TrailerNews {
    let carry: TrailerCarry
    /// `v2`
    let version: String

    var isEmpty: Bool { carry.carried.isEmpty && carry.added.isEmpty && carry.dropped.isEmpty }

    func write(_ html: inout HTMLWriter) {
        guard !isEmpty else { return }
        html.element(.ul, .class("bul"), .label("Trailers since \(version)")) { html in
            for trailer in carry.carried { write(trailer, "carried over from \(version)", &html) }
            for trailer in carry.added { write(trailer, "new in this version", &html) }
            for trailer in carry.dropped {
                write(trailer, "was given on \(version) and is not here", &html)
            }
        }
    }

    private func write(_ trailer: Trailer, _ words: String, _ html: inout HTMLWriter) {
        html.element(.li) { html in
            html.source("\(trailer.key): \(trailer.value) ")
            html.element(.span, .class("dim"), text: words)
        }
    }
}

/// Adds trailers that a patch has by its cover letter to what is counted for it.
enum InheritedCounts {
    static func add(_ trailers: [Trailer], to counts: [TagCount]) -> [TagCount] {
        counts.map { count in
            let name = count.name.lowercased()
            let more = trailers.count { $0.key.lowercased() == name }
            return TagCount(
                name: count.name,
                abbreviation: count.abbreviation,
                count: count.count + Int64(more)
            )
        }
    }
}
