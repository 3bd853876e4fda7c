// swift-tools-version: 6.2
import PackageDescription

// The targets stand in the order a mail passes through them; arrows run downward only.
let package = Package(
    name: "patchbay",
    products: [
        .library(name: "MailParsing", targets: ["MailParsing"]),
        .library(name: "PatchParsing", targets: ["PatchParsing"]),
        .executable(name: "patchbay", targets: ["patchbay"]),
    ],
    dependencies: [
        .package(
            url: "https://github.com/hummingbird-project/hummingbird",
            from: "2.28.1",
            traits: ["FullFoundation"]
        ),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Libraries for anyone: bytes and text in, values out. No I/O, no dependencies.
        .target(name: "MailParsing"),
        .target(name: "PatchParsing"),

        .executableTarget(
            name: "patchbay",
            dependencies: [
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        .testTarget(name: "MailParsingTests", dependencies: ["MailParsing"]),
        .testTarget(name: "PatchParsingTests", dependencies: ["PatchParsing"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
