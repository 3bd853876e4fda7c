import PatchParsing
import TrackerModel
import TrackerStore

/// The structs of the answers, member by member in their order (rest-api, section 12).
///
/// What Patchwork sends as base64 are strings here (Q33).
extension RPCValue {
    static func project(_ project: Project) -> RPCValue {
        .structure([
            RPCMember("id", .int(project.id)),
            RPCMember("linkname", .string(project.linkName)),
            RPCMember("name", .string(project.name)),
        ])
    }

    static func person(_ person: Person) -> RPCValue {
        .structure([
            RPCMember("id", .int(person.id)),
            RPCMember("email", .string(person.email)),
            RPCMember("name", .string(person.name ?? person.email)),
            RPCMember("user", .string(person.account?.username ?? none)),
        ])
    }

    static func state(_ state: PatchState) -> RPCValue {
        .structure([RPCMember("id", .int(state.id)), RPCMember("name", .string(state.name))])
    }

    static func patch(_ patch: PatchSummary) -> RPCValue {
        let (_, name, address) = patch.submitter
        let submitter = name.map { "\($0) <\(address)>" } ?? address
        return .structure([
            RPCMember("id", .int(patch.id)),
            RPCMember("date", .string(RPCDate.plain(patch.date))),
            RPCMember("filename", .string(PatchFileName.sanitised(patch.name))),
            RPCMember("msgid", .string(patch.messageID)),
            RPCMember("name", .string(patch.name)),
            RPCMember("project", .string(patch.project.name)),
            RPCMember("project_id", .int(patch.project.id)),
            RPCMember("state", .string(patch.state.name)),
            RPCMember("state_id", .int(patch.state.id)),
            RPCMember("archived", .bool(patch.isArchived)),
            RPCMember("submitter", .string(submitter)),
            RPCMember("submitter_id", .int(patch.submitter.id)),
            RPCMember("delegate", .string(patch.delegate?.username ?? none)),
            RPCMember("delegate_id", .int(patch.delegate?.id ?? 0)),
            RPCMember("commit_ref", .string(patch.commitRef ?? "")),
            RPCMember("hash", .string(patch.hash ?? "")),
        ])
    }

    static func check(_ line: CheckSummary) -> RPCValue {
        let check = line.check
        return .structure([
            RPCMember("id", .int(check.id)),
            RPCMember("date", .string(RPCDate.plain(check.date))),
            RPCMember("patch", .string(line.patchName)),
            RPCMember("patch_id", .int(check.patchID)),
            RPCMember("user", .string(check.account.username)),
            RPCMember("user_id", .int(check.account.id)),
            RPCMember("state", .string(check.state.word)),
            RPCMember("target_url", .string(check.targetURL ?? "")),
            RPCMember("description", .string(check.description ?? "")),
            RPCMember("context", .string(check.context)),
        ])
    }

    static func verdict(_ verdict: PatchVerdict) -> RPCValue {
        .structure([
            RPCMember("state", .string(verdict.state.word)),
            RPCMember("total", .int(Int64(verdict.checks.count))),
            RPCMember("checks", .array(verdict.checks.map(RPCValue.check))),
        ])
    }

    /// What clients know for nobody.
    private static let none = "None"
}
