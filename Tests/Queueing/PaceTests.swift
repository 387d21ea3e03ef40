import Foundation
import Papers
import Queueing
import Testing

@Suite struct `The pace` {
  let store: Store

  init() throws { store = try .inMemory() }

  @Test func `is unknown before the first request`() async throws {
    #expect(try await store.nextAllowedRequest() == nil)
  }

  @Test func `comes back to the fraction of a second`() async throws {
    for seconds in [1_772_503_200.125, 1_772_503_203.625, 1_772_503_100] {
      try await store.allowNextRequest(at: Date(timeIntervalSince1970: seconds))
      #expect(try await store.nextAllowedRequest() == Date(timeIntervalSince1970: seconds))
    }
  }

  @Test func `of a host that asked to be left alone is held, a host at a time`() async throws {
    let first = Hold(until: try instant("2026-03-03T03:00:00Z"), failures: 1, reason: "503")
    let second = Hold(until: try instant("2026-03-04T02:00:00Z"), failures: 2, reason: "403 “no”")
    #expect(try await store.hold(scope: "export.arxiv.org") == nil)
    try await store.setHold(first, scope: "export.arxiv.org")
    try await store.setHold(first, scope: "rss.arxiv.org")
    try await store.setHold(second, scope: "export.arxiv.org")
    #expect(try await store.hold(scope: "export.arxiv.org") == second)
    try await store.setHold(nil, scope: "export.arxiv.org")
    try await store.setHold(nil, scope: "export.arxiv.org")
    #expect(try await store.hold(scope: "export.arxiv.org") == nil)
    #expect(try await store.hold(scope: "rss.arxiv.org") == first)
  }
}
