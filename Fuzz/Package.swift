// swift-tools-version: 6.2
import PackageDescription

// The fuzzer: `make fuzz TARGET=patch`. Apart from the main package, so that nobody who builds
// Patchbay builds it with sanitizers, and with its sources linked in, so that it sees what is for
// the package only, and so that the fuzzer sees which branches an input takes.
let package = Package(
    name: "fuzz",
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0")
    ],
    targets: [
        .target(name: "MailParsing"),
        .target(name: "PatchParsing"),
        .target(name: "RangeDiff", dependencies: ["PatchParsing"]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd"),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto"),
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8"),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3"),
        .target(
            name: "TrackerModel",
            dependencies: ["MailParsing", "PatchParsing", "COpenSSL", "CPCRE2"]
        ),
        .target(name: "TrackerStore", dependencies: ["TrackerModel", "RangeDiff", "CZstd"]),
        .target(
            name: "TrackerSQLite",
            dependencies: [
                "TrackerStore", "CSQLite",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),
        .systemLibrary(name: "CLibFuzzer"),
        .executableTarget(
            name: "fuzz",
            dependencies: ["TrackerSQLite", "RangeDiff", "CLibFuzzer"],
            linkerSettings: [.unsafeFlags(["-use-ld=lld"])]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .unsafeFlags(["-sanitize=fuzzer,address"]),
    ]
    target.linkerSettings =
        (target.linkerSettings ?? []) + [
            .unsafeFlags(["-sanitize=fuzzer,address"])
        ]
}
