/// An element as it opens.
package struct XMLElement: Sendable {
  /// The URI the prefix stands for; empty when the element is in no namespace.
  package let namespace: String
  /// The local name, without a prefix.
  package let name: String
  private let attributes: [(name: String, value: String)]

  init(namespace: String, name: String, attributes: [(name: String, value: String)]) {
    self.namespace = namespace
    self.name = name
    self.attributes = attributes
  }

  /// The value of the attribute written without a prefix, references resolved; nil when there is none.
  package subscript(attribute: String) -> String? {
    attributes.first { $0.name == attribute }?.value
  }
}
