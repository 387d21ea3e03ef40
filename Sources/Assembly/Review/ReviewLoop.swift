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
    private let text = Mutex<String?>(nil)
    func set(_ news: String) { text.withLock { $0 = news } }
    func take() -> String? {
      text.withLock { text in
        defer { text = nil }
        return text
      }
    }
  }

  init(_ session: ReviewSession, _ seams: ReviewSeams, on terminal: RawTerminal) {
    self.session = session
    self.seams = seams
    self.terminal = terminal
    let news = News()
    self.news = news
    followUps = FollowUps(seams.followUp) { text in
      news.set(text)
      terminal.wake()
    }
  }

  /// Until the person quits.
  ///
  /// - Returns: how many decisions were made.
  /// - Throws: `CancellationError` when it was told to end at once.
  mutating func run() async throws -> Int {
    while true {
      await show()
      switch await terminal.next() {
      case .keys(let keys):
        for key in keys where try await press(key) == .quit { return session.decisions }
      case .resized: terminal.forget()
      case .woken: if let text = news.take() { session.said(text) }
      case .cancelled, .ended: throw CancellationError()
      }
    }
  }

  private enum Next { case goOn, quit }

  private mutating func press(_ key: Key) async throws -> Next {
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
      case .edit(let id, let line): await edit(id, line)
      case .decide(let wish, let id, let why): await decide(wish, id, why)
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
    return .goOn
  }

  /// Waits for what follows the decisions, which the person may cut short: what is left is stored, and the next run
  /// makes up for it.
  private mutating func finish() async throws {
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

  private mutating func decide(_ wish: Wish, _ id: String, _ why: String?) async {
    do {
      session.decided(wish, try await seams.decide(wish, id, why))
      await followUps.request()
    } catch {
      session.failed("not decided: \(error)")
    }
  }

  private mutating func edit(_ id: String, _ line: String) async {
    let result = await terminal.lend { () async -> Result<String?, any Error> in
      do { return .success(try await DraftEditing().edit(line)) } catch { return .failure(error) }
    }
    switch result {
    case .success(nil): session.said("the draft is as it was")
    case .success(let edited?):
      do {
        try await seams.setDraft(id, edited)
        session.drafted(id)
      } catch {
        session.draftRefused(edited, of: id, "\(error)")
      }
    case .failure(let error):
      guard let line = (error as? DraftFault)?.line else { return session.failed("\(error)") }
      session.draftRefused(line, of: id, "\(error)")
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
    // The first seconds would make any pace look great.
    let minutes = max(10, (ContinuousClock.now - began) / .seconds(1)) / 60
    let pace = session.decisions > 0 ? Double(session.decisions) / minutes : nil
    terminal.show(ReviewPage(session, terminal.size, perMinute: pace).frame())
  }
}
