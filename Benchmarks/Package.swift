// swift-tools-version: 6.2
import PackageDescription

// Apart from the main package, so that nobody who builds Patchbay builds its benchmarks.
let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "patchbay", path: "..")],
    targets: [
        .executableTarget(
            name: "parsing",
            dependencies: [
                .product(name: "MailParsing", package: "patchbay"),
                .product(name: "PatchParsing", package: "patchbay"),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)
