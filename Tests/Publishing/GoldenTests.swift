import Publishing
import TestKit
import Testing

@Suite struct `The golden feeds` {
  @Test(arguments: FeedKind.allCases)
  func `are written byte for byte`(kind: FeedKind) throws {
    let bytes = FeedFormat.atom.render(try sample(kind))
    try expectGolden(String(decoding: bytes, as: UTF8.self), "\(kind.rawValue).atom")
  }
}
