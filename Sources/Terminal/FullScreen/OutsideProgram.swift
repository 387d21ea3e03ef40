private import Dispatch
private import Glibc

/// Starts another program by its words; no shell reads them.
package struct OutsideProgram: Sendable {
  private let words: [String]

  /// Words: the program, looked up in `PATH` unless it has a slash, and its arguments.
  package init(_ words: [String]) { self.words = words }

  /// Runs it on this terminal and waits for its end.
  ///
  /// Not by Foundation's `Process`: that moves the program to a process group of its own, where the terminal stops
  /// it.
  ///
  /// - Returns: nil when all went well, else what went wrong, as a sentence part.
  package func runHere() async -> String? {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: start(isQuiet: false).wait()) }
    }
  }

  /// Starts it without the terminal and goes on.
  ///
  /// - Returns: nil when it was started, else what went wrong, as a sentence part.
  package func startAside() -> String? {
    let started = start(isQuiet: true)
    guard started.error == nil else { return started.wait() }
    DispatchQueue.global().async { _ = started.wait() }
    return nil
  }

  private struct Started {
    let name: String
    let process: pid_t
    let error: Int32?

    func wait() -> String? {
      if let error { return "\(name): \(String(cString: strerror(error)))" }
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0 {
        guard errno == EINTR else { return "\(name): \(String(cString: strerror(errno)))" }
      }
      return status == 0
        ? nil : "\(name) ended with status \(status & 0x7F == 0 ? status >> 8 : 128 + status & 0x7F)"
    }
  }

  private func start(isQuiet: Bool) -> Started {
    guard let name = words.first, !name.isEmpty else { return Started(name: "", process: 0, error: ENOENT) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if isQuiet {
      for descriptor in 0...2 {
        posix_spawn_file_actions_addopen(&actions, Int32(descriptor), "/dev/null", O_RDWR, 0)
      }
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What this program ignores would stay ignored in the other one.
    var usual = sigset_t()
    sigemptyset(&usual)
    for number in [SIGINT, SIGTERM, SIGPIPE, SIGQUIT] { sigaddset(&usual, number) }
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    var process: pid_t = 0
    let error = posix_spawnp(&process, name, &actions, &attributes, &arguments, environ)
    return Started(name: name, process: process, error: error == 0 ? nil : error)
  }
}
