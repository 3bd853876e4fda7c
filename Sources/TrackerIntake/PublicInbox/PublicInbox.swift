package import Foundation

/// An archive of public-inbox, in git (https://public-inbox.org/public-inbox-v2-format.html).
///
/// One of these:
/// - a folder with the repositories `git/0.git`, `git/1.git`, …, the epochs of an inbox of version 2
/// - one such repository, or a mirror of it
/// - a repository with one file for each mail, `2f/38a…`: an inbox of version 1
package struct PublicInbox: Hashable, Sendable {
    /// A repository of an inbox. A new one is begun when the last one is large.
    struct Epoch: Hashable, Sendable {
        let number: Int
        let repository: GitRepository
    }

    package let url: URL
    /// Oldest first; there may be gaps, as in a mirror of the newest epochs only.
    let epochs: [Epoch]

    /// Epochs beyond this are left out: lists of twenty years have some twenty.
    private static let epochLimit = 10_000

    /// What looks like an inbox. Whether it holds mails is seen when it is read.
    package init?(at url: URL) {
        self.url = url
        let folder = url.appendingPathComponent("git")
        let epochs = Self.epochs(in: folder)
        if !epochs.isEmpty {
            self.epochs = epochs
        } else if let repository = GitRepository(at: url) {
            let number = Self.epochNumber(url.lastPathComponent) ?? 0
            self.epochs = [Epoch(number: number, repository: repository)]
        } else {
            return nil
        }
    }

    private static func epochs(in folder: URL) -> [Epoch] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let epochs = names.compactMap { name -> Epoch? in
            guard let number = epochNumber(name),
                let repository = GitRepository(at: folder.appendingPathComponent(name))
            else { return nil }
            return Epoch(number: number, repository: repository)
        }
        return Array(epochs.sorted { $0.number < $1.number }.prefix(epochLimit))
    }

    /// 12 for `12.git`.
    private static func epochNumber(_ name: String) -> Int? {
        guard name.hasSuffix(".git"), name.count <= 13 else { return nil }
        let digits = name.dropLast(4)
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(digits)
    }

    /// Folders in which something moves when mail arrives or an epoch begins.
    var watchedFolders: [String] {
        let newest = epochs.suffix(1).flatMap { epoch in
            [epoch.repository.path, "\(epoch.repository.path)/refs/heads"]
        }
        return [url.appendingPathComponent("git").path] + newest
    }
}
