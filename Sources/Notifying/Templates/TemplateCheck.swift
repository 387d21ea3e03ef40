private import Mustache

/// Follows a template's tags through a digest that has everything, as Mustache would, and finds what would never show.
struct TemplateCheck {
  /// Where a name is looked up: what the sections around it stand for, the innermost last.
  private struct Scope {
    var values: [Any]
    /// Whether the innermost is one of a list.
    var isElement = false
  }

  private struct Fault: Error { let reason: String }

  private let path: String
  private var scopes = [Scope(values: [DigestView.sample])]

  /// - Throws: the first `TemplateFault`.
  static func check(_ text: String, path: String) throws(TemplateFault) {
    let tags = try TemplateTags(text, path: path)
    guard !tags.isBlank else { throw TemplateFault(path: path, line: nil, reason: "is empty") }
    var check = TemplateCheck(path: path)
    for tag in tags.all {
      do throws(Fault) { try check.follow(tag) } catch {
        throw TemplateFault(path: path, line: tag.line, reason: error.reason)
      }
    }
  }

  private init(path: String) { self.path = path }

  private var scope: Scope { scopes.last ?? Scope(values: [DigestView.sample]) }

  private mutating func follow(_ tag: TemplateTag) throws(Fault) {
    switch tag.mark {
    case "!", "%": return
    case ">", "<", "$": throw Fault(reason: "one template cannot hold another")
    case "=": throw Fault(reason: "the marks of tags cannot be changed: they are {{ and }}")
    case "/": _ = scopes.popLast()
    case "#": scopes.append(entered(try value(tag)))
    case "^":
      _ = try value(tag)
      scopes.append(scope)
    default:
      let value = try value(tag)
      guard !Self.isText(value) else { return }
      let isNamed = tag.text != "."
      throw Fault(
        reason: "\(tag.text) is no text" + (isNamed ? "; write {{#\(tag.text)}} … {{/\(tag.text)}}" : " here")
      )
    }
  }

  private func entered(_ value: Any) -> Scope {
    if value is Bool { return scope }
    let element = Self.isText(value) ? nil : (value as? any MustacheTransformable)?.transform("first")
    return Scope(values: scope.values + [element ?? value], isElement: element != nil)
  }

  private static func isText(_ value: Any) -> Bool {
    value is any StringProtocol || value is any BinaryInteger || value is Bool
  }

  private func value(_ tag: TemplateTag) throws(Fault) -> Any {
    var transforms = tag.transforms
    var value: Any
    if tag.name.isEmpty, let last = transforms.popLast() {
      value = try position(last)
    } else {
      value = try named(tag.name)
    }
    for name in transforms.reversed() {
      guard let next = (value as? any MustacheTransformable)?.transform(name) else {
        throw Fault(reason: "nothing named \(name) can be done with \(tag.name)")
      }
      value = next
    }
    return value
  }

  /// Where an element stands in its list.
  private func position(_ name: String) throws(Fault) -> Any {
    let known: [String: Any] = ["first": true, "last": true, "even": true, "odd": true, "index": 0]
    guard let value = known[name] else { throw Fault(reason: "there is nothing named \(name)()") }
    guard scope.isElement else { throw Fault(reason: "\(name)() is known only inside a list") }
    return value
  }

  private func named(_ path: String) throws(Fault) -> Any {
    let innermost = scope.values.last ?? DigestView.sample
    if path == "." { return innermost }
    let names = path.split(separator: ".").map(String.init)
    guard let first = names.first else { throw Fault(reason: "a tag names nothing") }
    let values = path.hasPrefix(".") ? [innermost] : scope.values
    guard var value = values.reversed().lazy.compactMap({ Views.child(first, of: $0) }).first else {
      throw Fault(reason: Self.unknown(first))
    }
    for name in names.dropFirst() {
      guard let next = Views.child(name, of: value) else {
        let isElsewhere = DigestView.sample.names.contains(name)
        throw Fault(reason: isElsewhere ? "there is no value named \(path)" : Self.unknown(name))
      }
      value = next
    }
    return value
  }

  private static func unknown(_ name: String) -> String {
    let holders = Views.holders(of: name, in: DigestView.sample).sorted().map { "{{#\($0)}}" }
    guard holders.isEmpty else {
      return "\(name) is known only inside \(holders.joined(separator: " or "))"
    }
    let names = DigestView.sample.names.sorted().joined(separator: ", ")
    return "there is no value named \(name.singleLine); there are: \(names)"
  }
}
