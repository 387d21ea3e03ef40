private import Foundation
internal import Yams

/// Reads a configuration file: all faults at once, each with its place.
package struct ConfigurationFile: Sendable {
  package let path: String
  /// `key.path=value`, from the command line.
  package let overrides: [String]

  package init(path: String, overrides: [String] = []) {
    self.path = path
    self.overrides = overrides
  }

  /// - Throws: `ConfigurationFaults`, never empty.
  package func load() throws(ConfigurationFaults) -> Configuration {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw fault("cannot read the file; name another with --config or $GLEANER_CONFIG")
    }
    guard let text = String(bytes: data, encoding: .utf8) else { throw fault("the file is not UTF-8") }
    return try read(text)
  }

  /// Reads a text as if it were the file.
  package func read(_ text: String) throws(ConfigurationFaults) -> Configuration {
    let log = ReadingLog(source: path)
    let root = try overridden(compose(text))
    let configuration = ConfigurationReader(folder: folder, log: log).read(root)
    guard log.faults.isEmpty, let configuration else {
      throw ConfigurationFaults(faults: log.faults.sorted(by: Self.byPlace))
    }
    return configuration
  }

  private var folder: String {
    let folder = (path as NSString).deletingLastPathComponent
    return folder.isEmpty ? "." : folder
  }

  private func compose(_ text: String) throws(ConfigurationFaults) -> Node {
    do {
      return try Yams.compose(yaml: text) ?? .mapping(.init([]))
    } catch let error as YamlError {
      throw ConfigurationFaults(faults: [error.fault(in: path)])
    } catch {
      throw fault("\(error)")
    }
  }

  private func overridden(_ root: Node) throws(ConfigurationFaults) -> Node {
    var root = root
    for override in overrides {
      guard let equals = override.firstIndex(of: "="), equals > override.startIndex,
        let keys = KeyPath.parse(String(override[..<equals])),
        let value = try? Yams.compose(yaml: String(override[override.index(after: equals)...]))
      else {
        throw fault("write --set key.path=value, such as --set topics[0].rules.threshold=5", source: "--set")
      }
      guard let changed = root.setting(keys[...], to: value.withoutMarks) else {
        throw fault(
          "there is nothing at this place to set",
          source: "--set",
          path: String(override[..<equals])
        )
      }
      root = changed
    }
    return root
  }

  private func fault(_ message: String, source: String? = nil, path key: String = "") -> ConfigurationFaults {
    let fault = ConfigurationFault(
      source: source ?? path,
      line: nil,
      column: nil,
      path: key,
      message: message,
      suggestion: nil
    )
    return ConfigurationFaults(faults: [fault])
  }

  private static func byPlace(_ left: ConfigurationFault, _ right: ConfigurationFault) -> Bool {
    (left.line ?? 0, left.column ?? 0) < (right.line ?? 0, right.column ?? 0)
  }
}

/// One step into a configuration.
enum KeyStep: Equatable {
  case key(String)
  case index(Int)
}

enum KeyPath {
  /// As much of a path as can be read: names such as `cs.CV` have dots of their own.
  static func longest(_ text: String) -> [KeyStep] {
    var rest = text
    while true {
      if let steps = parse(rest) { return steps }
      guard let dot = rest.lastIndex(of: ".") else { return [] }
      rest = String(rest[..<dot])
    }
  }

  /// Reads `topics[0].rules.threshold`; nil when it is no path.
  static func parse(_ text: String) -> [KeyStep]? {
    var steps: [KeyStep] = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
      guard let name = pieces.first, !name.isEmpty else { return nil }
      steps.append(.key(String(name)))
      for piece in pieces.dropFirst() {
        guard piece.last == "]", let index = Int(piece.dropLast()), index >= 0 else { return nil }
        steps.append(.index(index))
      }
    }
    return steps
  }
}

extension Node {
  /// The node below these steps; where a step leads nowhere, the last one that is there.
  func nearest(_ steps: ArraySlice<KeyStep>) -> Node {
    guard let step = steps.first, let next = child(step) else { return self }
    return next.nearest(steps.dropFirst())
  }

  /// The same tree with the node below `steps` replaced, missing mappings made; nil when a step leads into a value
  /// or past the end of a list.
  fileprivate func setting(_ steps: ArraySlice<KeyStep>, to value: Node?) -> Node? {
    guard let step = steps.first else { return value ?? Node("") }
    var changed = self
    switch step {
    case .key(let name):
      guard mapping != nil else { return nil }
      let below = (child(step) ?? .mapping(.init([]))).setting(steps.dropFirst(), to: value)
      guard let below else { return nil }
      changed.mapping?[Node(name)] = below
    case .index(let index):
      guard let below = child(.index(index))?.setting(steps.dropFirst(), to: value) else { return nil }
      changed.sequence?[index] = below
    }
    return changed
  }

  /// A value of the command line has no place in the file.
  fileprivate var withoutMarks: Node {
    switch self {
    case .scalar(var scalar):
      scalar.mark = nil
      return .scalar(scalar)
    case .mapping(let mapping):
      return .mapping(Mapping(mapping.map { ($0.withoutMarks, $1.withoutMarks) }, mapping.tag, mapping.style))
    case .sequence(let sequence):
      return .sequence(Sequence(sequence.map(\.withoutMarks), sequence.tag, sequence.style))
    case .alias: return self
    }
  }

  private func child(_ step: KeyStep) -> Node? {
    switch step {
    case .key(let name): return mapping?[Node(name)]
    case .index(let index):
      guard let sequence, sequence.indices.contains(index) else { return nil }
      return sequence[index]
    }
  }
}

extension YamlError {
  fileprivate func fault(in path: String) -> ConfigurationFault {
    let (mark, message): (Mark?, String) =
      switch self {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        (mark, "this is not YAML: \(problem)")
      case .duplicatedKeysInMapping(let keys, let context):
        (context.mark, "the key \(keys.joined(separator: ", ")) stands here twice")
      default: (nil, "this is not YAML: \(self)")
      }
    return ConfigurationFault(
      source: path,
      line: mark?.line,
      column: mark?.column,
      path: "",
      message: message,
      suggestion: nil
    )
  }
}
