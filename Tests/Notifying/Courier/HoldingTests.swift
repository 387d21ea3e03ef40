import Foundation
import Papers
import Synchronization
import TestKit
import Testing

@testable import Notifying

/// How long a parcel is the courier's, and what an interrupt does to it.
@Suite(.timeLimit(.minutes(2)))
struct HoldingTests {
  let outbox = FakeOutbox()
  let seen = Gathered()

  private func courier(_ channel: Channel, heartbeat: Duration = .seconds(10), grace: Duration = .seconds(60))
    -> Courier
  {
    Courier(
      outbox: outbox.seam,
      channels: [channel],
      now: { outbox.now },
      heartbeat: heartbeat,
      grace: grace
    )
  }

  @Test func `a parcel is kept before each part, however short the parts are`() async throws {
    outbox.post("k", channel: "chat", to: "r")
    let keeps = Mutex<[Int]>([])
    let chat = channel("chat", to: ["r"], parts: 3) { _, _ in
      keeps.withLock { $0.append(outbox.keeps) }
      return .delivered("200")
    }
    #expect(try await courier(chat).deliverDue().sent == 1)
    #expect(keeps.withLock { $0 } == [1, 2, 3])
  }

  @Test func `a parcel is kept as long as a part takes`() async throws {
    outbox.post("k", channel: "chat", to: "r")
    let chat = channel("chat", to: ["r"]) { _, _ in
      while outbox.keeps < 5 { await Task.yield() }
      return .delivered("200")
    }
    #expect(try await courier(chat, heartbeat: .milliseconds(2)).deliverDue().sent == 1)
  }

  @Test func `nothing more is sent of a parcel that is ours no more`() async throws {
    outbox.post("k", channel: "chat", to: "r")
    let chat = channel("chat", to: ["r"], parts: 3) { message, _ in
      seen.add(message.id)
      if message.id == "k.2" { outbox.lose("k") }
      return .delivered("200")
    }
    #expect(try await courier(chat).deliverDue() == CourierReport())
    #expect(seen.all == ["k", "k.2"])
    #expect(outbox.handovers.map(\.step) == [.part, .part])
  }

  @Test func `an interrupt lets the part arrive that is under way, and begins no other`() async throws {
    outbox.post("k", channel: "chat", to: "r")
    let (isSending, mayEnd) = (Flag(), Flag())
    let chat = channel("chat", to: ["r"], parts: 3) { message, _ in
      seen.add(message.id)
      guard message.id == "k.2" else { return .delivered("200") }
      isSending.set()
      while !mayEnd.isSet { await Task.yield() }
      return Task.isCancelled ? .later("interrupted") : .delivered("200")
    }
    let delivery = Task { try await courier(chat).deliverDue() }
    while !isSending.isSet { await Task.yield() }
    delivery.cancel()
    mayEnd.set()
    await #expect(throws: CancellationError.self) { try await delivery.value }
    #expect(seen.all == ["k", "k.2"])
    #expect(outbox.handovers.map(\.step) == [.part, .part])
    #expect(outbox.held == 0)
  }

  @Test func `an interrupt does not wait for ever, counts no attempt, and forgets nothing that arrived`()
    async throws
  {
    outbox.post("k", channel: "chat", to: "r")
    let isSending = Flag()
    let chat = channel("chat", to: ["r"], parts: 2) { message, _ in
      guard message.id == "k.2" else { return .delivered("200") }
      isSending.set()
      while !Task.isCancelled { await Task.yield() }
      return .later("interrupted")
    }
    let delivery = Task { try await courier(chat, grace: .milliseconds(5)).deliverDue() }
    while !isSending.isSet { await Task.yield() }
    delivery.cancel()
    await #expect(throws: CancellationError.self) { try await delivery.value }
    #expect(outbox.handovers.map(\.step) == [.part])
    #expect(outbox.held == 0)
  }
}

private final class Flag: Sendable {
  private let state = Mutex(false)
  var isSet: Bool { state.withLock { $0 } }
  func set() { state.withLock { $0 = true } }
}
