internal import Papers
private import Wire
internal import Words

/// A person's or program's mail address, with a name if there is one: `Ada Lovelace <ada@example.org>`.
package struct Mailbox: Hashable, Sendable {
  package let name: String?
  /// In ASCII: letters outside it would need SMTPUTF8 before the @, which many servers do not speak, and behind it they
  /// are written as `xn--…` (RFC 5890).
  package let address: String

  /// nil when the text is no address of RFC 5321 in its usual form: quoted local parts and addresses in brackets are
  /// not taken.
  package init?(_ text: String) {
    // What does not belong into an address is not left out: the mail would go to somebody else.
    let text = text.collapsed
    guard let open = text.lastIndex(of: "<") else {
      self.init(name: nil, address: text)
      return
    }
    guard text.hasSuffix(">") else { return nil }
    let (name, address) = (text[..<open], text[text.index(after: open)...].dropLast())
    // One address, not several.
    guard !name.contains(where: { "<>@".contains($0) }) else { return nil }
    self.init(name: Self.name(name), address: String(address))
  }

  private init?(name: String?, address: String) {
    guard let at = address.lastIndex(of: "@") else { return nil }
    let (local, given) = (address[..<at], address[address.index(after: at)...])
    // A converted name would not show what was hidden in it.
    guard String(given).visible == given else { return nil }
    let domain = given.utf8.allSatisfy { $0 < 0x80 } ? given : asciiHostName(String(given)).map { $0[...] }
    guard let domain, Self.isDotted(local, max: 64, of: Self.isAtomText),
      Self.isDotted(domain, max: 253, of: Self.isHostText)
    else { return nil }
    self.name = name
    self.address = "\(local)@\(domain)"
  }

  /// Follows "is no", for a person.
  package static let what =
    "mail address that servers take; write one such as Ada <ada@example.org>, in ASCII before the @"

  /// In lower case.
  package var domain: String { address.split(separator: "@").last.map { $0.lowercased() } ?? "" }

  /// As in From and To, in pieces between which a line may be broken.
  var pieces: [String] { name.map { HeaderField.phrase($0) + ["<\(address)>"] } ?? [address] }

  private static func name(_ text: Substring) -> String? {
    var name = String(text).singleLine
    if name.count >= 2, name.hasPrefix("\""), name.hasSuffix("\"") {
      name = String(name.dropFirst().dropLast()).replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
    }
    return name.isEmpty ? nil : name
  }

  private static func isDotted(_ text: Substring, max: Int, of isAllowed: (UInt8) -> Bool) -> Bool {
    text.utf8.count <= max
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
        !label.isEmpty && label.utf8.allSatisfy(isAllowed)
      }
  }

  private static func isHostText(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || byte.isLetterOrDigit }

  static func isAtomText(_ byte: UInt8) -> Bool {
    byte.isLetterOrDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
  }
}
