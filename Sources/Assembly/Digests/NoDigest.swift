/// Nothing of that name, or with that id.
package struct NoDigest: Error, Sendable, CustomStringConvertible {
  package let id: String
  /// The names there are.
  package let known: [String]
  package var description: String {
    let others = known.isEmpty ? "" : "; there are: \(known.joined(separator: ", "))"
    return "there is no digest “\(id)”\(others)"
  }
}

/// The configuration has no channel with that id.
package struct NoChannel: Error, Sendable, CustomStringConvertible {
  package let id: String
  /// The channels there are.
  package let known: [String]
  package var description: String {
    let others =
      known.isEmpty ? "; the configuration has none" : "; there are: \(known.joined(separator: ", "))"
    return "there is no channel “\(id)”\(others)"
  }

  /// - Throws: `NoChannel` for an id that is none of the configuration's; nil is any.
  static func check(_ id: String?, in configuration: Configuration) throws(NoChannel) {
    let known = configuration.channels.map(\.id)
    guard let id, !known.contains(id) else { return }
    throw NoChannel(id: id, known: known)
  }
}
