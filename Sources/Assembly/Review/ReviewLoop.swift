internal import Foundation
internal import Synchronization
internal import Terminal

/// Runs a session on a terminal: shows, waits for a key, does what it asks for, shows again.
struct ReviewLoop: ~Copyable {
  private let seams: ReviewSeams
  private let terminal: RawTerminal
  private let news: News
  private let followUps: FollowUps
  private var session: ReviewSession
  private let began = ContinuousClock.now

  /// What the background had to say since the last picture.
  private final class News: Sendable {
    private let latest = Mutex<FollowUpNews?>(nil)
    func set(_ news: FollowUpNews) { latest.withLock { $0 = news } }
    func take() -> FollowUpNews? {
      latest.withLock { latest in
        defer { latest = nil }
        return latest
      }
    }
  }

  init(_ session: ReviewSession, _ seams: ReviewSeams, on terminal: RawTerminal) {
    self.session = session
    self.seams = seams
    self.terminal = terminal
    let news = News()
    self.news = news
    followUps = FollowUps(seams.followUp) {
      news.set($0)
      terminal.wake()
    }
  }

  /// How a session ended.
  struct End {
    let session: ReviewSession
    /// Why the list or the feeds are not up to date with the decisions; nil when they are, as far as is known.
    let failure: Failure?
    /// Whether it was told to end at once, by a key or a signal.
    let isInterrupted: Bool
  }

  /// Until the person quits, or it is told to end at once.
  mutating func run() async -> End {
    do throws(CancellationError) {
      while true {
        await show()
        switch await terminal.next() {
        case .keys(let keys):
          guard try await press(keys) == .quit else { continue }
          return End(session: session, failure: await followUps.last?.failure, isInterrupted: false)
        case .resized: terminal.forget()
        case .woken: if let news = news.take() { tell(news) }
        case .cancelled, .ended: throw CancellationError()
        }
      }
    } catch {
      return End(session: session, failure: nil, isInterrupted: true)
    }
  }

  private mutating func tell(_ news: FollowUpNews) {
    if news.isBad { return session.failed(news.text) }
    // What failed meanwhile is more than that the list is up to date.
    if !session.isFailure { session.said(news.text) }
  }

  private enum Next { case goOn, quit }

  private mutating func press(_ keys: [Key]) async throws(CancellationError) -> Next {
    for key in keys {
      let failures = session.failures
      if try await press(key) == .quit { return .quit }
      // What was typed ahead counted on it, and would wipe the message.
      guard session.failures == failures else {
        terminal.discard()
        break
      }
    }
    return .goOn
  }

  private mutating func press(_ key: Key) async throws(CancellationError) -> Next {
    // A key that was typed ahead speaks of the paper that is on top by now, so its note and draft have to be there.
    await load()
    for effect in session.press(key) {
      switch effect {
      case .abandon: throw CancellationError()
      case .quit:
        try await finish()
        return .quit
      case .suspend: await terminal.suspend()
      case .redraw: terminal.forget()
      case .open(let url): session.said(Browser().open(url))
      case .edit(let id, let line, let kept): await edit(id, line, kept)
      case .decide(let wish, let id, let why, let seen): await decide(wish, id, why, seen)
      case .setNote(let id, let note):
        await attempt {
          try await $0.setNote(id, note)
        } then: {
          $0.noted(note)
        }
      case .setSection(let id, let name):
        await attempt {
          try await $0.setSection(id, name)
        } then: {
          $0.sectionSet(name, of: id)
        }
      }
    }
    if session.isScrolled { session.settle(atMost: page.lastPage) }
    return .goOn
  }

  /// Waits for what follows the decisions, which the person may cut short: what is left is stored, and the next run
  /// makes up for it.
  private mutating func finish() async throws(CancellationError) {
    session.said("bringing the list and the feeds up to date … ^C leaves that to the next run")
    let (followUps, terminal) = (followUps, terminal)
    Task {
      await followUps.finish()
      terminal.wake()
    }
    while await followUps.isRunning {
      await show()
      switch await terminal.next() {
      case .keys(let keys) where keys.contains(.control("c")): throw CancellationError()
      case .cancelled, .ended: throw CancellationError()
      case .resized: terminal.forget()
      case .keys, .woken: continue
      }
    }
  }

  private mutating func decide(_ wish: Wish, _ id: String, _ why: String?, _ seen: Int?) async {
    do {
      let record = try await seams.decide(wish, id, why, seen)
      session.decided(wish, record, seen: seen)
      if record.overtaken == nil { await followUps.request() }
    } catch {
      session.failed("not decided: \(error)")
    }
  }

  private mutating func edit(_ id: String, _ line: String, _ kept: DraftFile?) async {
    let result = await terminal.lend { () async -> Result<DraftEditing.Edited?, DraftFault> in
      do throws(DraftFault) {
        return .success(try await DraftEditing().edit(line, in: kept))
      } catch {
        return .failure(error)
      }
    }
    do {
      guard let edited = try result.get() else { return session.draftIsAsItWas(id) }
      await store(edited, of: id)
    } catch {
      guard let file = error.file else {
        session.draftIsAsItWas(id)
        return session.failed("\(error)")
      }
      session.draftRefused(file, of: id, error.reason)
    }
  }

  private mutating func store(_ edited: DraftEditing.Edited, of id: String) async {
    let seams = seams
    // Not cancelled with the session: who wrote for minutes must not lose it to a signal in the meantime.
    let storing = Task { try await seams.setDraft(id, edited.line) }
    do {
      try await storing.value
      edited.file.remove()
      session.drafted(id)
    } catch {
      session.draftRefused(edited.file, of: id, "\(error)")
    }
  }

  private mutating func attempt(
    _ work: (ReviewSeams) async throws -> Void,
    then: (inout ReviewSession) -> Void
  ) async {
    do {
      try await work(seams)
      then(&session)
    } catch {
      session.failed("not stored: \(error)")
    }
  }

  private mutating func load() async {
    guard let id = session.missingDetail else { return }
    do {
      session.loaded(try await seams.detail(id), of: id)
    } catch {
      session.loaded(nil, of: id)
      session.failed("\(id) cannot be read: \(error)")
    }
  }

  private mutating func show() async {
    await load()
    terminal.show(page.frame())
  }

  private var page: ReviewPage {
    // The first seconds would make any pace look great.
    let minutes = max(10, (ContinuousClock.now - began) / .seconds(1)) / 60
    let pace = session.decisions > 0 ? Double(session.decisions) / minutes : nil
    return ReviewPage(session, terminal.size, perMinute: pace)
  }
}
