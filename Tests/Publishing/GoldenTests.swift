import Foundation
import Publishing
import Testing

/// To look at and accept a change: `GLEANER_GOLDEN=write swift test --filter GoldenTests`, then read the difference.
@Suite struct `The golden feeds` {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  @Test(arguments: FeedKind.allCases)
  func `are written byte for byte`(kind: FeedKind) throws {
    let file = Self.folder.appendingPathComponent("\(kind.rawValue).atom")
    let bytes = Data(FeedFormat.atom.render(try sample(kind)))
    if ProcessInfo.processInfo.environment["GLEANER_GOLDEN"] == "write" { try bytes.write(to: file) }
    let golden = try Data(contentsOf: file)
    #expect(String(decoding: bytes, as: UTF8.self) == String(decoding: golden, as: UTF8.self))
    #expect(bytes == golden)
  }
}
