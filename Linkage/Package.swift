// swift-tools-version: 6.2
import PackageDescription

// The public libraries alone, without the package around them: what they import that is not in
// the toolchain does not compile here. Their folders are linked to rather than depended on, since a
// dependency on the package would fetch everything that the server is built from.
let package = Package(
    name: "linkage",
    targets: [
        .target(name: "MailParsing"),
        .target(name: "PatchParsing"),
        .target(name: "RangeDiff", dependencies: ["PatchParsing"]),
        .executableTarget(
            name: "linkage",
            dependencies: ["MailParsing", "PatchParsing", "RangeDiff"]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
