internal import CCurl
internal import Synchronization

/// One exchange to be made, as it crosses to the loop's thread.
struct Order: Sendable {
  let request: WireRequest
  let address: WebAddress
  let deadline: ContinuousClock.Instant
  let cancellation: Cancellation
  /// Resumed exactly once: by the thread, or by the poster of an order that was not accepted.
  let reply: CheckedContinuation<Result<WireResponse, WireError>, Never>
}

/// Set once, by a task that no longer waits. It belongs to its order, so one that is set before the order starts
/// or after it ends leaves nothing behind.
final class Cancellation: Sendable {
  private let flag = Atomic(false)

  var isSet: Bool { flag.load(ordering: .acquiring) }

  func set() { flag.store(true, ordering: .releasing) }
}

/// libcurl's multi handle. The loop's thread owns it; others may only wake it, and only through `LoopInbox`,
/// which is why the pointer may be seen from several threads.
struct MultiHandle: @unchecked Sendable {
  let raw: UnsafeMutableRawPointer
}

/// Where orders wait for the loop's thread.
final class LoopInbox: Sendable {
  private struct State {
    var orders: [any Work] = []
    var isOpen = true
  }

  private let state = Mutex(State())
  private let multi: MultiHandle

  init(_ multi: MultiHandle) {
    self.multi = multi
  }

  /// False when the loop is closed, and then the order was not taken.
  func post(_ order: any Work) -> Bool {
    state.withLock { state in
      guard state.isOpen else { return false }
      state.orders.append(order)
      curl_multi_wakeup(multi.raw)
      return true
    }
  }

  /// Makes the thread look at what was cancelled.
  func wake() {
    state.withLock { state in
      guard state.isOpen else { return }
      curl_multi_wakeup(multi.raw)
    }
  }

  /// After this nobody touches the multi handle but its thread, which may therefore free it.
  func close() {
    state.withLock { state in
      guard state.isOpen else { return }
      state.isOpen = false
      curl_multi_wakeup(multi.raw)
    }
  }

  var isOpen: Bool { state.withLock(\.isOpen) }

  /// What came since the last time, and whether more may come.
  func collect() -> (orders: [any Work], isOpen: Bool) {
    state.withLock { state in
      defer { state.orders = [] }
      return (state.orders, state.isOpen)
    }
  }
}
