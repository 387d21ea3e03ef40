import Foundation
import Polling
import Queueing
import Synchronization
import Testing
import Wire

@testable import Assembly

@Suite struct `The pace` {
  let place: Workplace

  init() throws { place = try Workplace() }

  @Test func `keeps requests apart, from the end of one to the start of the next, over all who ask`()
    async throws
  {
    let spans = Spans()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        // Each its own store, as two processes have.
        let keeper = try keeper(gap: .milliseconds(60))
        for _ in 0..<3 {
          group.addTask {
            _ = try await keeper.pace.turn { () async throws(WireError) in
              let start = ContinuousClock.now
              try? await Task.sleep(for: .milliseconds(10))
              spans.add(start, .now)
              return WireResponse(status: 200, headers: [], body: [], url: "")
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let sorted = spans.sorted
    #expect(sorted.count == 6)
    for (one, next) in zip(sorted, sorted.dropFirst()) {
      #expect(next.start - one.end >= .milliseconds(59))
    }
  }

  @Test func `passes the error of a request on, and lets the next one in`() async throws {
    let keeper = try keeper(gap: .zero)
    await #expect(throws: WireError.connect("no")) {
      _ = try await keeper.pace.turn { () async throws(WireError) in throw WireError.connect("no") }
    }
    let answer = try await keeper.pace.turn { () async throws(WireError) in
      WireResponse(status: 204, headers: [], body: [], url: "")
    }
    #expect(answer.status == 204)
  }

  @Test func `does not believe a stored moment that the pace cannot have put there`() async throws {
    let keeper = try keeper(gap: .milliseconds(1))
    try await keeper.store.allowNextRequest(at: Date() + 86_400)
    let answer = try await keeper.pace.turn { () async throws(WireError) in
      WireResponse(status: 200, headers: [], body: [], url: "")
    }
    #expect(answer.status == 200)
  }

  private func keeper(gap: Duration) throws -> PaceKeeper {
    PaceKeeper(
      store: try Store(path: "\(place.folder)/gleaner.sqlite"),
      lockPath: "\(place.folder)/gleaner.sqlite.pace",
      gap: gap
    )
  }
}

/// When each request began and ended.
private final class Spans: Sendable {
  typealias Span = (start: ContinuousClock.Instant, end: ContinuousClock.Instant)
  private let spans = Mutex<[Span]>([])

  func add(_ start: ContinuousClock.Instant, _ end: ContinuousClock.Instant) {
    spans.withLock { $0.append((start, end)) }
  }

  var sorted: [Span] { spans.withLock { $0 }.sorted { $0.start < $1.start } }
}
