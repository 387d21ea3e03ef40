// swift-tools-version:6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
]

/// One room of the road. The build refuses an import that is not listed here
/// (`--explicit-target-dependency-import-check error`, see the Makefile).
func room(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// The tests of a room; `Tests/` mirrors `Sources/` one to one.
func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: [.target(name: name), "TestKit"] + dependencies,
    path: "Tests/\(name)",
    exclude: exclude,
    swiftSettings: strict
  )
}

let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")

let package = Package(
  name: "gleaner",
  products: [.executable(name: "gleaner", targets: ["gleaner"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird",
      exact: "2.28.1",
      traits: ["FullFoundation"]
    ),
  ],
  targets: [
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CScan"),
    .systemLibrary(name: "CFiles"),
    .systemLibrary(name: "CLinear", providers: [.apt(["liblinear-dev"])]),

    room("Papers"),
    room("Terminal", ["Papers"]),
    room("Files", ["CFiles"]),
    room("Markup", ["CLibXML2"]),
    room("Wire", ["Papers", "CCurl"]),

    room("Polling", ["Papers", "Wire", "Markup", logging]),
    room("Scoring", ["Papers", "CScan", "CLinear"]),
    room("Queueing", ["Papers", "Files", grdb]),
    room("Reviewing", ["Papers", "Queueing"]),
    room("Listing", ["Papers", "Files", "Wire", subprocess]),
    room("Publishing", ["Papers", "Files", "Markup"]),
    room(
      "Notifying",
      ["Papers", "Files", "Wire", crypto, mustache],
      resources: [
        .embedInCode("Templates/mail.txt.mustache"), .embedInCode("Templates/mail.html.mustache"),
      ]
    ),

    room(
      "Assembly",
      [
        "Papers", "Terminal", "Files", "Wire", "Markup", "Polling", "Scoring", "Queueing", "Reviewing",
        "Listing",
        "Publishing", "Notifying", "CScan", "CZlib", logging, yams, hummingbird,
      ],
      resources: [
        .embedInCode("Demo/replay.jsonl"), .embedInCode("Demo/config.yml"), .embedInCode("Demo/list.md"),
      ]
    ),
    .executableTarget(
      name: "gleaner",
      dependencies: ["Assembly", "Terminal", argumentParser],
      swiftSettings: strict
    ),

    .executableTarget(
      name: "scoring-bench",
      dependencies: ["Papers", "Scoring"],
      path: "Benchmarks/scoring-bench",
      swiftSettings: strict
    ),
    .executableTarget(
      name: "listing-bench",
      dependencies: ["Papers", "Listing"],
      path: "Benchmarks/listing-bench",
      swiftSettings: strict
    ),
    .executableTarget(
      name: "learning-bench",
      dependencies: ["Papers", "Scoring"],
      path: "Benchmarks/learning-bench",
      swiftSettings: strict
    ),
    .executableTarget(
      name: "mail-bench",
      dependencies: ["Papers", "Wire", "Notifying"],
      path: "Benchmarks/mail-bench",
      exclude: ["sink.py"],
      swiftSettings: strict
    ),

    .executableTarget(
      name: "payloads",
      dependencies: ["Papers", "Wire", "Notifying"],
      path: "Benchmarks/payloads",
      swiftSettings: strict
    ),

    .target(name: "TestKit", path: "Tests/TestKit", swiftSettings: strict),
    tests("Papers"),
    tests("Terminal"),
    tests("Files"),
    tests("Markup"),
    tests("Wire"),
    tests("Polling", ["Papers", "Wire"], exclude: ["Fixtures"]),
    tests("Scoring", ["Papers"]),
    tests("Queueing", ["Papers", grdb]),
    tests("Reviewing", ["Papers", "Queueing"]),
    tests("Notifying", ["Papers", "Wire"], exclude: ["Mail/Golden", "Channels/Golden"]),
    tests("Listing", ["Papers", "Wire", subprocess], exclude: ["Fixtures"]),
    tests("Publishing", ["Papers", "Markup"], exclude: ["Golden"]),
    tests(
      "Assembly",
      [
        "Papers", "Terminal", "Scoring", "Queueing", "Reviewing", "Listing", "Wire", "Polling", "Publishing",
        "Notifying", "CZlib",
        logging,
      ],
      exclude: ["Golden", "Exchange/Golden"]
    ),
    tests("gleaner", ["Assembly", "Terminal", argumentParser], exclude: ["Golden"]),
  ],
  swiftLanguageModes: [.v6]
)
