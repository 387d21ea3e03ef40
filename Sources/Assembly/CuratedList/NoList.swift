/// A topic without a list, where one is needed.
package struct NoList: Error, Sendable, CustomStringConvertible {
  package let topic: String

  package init(topic: String) { self.topic = topic }

  package var description: String {
    "the topic \(topic) has no list; name a file, or set topics[].list.file in the configuration"
  }
}
