// swift-tools-version: 6.3

import PackageDescription

/// What every Swift target is compiled with: the language mode of Swift 6 and the features that
/// become its default next, so that no file is written against rules that are about to go.
let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
]

/// For types that hold spans, such as the cursor over the records of a batch: their initializers say
/// where the spans come from. Decision 0023 says why.
let spanHolders: [SwiftSetting] = [.enableExperimentalFeature("Lifetimes")]

let package = Package(
  name: "appraise",
  products: [
    .executable(name: "appraise", targets: ["appraise"]),
    .library(name: "Appraisal", targets: ["Appraisal"]),
  ],
  traits: [
    .trait(
      name: "Excel",
      description: "Rosters as Excel workbooks too; needs Debian's libxlsxwriter-dev.")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.0.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CLibCSV", providers: [.apt(["libcsv-dev"])]),
    .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CXLSXWriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CSV", dependencies: ["CLibCSV"], swiftSettings: settings),
    .target(
      name: "Appraisal",
      dependencies: ["Yams"],
      resources: [
        .embedInCode("Systems/opm-basic-2012.yaml"),
        .embedInCode("Systems/opm-2025.yaml"),
      ],
      swiftSettings: settings
    ),
    .target(name: "Columns", dependencies: ["CLinux"], swiftSettings: settings),
    .target(
      name: "Files",
      dependencies: [
        "CLinux", "Columns",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "MadeUp",
      dependencies: ["Appraisal", "Columns", "Files", "ReviewBoards", "Tables", "Workbooks"],
      swiftSettings: settings),
    .target(
      name: "Tables", dependencies: ["Appraisal", "Columns", "CSV", "ReviewBoards"],
      swiftSettings: settings),
    .target(
      name: "ReviewBoards",
      dependencies: ["Appraisal"],
      resources: [.embedInCode("Rules/federal-ses.yaml")],
      swiftSettings: settings
    ),
    .target(
      name: "Pages",
      dependencies: [
        "Appraisal", "Columns", "ReviewBoards",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("Templates")],
      swiftSettings: settings
    ),
    .target(
      name: "Runs",
      dependencies: [
        "Appraisal", "Columns", "Files", "ReviewBoards", "Tables",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "Workbooks",
      dependencies: [
        "Appraisal", "CLinux", "Columns", "ReviewBoards", "Tables",
        .target(name: "CXLSXWriter", condition: .when(traits: ["Excel"])),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "Records",
      dependencies: ["Appraisal", "Columns", "CSV", "Files", "Spreadsheets", "Tables"],
      swiftSettings: settings),
    .target(name: "Spreadsheets", dependencies: ["CExpat", "CZlib"], swiftSettings: settings),
    .target(
      name: "Batch",
      dependencies: [
        "Appraisal", "Columns", "CSV", "Files", "Pages", "Records", "ReviewBoards", "Runs",
        "Tables", "Workbooks",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings + spanHolders
    ),
    .target(
      name: "Reviews",
      dependencies: [
        "Appraisal", "Columns", "CSV", "Files", "Pages", "Records", "ReviewBoards", "Runs",
        "Tables", "Workbooks",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "appraise",
      dependencies: [
        "Appraisal", "Batch", "Columns", "Files", "MadeUp", "Pages", "ReviewBoards", "Reviews",
        "Runs", "Tables", "Workbooks",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "TestSupport", dependencies: ["CSV", "CZlib"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .testTarget(name: "CSVTests", dependencies: ["CSV", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "AppraisalTests", dependencies: ["Appraisal", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "ColumnsTests", dependencies: ["Columns", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "FilesTests",
      dependencies: [
        "Columns", "Files", "TestSupport", .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "RecordsTests",
      dependencies: ["Appraisal", "Columns", "CSV", "Files", "Records", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "MadeUpTests", dependencies: ["Appraisal", "Columns", "MadeUp", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "SpreadsheetsTests", dependencies: ["Spreadsheets", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ReviewBoardsTests", dependencies: ["ReviewBoards", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "TablesTests", dependencies: ["Columns", "Tables", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "PagesTests", dependencies: ["Columns", "Pages", "TestSupport"], swiftSettings: settings
    ),
    .testTarget(
      name: "RunsTests",
      dependencies: [
        "Appraisal", "Columns", "ReviewBoards", "Reviews", "Runs", "Tables", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "BatchTests",
      dependencies: ["Batch", "Columns", "Files", "Pages", "Records", "Runs", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ReviewsTests",
      dependencies: ["Appraisal", "Reviews", "Runs", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "AppraiseCommandTests",
      dependencies: ["Appraisal", "appraise", "Batch", "Columns", "Pages", "TestSupport"],
      exclude: ["Faults/inject.c"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)

// Linked by libFuzzer, which brings the `main`: `fuzz/run` builds it, and nothing else may.
if Context.environment["APPRAISE_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "Appraisal", "Batch", "CLibCSV", "Columns", "CSV", "ReviewBoards", "Runs", "Spreadsheets",
        "Tables", "TestSupport",
        .product(name: "Logging", package: "swift-log"),
      ],
      path: "fuzz/Sources", swiftSettings: settings))
}
