/// One thing that is wrong with a configuration, for the person who mends it.
package struct ConfigurationFault: Sendable, Equatable, CustomStringConvertible {
  /// The file, or `--set` for an override of the command line.
  package let source: String
  /// 1-based; nil for an override.
  package let line: Int?
  package let column: Int?
  /// The key path, `topics[0].rules.threshold`; empty for the whole file.
  package let path: String
  package let message: String
  /// What to write instead, if that can be guessed.
  package let suggestion: String?

  /// `config.yml:12:5: arxiv.pace: "fast" is no duration; write one such as 3.5s, 2m or 21d`
  package var description: String {
    let place = [source, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(
      separator: ":"
    )
    let what = path.isEmpty ? message : "\(path): \(message)"
    return "\(place): \(what)" + (suggestion.map { "; \($0)" } ?? "")
  }
}

/// All that is wrong with a configuration.
package struct ConfigurationFaults: Error, Sendable, CustomStringConvertible {
  package let faults: [ConfigurationFault]
  package var description: String { faults.map(\.description).joined(separator: "\n") }
}
