internal import Notifying
internal import Yams

/// Every key path the configuration knows, list places written `[]` and free names `*`.
enum ConfigurationKeys {
  /// Found by reading a configuration in which every part is there.
  static func all() throws -> [String] {
    let log = ReadingLog(source: "")
    guard let root = try Yams.compose(yaml: everyPart) else { return [] }
    _ = ConfigurationReader(folder: ".", log: log).read(root)
    return log.knownKeys.sorted()
  }

  private static let everyPart = """
    serve: { listen: "127.0.0.1:8080" }
    topics:
      - rules: { groups: { a: {} }, authors: {}, sections: [{}] }
        learn: {}
        orders: {}
        list: { pull_request: { token: { env: A } }, style: { labels: {} } }
        feeds: {}
        digests: [{}]
    channels: [\(ChannelKind.all.map { "{ kind: \($0.name) }" }.joined(separator: ", "))]
    """
}
