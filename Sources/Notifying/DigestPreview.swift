package import Papers

/// A form in which a digest can be looked at before it is sent.
package struct DigestPreview: Sendable {
  package let name: String
  package let help: String
  /// The bytes; the same digest always gives the same, but for the date of a mail.
  package let render: @Sendable (Digest, ChannelTools) throws -> [UInt8]

  package static let all = [
    DigestPreview(name: "text", help: "the text of the mail") { digest, tools in
      Array(try form(tools).parts(digest, to: recipient).text.utf8)
    },
    DigestPreview(name: "html", help: "the HTML of the mail") { digest, tools in
      Array(try form(tools).parts(digest, to: recipient).html.utf8)
    },
    DigestPreview(name: "mime", help: "the whole mail") { digest, tools in
      guard let to = Mailbox(recipient) else { return [] }
      let key =
        "preview.\(digest.id.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "." }.map(String.init).joined())"
      return try form(tools).message(digest, Envelope(key: key, recipient: recipient), to: to)
    },
    DigestPreview(name: "json", help: "what a webhook gets, with whole abstracts") { digest, _ in
      try DigestDocument(digest, abstractLimit: 10_000).jsonBytes()
    },
  ]

  package static func named(_ name: String) -> DigestPreview? { all.first { $0.name == name } }

  private static let recipient = "reader@localhost"

  private static func form(_ tools: ChannelTools) throws -> MailForm {
    guard let from = Mailbox("Gleaner <gleaner@localhost>") else {
      throw ChannelFault(key: "from", reason: "is no mail address")
    }
    return MailForm(from: from, tools: tools)
  }
}
