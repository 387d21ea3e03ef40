import Foundation
import Papers
import Testing

@testable import Polling

/// Answers recorded from the real services, kept beside the checkout.
enum RecordedSamples {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent()  // Polling
    .deletingLastPathComponent()  // Tests
    .deletingLastPathComponent()  // the checkout
    .deletingLastPathComponent()
    .appending(path: "shared/corpus/raw")

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".xml") }.sorted()
  }()

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }
}

@Suite(.enabled(if: !RecordedSamples.names.isEmpty, "no ../shared/corpus/raw beside the checkout"))
struct RecordedSampleTests {
  @Test func `there are as many samples as were recorded`() {
    #expect(RecordedSamples.names.count >= 31)
  }

  @Test(arguments: RecordedSamples.names)
  func `a recorded answer gives every paper in it`(name: String) throws {
    let bytes = try RecordedSamples.bytes(name)
    let text = String(decoding: bytes, as: UTF8.self)
    if name.hasPrefix("oai-") {
      let page = try OAIPage(parsing: bytes)
      #expect(page.records.count >= text.count(of: "<record>"))
      #expect(page.damaged.isEmpty)
      #expect(page.records.allSatisfy { !$0.paper.title.isEmpty && !$0.paper.authors.isEmpty })
      #expect(page.records.allSatisfy { $0.paper.updated != nil && $0.paper.announced != nil })
    } else {
      let feed = try APIFeed(parsing: bytes)
      #expect(feed.isAnswer)
      #expect(feed.received >= text.count(of: "<entry>"))
      #expect(feed.damaged.isEmpty)
      #expect(feed.papers.count == feed.received - (feed.failure == nil ? 0 : 1))
      #expect((feed.failure != nil) == name.contains("error"))
    }
  }
}

extension String {
  fileprivate func count(of part: String) -> Int { components(separatedBy: part).count - 1 }
}
