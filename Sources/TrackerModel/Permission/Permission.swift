/// What an account is to an object. One account can be several things.
package struct Standing: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Maintains the project of the object.
    package static let maintainer = Standing(rawValue: 1)
    /// Sent the patch or the cover letter.
    package static let submitter = Standing(rawValue: 2)
    /// Is the delegate of the patch.
    package static let delegate = Standing(rawValue: 4)
    /// Wrote the comment.
    package static let commenter = Standing(rawValue: 8)
    /// Owns the bundle, or is the account itself.
    package static let owner = Standing(rawValue: 16)
}

/// Something that not everybody may do (rest-api, section 3).
package enum Right: Hashable, Sendable {
    case setState
    /// Delegate, archived, commit and pull reference.
    case changePatch
    case postCheck(context: String)
    case relatePatches
    case markComment
    case changeProject
    case changeBundle
    case changeAccount

    /// What can be done to a patch itself.
    package static let ofPatches: [Right] = [.setState, .changePatch, .relatePatches]
}

/// Decides who may do what. Being superuser gives no right to objects (Q40).
package enum Permission {
    /// Whether an account of this standing may do it, with the token it shows, if any.
    ///
    /// - Parameters:
    ///   - right: What is to be done.
    ///   - standing: What the account is to the object.
    ///   - project: The project of the object; `nil` for an object without one.
    ///   - grant: What the token gives; `nil` for a password or a session, which give all.
    /// - Returns: `false` where the answer is 403.
    package static func allows(
        _ right: Right,
        standing: Standing,
        project: Project.ID?,
        grant: TokenGrant?
    ) -> Bool {
        let isOwnRight = !standing.isDisjoint(with: holders(of: right))
        guard let grant else { return isOwnRight }
        if let bound = grant.projectID, bound != project { return false }
        if !grant.scopes.isDisjoint(with: [.maintainer, .admin]) { return isOwnRight }
        return covers(grant, right) && (isOwnRight || grant.isDelegated)
    }

    /// Whether there is any right to an object of this standing that ``allows(_:standing:project:grant:)``
    /// would give, so that a body is worth reading.
    package static func allowsAny(
        of rights: [Right],
        standing: Standing,
        project: Project.ID?,
        grant: TokenGrant?
    ) -> Bool {
        rights.contains { allows($0, standing: standing, project: project, grant: grant) }
    }

    private static func holders(of right: Right) -> Standing {
        switch right {
        case .setState, .changePatch, .postCheck: [.maintainer, .submitter, .delegate]
        case .markComment: [.maintainer, .submitter, .delegate, .commenter]
        case .relatePatches, .changeProject: .maintainer
        case .changeBundle, .changeAccount: .owner
        }
    }

    private static func covers(_ grant: TokenGrant, _ right: Right) -> Bool {
        switch right {
        case .setState: grant.scopes.contains(.stateWrite)
        case .postCheck(let context):
            grant.scopes.contains(.checkWrite) && context.hasPrefix(grant.contextPrefix)
        default: false
        }
    }
}
