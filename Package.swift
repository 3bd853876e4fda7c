// swift-tools-version: 6.2
import PackageDescription

// The targets stand in the order a mail passes through them; arrows run downward only.
let package = Package(
    name: "patchbay",
    products: [
        .library(name: "MailParsing", targets: ["MailParsing"]),
        .library(name: "PatchParsing", targets: ["PatchParsing"]),
        .library(name: "RangeDiff", targets: ["RangeDiff"]),
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
        .target(name: "RangeDiff", dependencies: ["PatchParsing"]),

        // C libraries of the system, each behind one module map.
        // libpq and libexpat are loaded when they are needed, not linked: hence no pkg-config.
        .systemLibrary(name: "CPostgres", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(
            name: "CSQLite",
            pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])]
        ),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(
            name: "CPCRE2",
            pkgConfig: "libpcre2-8",
            providers: [.apt(["libpcre2-dev"])]
        ),

        // What is tracked, and the rules about it. No I/O.
        .target(
            name: "TrackerModel",
            dependencies: ["MailParsing", "PatchParsing", "COpenSSL", "CPCRE2"]
        ),

        // Where it is kept. The SQL is written once; a driver runs it.
        .target(name: "TrackerStore", dependencies: ["TrackerModel", "RangeDiff", "CZstd"]),
        .target(
            name: "TrackerSQLite",
            dependencies: [
                "TrackerStore", "CSQLite",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),
        .target(name: "TrackerPostgres", dependencies: ["TrackerStore", "CPostgres"]),

        // How mail comes in.
        .target(name: "TrackerIntake", dependencies: ["TrackerStore"]),
        .target(
            name: "TrackerLMTP",
            dependencies: [
                "TrackerIntake",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),

        // How mail goes out.
        .target(name: "TrackerMail", dependencies: ["TrackerModel"]),

        // How people and programs see it.
        .target(
            name: "TrackerHTTP",
            dependencies: [
                "TrackerStore", "CZlib",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .target(name: "TrackerAPI", dependencies: ["TrackerHTTP"]),
        .target(
            name: "TrackerWeb",
            dependencies: ["TrackerHTTP", "TrackerMail"],
            // One file for the browser is made of these, within the program.
            resources: [
                .embedInCode("Style/base.css"), .embedInCode("Style/parts.css"),
                .embedInCode("Style/tables.css"), .embedInCode("Style/list.css"),
                .embedInCode("Style/reading.css"), .embedInCode("Style/project.css"),
                .embedInCode("Style/accounts.css"), .embedInCode("Style/admin.css"),
                .embedInCode("Style/narrow.css"), .embedInCode("Style/script.js"),
                .embedInCode("Style/icon.svg"),
            ]
        ),
        .target(name: "TrackerXMLRPC", dependencies: ["TrackerWeb", "CExpat"]),

        // What is run.
        .target(name: "TrackerDemo"),
        .target(
            name: "TrackerServer",
            dependencies: [
                "TrackerLMTP", "TrackerMail", "TrackerAPI", "TrackerWeb", "TrackerXMLRPC",
                "TrackerSQLite", "TrackerPostgres",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
        .executableTarget(
            name: "patchbay",
            dependencies: [
                "TrackerServer", "TrackerMail", "TrackerDemo", "RangeDiff",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),

        // What tests share, and the tests.
        .target(
            name: "TrackerTesting",
            dependencies: ["TrackerStore", "TrackerSQLite", "TrackerPostgres"],
            path: "Tests/TrackerTesting"
        ),
        .testTarget(name: "MailParsingTests", dependencies: ["MailParsing"]),
        .testTarget(name: "PatchParsingTests", dependencies: ["PatchParsing"]),
        .testTarget(name: "RangeDiffTests", dependencies: ["RangeDiff"]),
        .testTarget(name: "TrackerModelTests", dependencies: ["TrackerModel", "CZlib"]),
        .testTarget(name: "TrackerStoreTests", dependencies: ["TrackerTesting", "TrackerSQLite"]),
        .testTarget(name: "TrackerIntakeTests", dependencies: ["TrackerIntake", "TrackerTesting"]),
        .testTarget(
            name: "TrackerLMTPTests",
            dependencies: [
                "TrackerLMTP", "TrackerTesting",
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ]
        ),
        .testTarget(name: "TrackerMailTests", dependencies: ["TrackerMail", "TrackerTesting"]),
        .testTarget(name: "TrackerAPITests", dependencies: ["TrackerAPI", "TrackerTesting"]),
        .testTarget(
            name: "TrackerWebTests",
            dependencies: ["TrackerWeb", "TrackerTesting", "CZlib"]
        ),
        .testTarget(
            name: "TrackerAccessTests",
            dependencies: ["TrackerAPI", "TrackerMail", "TrackerWeb", "TrackerTesting"]
        ),
        .testTarget(
            name: "TrackerServerTests",
            dependencies: [
                "TrackerServer", "TrackerTesting",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["patchbay", "PatchParsing", "TrackerModel", "TrackerTesting"]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// In CI a warning is an error, here only: for other people's code it is none.
let isStrict = Context.environment["PATCHBAY_STRICT"] != nil

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
    if isStrict { target.swiftSettings?.append(.treatAllWarnings(as: .error)) }
}
