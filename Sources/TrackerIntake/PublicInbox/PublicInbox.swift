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
        numbers(in: folder).prefix(epochLimit).compactMap { number in
            GitRepository(at: folder.appendingPathComponent("\(number).git"))
                .map { Epoch(number: number, repository: $0) }
        }
    }

    /// The numbers of all folders that look like epochs, smallest first.
    private static func numbers(in folder: URL) -> [Int] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.compactMap(epochNumber).sorted()
    }

    /// 12 for `12.git`.
    private static func epochNumber(_ name: String) -> Int? {
        guard name.hasSuffix(".git"), name.count <= 13 else { return nil }
        let digits = name.dropLast(4)
        guard let number = Int(digits), number >= 0, "\(number)" == digits else { return nil }
        return number
    }

    /// Folders in which something moves when mail arrives or an epoch begins, outer ones first.
    ///
    /// The newest epoch is one of them also while it is being made and is no repository yet.
    var watchedFolders: [String] {
        let folder = url.appendingPathComponent("git")
        let newest =
            Self.numbers(in: folder).last.map { folder.appendingPathComponent("\($0).git").path }
            ?? epochs.last?.repository.path
        return [folder.path] + (newest.map { [$0, "\($0)/refs", "\($0)/refs/heads"] } ?? [])
    }
}
