internal import Foundation
package import Papers
private import Synchronization

/// Makes messages of digests, for one sender.
package struct MailForm: Sendable {
  private let from: Mailbox
  private let tools: ChannelTools
  private let hasSubscribers: Bool
  private let rendered = RenderedDigest()

  /// `hasSubscribers` is false where the recipient is none, and can neither write to `from` nor leave.
  package init(from: Mailbox, tools: ChannelTools, hasSubscribers: Bool = true) {
    self.from = from
    self.tools = tools
    self.hasSubscribers = hasSubscribers
  }

  /// The whole message, with its recipient alone in To. Only the date is not from the digest and the envelope: it is
  /// what receivers hold against their own clocks. Throws a `TemplateFault`.
  package func message(_ digest: Digest, _ envelope: Envelope, to: Mailbox) throws -> [UInt8] {
    let link = link(digest, to: envelope.recipient)
    let (text, html) = try parts(digest, to: envelope.recipient)
    let fields = fields(digest, envelope, to: to, link: link)
    return MailMessage(fields: fields, text: text, html: html, key: envelope.key).bytes
  }

  /// What the message says, twice.
  package func parts(_ digest: Digest, to recipient: String) throws(TemplateFault) -> (
    text: String, html: String
  ) {
    try rendered.of(digest, link: link(digest, to: recipient)) { link throws(TemplateFault) in
      let view = DigestView(digest, baseURL: tools.baseURL, leave: leave(digest, link))
      return (try tools.templates.render(.mailText, view), try tools.templates.render(.mailHTML, view))
    }
  }

  private func link(_ digest: Digest, to recipient: String) -> String? {
    guard hasSubscribers else { return nil }
    return tools.unsubscribe?.link(recipient: recipient, topic: digest.topic)
  }

  private func fields(_ digest: Digest, _ envelope: Envelope, to: Mailbox, link: String?) -> [HeaderField] {
    var fields = [
      HeaderField("Date", tools.realNow().mailDate), HeaderField("From", from.pieces),
      HeaderField("To", to.pieces),
      HeaderField("Subject", text: digest.subject), HeaderField("Message-ID", id(envelope.key)),
      HeaderField(
        "List-Id",
        HeaderField.phrase(digest.topicTitle) + ["<\(digest.name).\(digest.topic).\(from.domain)>"]
      ),
      HeaderField("List-Post", "NO"), HeaderField("Auto-Submitted", "auto-generated"),
    ]
    if let leave = leave(digest, link) {
      let ways = [leave.link, leave.mailto].compactMap(\.self).map { "<\($0)>" }
      fields.append(HeaderField("List-Unsubscribe", ways.dropLast().map { $0 + "," } + ways.suffix(1)))
      if link != nil { fields.append(HeaderField("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")) }
    }
    if let previous = envelope.previousKey {
      fields += [HeaderField("In-Reply-To", id(previous)), HeaderField("References", id(previous))]
    }
    return fields
  }

  private func id(_ key: String) -> String { "<\(key)@\(from.domain)>" }

  private func leave(_ digest: Digest, _ link: String?) -> LeaveView? {
    guard hasSubscribers else { return nil }
    let subject = "unsubscribe \(digest.topic)/\(digest.name)".percentEncoded
    return LeaveView(
      mailto: "mailto:\(from.address.inMailto)?subject=\(subject)",
      address: from.address,
      link: link
    )
  }
}

/// The last digest that was rendered: for its many recipients, only the link to leave differs.
private final class RenderedDigest: Sendable {
  private struct Kept {
    let digest: Digest
    let hasLink: Bool
    /// What stands before, between and behind the links.
    let text: [String]
    let html: [String]
  }

  private let kept = Mutex<Kept?>(nil)

  /// Stands for the link. Nothing in it is escaped, whatever the template.
  private static let standIn = "https://leave.gleaner.invalid/9f3c1b7e5a2d4860"

  func of(
    _ digest: Digest,
    link: String?,
    render: (String?) throws(TemplateFault) -> (text: String, html: String)
  ) throws(TemplateFault) -> (text: String, html: String) {
    let hasLink = link != nil
    let found = kept.withLock { $0.flatMap { $0.digest == digest && $0.hasLink == hasLink ? $0 : nil } }
    let now: Kept
    if let found {
      now = found
    } else {
      let (text, html) = try render(hasLink ? Self.standIn : nil)
      let pieces = [text, html].map { $0.components(separatedBy: Self.standIn) }
      now = Kept(digest: digest, hasLink: hasLink, text: pieces[0], html: pieces[1])
      kept.withLock { $0 = now }
    }
    let inText = link ?? ""
    return (
      now.text.joined(separator: inText), now.html.joined(separator: inText.replacing("&", with: "&amp;"))
    )
  }
}

extension String {
  /// An address as in a `mailto:` (RFC 6068, section 2).
  fileprivate var inMailto: String {
    split(separator: "@").map { String($0).percentEncoded }.joined(separator: "@")
  }
}
