internal import Scoring
internal import Yams

/// Collects the faults of one reading, and the keys that were asked for.
final class ReadingLog {
  let source: String
  private(set) var faults: [ConfigurationFault] = []
  /// Every key path the reader knows, list places written `[]` and free names `*`: what the documentation must name.
  private(set) var knownKeys: Set<String> = []

  init(source: String) { self.source = source }

  func fault(_ message: String, at path: String, node: Node?, suggestion: String? = nil) {
    faults.append(
      ConfigurationFault(
        source: source,
        line: node?.mark?.line,
        column: node?.mark?.column,
        path: path,
        message: message,
        suggestion: suggestion
      )
    )
  }

  func know(_ key: String) { knownKeys.insert(key) }
}

/// Reads one mapping of the configuration, key by key; what nobody asked for is a fault in the end.
final class MapReader {
  let path: String
  let node: Node?
  private let pattern: String
  private let log: ReadingLog
  private var asked: [String] = []
  private var missing: [String] = []

  init(_ node: Node?, path: String = "", pattern: String? = nil, log: ReadingLog) {
    self.path = path
    self.pattern = pattern ?? path
    self.log = log
    self.node = node
    if let node, node.mapping == nil, !node.isEmpty {
      log.fault("expected keys with values here", at: path, node: node)
    }
  }

  // MARK: one value

  func optional<Value>(_ key: String, _ kind: ValueKind<Value>) -> Value? {
    guard let node = value(key) else { return nil }
    return scalar(node, kind, at: path(key))
  }

  func read<Value>(_ key: String, _ kind: ValueKind<Value>, default fallback: Value) -> Value {
    optional(key, kind) ?? fallback
  }

  /// Reads a key that has to be there; `fallback` only lets the reading go on after the complaint.
  func require<Value>(_ key: String, _ kind: ValueKind<Value>, fallback: Value) -> Value {
    if value(key) == nil { missing.append(key) }
    return optional(key, kind) ?? fallback
  }

  /// A secret is never written down here, only where it is kept.
  func secret(_ key: String, orText kind: ValueKind<String>? = nil) -> Secret? {
    guard let node = value(key) else { return nil }
    if let kind, let text = node.scalar?.string {
      // The value is not repeated: it may hold what only looks like no secret.
      if let value = kind.read(text) { return .text(value) }
      log.fault("this is no \(kind.name)", at: path(key), node: node)
      return nil
    }
    guard node.mapping != nil else {
      log.fault(
        "a secret must not stand in the configuration",
        at: path(key),
        node: node,
        suggestion: "write { credential: NAME }, { file: PATH } or { env: NAME }"
      )
      return nil
    }
    let place = MapReader(node, path: path(key), pattern: pattern(key), log: log)
    let found = Secret.Place.allCases.compactMap { where_ in
      place.optional(where_.rawValue, .text).map { Secret.kept(where_, $0) }
    }
    place.finish()
    if found.count != 1 {
      log.fault("name one place where the secret is kept", at: path(key), node: node)
    }
    return found.first
  }

  // MARK: many values

  func list<Value>(_ key: String, _ kind: ValueKind<Value>) -> [Value]? {
    guard let node = value(key) else { return nil }
    guard let items = node.sequence else {
      log.fault("expected a list, such as [a, b]", at: path(key), node: node)
      return []
    }
    return items.enumerated().compactMap { scalar($1, kind, at: "\(path(key))[\($0)]") }
  }

  /// A mapping from free names to values, in the order of the file.
  func pairs<Value>(_ key: String, _ kind: ValueKind<Value>) -> [(name: String, value: Value)] {
    names(key).compactMap { name, node in
      scalar(node, kind, at: "\(path(key)).\(name)").map { (name, $0) }
    }
  }

  /// The mapping below a key; an empty one when it is not there.
  func map(_ key: String) -> MapReader {
    MapReader(value(key), path: path(key), pattern: pattern(key), log: log)
  }

  func optionalMap(_ key: String) -> MapReader? { value(key) == nil ? nil : map(key) }

  /// The mappings of a list.
  func maps(_ key: String) -> [MapReader] {
    guard let node = value(key) else { return [] }
    guard let items = node.sequence else {
      log.fault("expected a list", at: path(key), node: node)
      return []
    }
    return items.enumerated().map {
      MapReader($1, path: "\(path(key))[\($0)]", pattern: pattern(key) + "[]", log: log)
    }
  }

  /// The mappings below free names, in the order of the file.
  func namedMaps(_ key: String) -> [(name: String, reader: MapReader)] {
    names(key).map { name, node in
      (name, MapReader(node, path: "\(path(key)).\(name)", pattern: pattern(key) + ".*", log: log))
    }
  }

  // MARK: the end

  func fault(_ message: String, key: String, suggestion: String? = nil) {
    log.fault(message, at: path(key), node: node?.mapping?[key] ?? node, suggestion: suggestion)
  }

  /// Complains about keys that nobody asked for, naming the nearest that is known, and about keys that had to be
  /// there, unless one of the others is likely a misspelling of it.
  func finish() {
    var meant: [String] = []
    for (key, _) in node?.mapping ?? [:] {
      guard let name = key.scalar?.string else {
        log.fault("a key must be plain text", at: path, node: key)
        continue
      }
      guard !asked.contains(name) else { continue }
      let guess = nearest(to: name, among: asked)
      meant += guess.map { [$0] } ?? []
      let known = "known here: \(asked.sorted().joined(separator: ", "))"
      let suggestion = guess.map { "did you mean \($0)?" } ?? known
      log.fault("unknown key", at: path(name), node: key, suggestion: suggestion)
    }
    for key in missing where !meant.contains(key) {
      log.fault("\(key) is missing", at: path(key), node: node)
    }
  }

  func has(_ key: String) -> Bool { value(key) != nil }

  /// Whether nothing stands in a list, as opposed to nothing usable.
  func hasNone(_ key: String) -> Bool { value(key)?.sequence?.isEmpty ?? !has(key) }

  private func value(_ key: String) -> Node? {
    if !asked.contains(key) { asked.append(key) }
    log.know(pattern(key))
    guard let node = node?.mapping?[key], !node.isNull else { return nil }
    return node
  }

  private func names(_ key: String) -> [(name: String, node: Node)] {
    guard let node = value(key) else { return [] }
    guard let mapping = node.mapping else {
      log.fault("expected names with values", at: path(key), node: node)
      return []
    }
    return mapping.compactMap { name, value in name.scalar.map { ($0.string, value) } }
  }

  private func scalar<Value>(_ node: Node, _ kind: ValueKind<Value>, at path: String) -> Value? {
    guard let text = node.scalar?.string else {
      log.fault("expected one value, not a list or keys", at: path, node: node)
      return nil
    }
    guard let value = kind.read(text) else {
      log.fault("“\(text)” is no \(kind.name)", at: path, node: node)
      return nil
    }
    return value
  }

  private func path(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
  private func pattern(_ key: String) -> String { pattern.isEmpty ? key : "\(pattern).\(key)" }
}

extension Node {
  /// `key:` with nothing behind it, `~` or `null`.
  fileprivate var isNull: Bool {
    guard let scalar, scalar.style == .any || scalar.style == .plain else { return false }
    return ["", "~", "null"].contains(scalar.string)
  }

  fileprivate var isEmpty: Bool { isNull }
}
