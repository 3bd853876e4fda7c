// swift-tools-version: 6.2
import PackageDescription

// Apart from the main package, so that nobody who builds Patchbay builds its benchmarks.
let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(name: "patchbay", path: ".."),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird",
            from: "2.28.1",
            traits: ["FullFoundation"]
        ),
    ],
    targets: [
        .executableTarget(
            name: "parsing",
            dependencies: [
                .product(name: "MailParsing", package: "patchbay"),
                .product(name: "PatchParsing", package: "patchbay"),
            ]
        ),
        .executableTarget(
            name: "memory",
            dependencies: [.product(name: "Hummingbird", package: "hummingbird")]
        ),
    ],
    swiftLanguageModes: [.v6]
)
