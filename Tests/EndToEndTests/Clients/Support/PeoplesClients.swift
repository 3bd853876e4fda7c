import Foundation
import Testing

/// The programs of other people that the tests run as they are, in the folder that `Scripts/clients`
/// makes.
enum PeoplesClients {
    /// The package.
    static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// Where their programs are.
    static let programs = "\(package)/.build/clients/bin"

    /// Whether they were installed completely.
    static let areInstalled = FileManager.default.fileExists(
        atPath: "\(package)/.build/clients/installed.txt"
    )

    /// The scripts that send what other clients were seen to send.
    static let scripts = "\(package)/Tests/clients"
}

extension Trait where Self == ConditionTrait {
    /// For tests that run git-pw, pwclient or b4.
    static var withPeoplesClients: Self {
        .enabled(
            if: PeoplesClients.areInstalled,
            "git-pw, pwclient and b4 are not installed: run Scripts/clients"
        )
    }
}
