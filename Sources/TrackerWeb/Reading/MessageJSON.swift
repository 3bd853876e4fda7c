import PatchParsing
import TrackerHTTP
import TrackerModel
import TrackerStore

/// The page of a patch or cover letter for programs.
extension MessagePage {
    func writeJSON(_ json: inout JSONWriter) {
        json.member("id", record.id)
        json.member(
            "url",
            Link.api(record.kind == .patch ? "patches" : "covers", id: record.id).text
        )
        json.member("web_url", link.text)
        json.member("msgid", record.messageID)
        json.member("name", record.name)
        json.member("project", record.project.linkName)
        json.member("date", Timestamp.iso(record.date))
        json.member("submitter", record.submitter.shown)
        if let patch = record.patch?.record {
            json.member("state", patch.stateSlug)
            json.member("archived", patch.isArchived)
            json.member("delegate", patch.delegate?.username)
            json.member("pull_url", patch.pullURL)
            json.member("commit_ref", patch.commitRef)
        }
        json.member("series", record.series?.id)
        json.member("content", record.body.content)
        json.member("diff", record.body.diff)
        json.array("comments", of: discussion.people + discussion.robots) { json, entry in
            json.object { write(entry, &$0) }
        }
        guard record.kind == .patch else {
            json.array("earlier_remarks", of: record.earlierCovers?.open ?? []) { json, remark in
                json.object { write(remark, &$0) }
            }
            return
        }
        json.array("earlier_remarks", of: carried.shown) { json, remark in
            json.object { write(remark, &$0) }
        }
    }

    private func write(_ remark: EarlierCovers.Remark, _ json: inout JSONWriter) {
        json.member("comment", remark.comment.id)
        json.member("version", remark.version)
        json.member("submitter", remark.comment.author)
        json.member("need", CarriedRemark.Need.open.word)
        json.member("said", remark.comment.text(of: nil))
    }

    private func write(_ remark: CarriedRemark, _ json: inout JSONWriter) {
        json.member("comment", remark.comment.id)
        json.member("version", remark.origin.version)
        json.member("submitter", remark.comment.author)
        json.member("need", remark.need.word)
        json.member("file", remark.place?.path)
        let number = remark.place?.number.map(Int64.init)
        json.member("old_line", remark.place?.isOld == true ? number : nil)
        json.member("new_line", remark.place?.isOld == false ? number : nil)
        json.member("said", remark.comment.text(of: remark.said))
    }

    private func write(_ entry: Discussion.Entry, _ json: inout JSONWriter) {
        let comment = entry.comment
        json.member("id", comment.id)
        json.member("msgid", comment.messageID)
        json.member("date", Timestamp.iso(comment.date))
        json.member("submitter", comment.author)
        json.member("depth", Int64(entry.depth))
        json.member("robot", entry.isRobot)
        json.name("addressed")
        if let addressed = comment.isAddressed { json.write(addressed) } else { json.writeNull() }
        json.member("content", comment.body.content)
        json.array("remarks", of: remarks(of: comment)) { json, remark in
            json.object { write(remark, &$0) }
        }
    }

    private func remarks(of comment: CommentLine) -> [Remark] {
        guard discussion.remarkOfComment[comment.id] != nil else { return [] }
        let all = [discussion.remarks, discussion.remarksOnMessage].flatMap { $0.values.joined() }
        return all.filter { $0.comment.id == comment.id }
            .sorted { $0.lines.startIndex < $1.lines.startIndex }
    }

    private func write(_ remark: Remark, _ json: inout JSONWriter) {
        if remark.part == .message {
            json.member("message_line", Int64(remark.line + 1))
        } else if let diff, let file = diff.file(ofLine: remark.line) {
            let line = diff.lines[remark.line]
            json.member("file", diff.files[file].facts.newPath ?? diff.files[file].facts.oldPath)
            json.member("old_line", line.oldNumber.map(Int64.init))
            json.member("new_line", line.newNumber.map(Int64.init))
        }
        json.member(
            "said",
            remark.lines.map { String(decoding: $0.text, as: UTF8.self) }.joined(separator: "\n")
        )
    }
}
