private import Foundation
internal import Papers

/// A digest as templates see it: texts on one line, dates in words, lists cut. Names that end in `Block` are wrapped to
/// 72 columns for the text.
struct DigestView {
  let subject: String
  let topic: String
  /// `25 November 2026`.
  let date: String
  /// `20 papers`; nil when there are none.
  let count: String?
  let countBlock: String?
  let outage: String?
  let outageBlock: String?
  /// `25 November 2026, 02:31 UTC`; nil before the first.
  let lastPoll: String?
  /// Neither items nor changes.
  let isEmpty: Bool
  let sections: [SectionView]
  let changes: [ChangeView]
  let hasChanges: Bool
  /// The feed that tells the same: of candidates when something is only proposed, else of what was accepted.
  let feeds: String?
  /// How this recipient leaves.
  let leave: LeaveView?

  init(_ digest: Digest, baseURL: String, leave: LeaveView?) {
    subject = digest.subject.singleLine
    topic = digest.topicTitle.singleLine
    date = digest.day.inWords
    let all = digest.itemCount
    count = all == 0 ? nil : all == 1 ? "1 paper" : "\(all) papers"
    countBlock = count.map {
      $0 + (all == 1 ? "." : digest.sections.count == 1 ? ", best first." : ", best first in each section.")
    }
    outage = digest.outage?.singleLine
    outageBlock = outage.map {
      String($0.wrapped(Self.width, first: "NOTE: ", indent: "      ").dropFirst(6))
    }
    lastPoll = digest.lastPoll?.inWords
    isEmpty = all == 0 && digest.changes.isEmpty
    sections = SectionView.all(digest)
    changes = digest.changes.map(ChangeView.init)
    hasChanges = !changes.isEmpty
    let feed = digest.hasProposals ? "candidates.atom" : "accepted.atom"
    feeds = (baseURL + (baseURL.hasSuffix("/") ? "" : "/") + digest.topic + "/" + feed).linkTarget
    self.leave = leave
  }

  static let width = 72
}

/// How a recipient leaves.
struct LeaveView {
  /// A `mailto:` address with the subject filled in.
  let mailto: String
  /// Whom to write to.
  let address: String
  /// nil while nothing serves it.
  let link: String?
}

struct SectionView {
  let name: String?
  /// A line under the name, as long as it is.
  let rule: String?
  let items: [ItemView]

  fileprivate static func all(_ digest: Digest) -> [SectionView] {
    // Many mail programs cut a message off after about 100 kB.
    let withLeads = digest.itemCount <= 25
    var views: [SectionView] = []
    var first = 1
    for section in digest.sections {
      let name = section.name ?? (digest.sections.count > 1 ? "Other" : nil)
      views.append(SectionView(name: name, items: section.items, first: first, withLeads: withLeads))
      first += section.items.count
    }
    return views
  }

  fileprivate init(name: String?, items: [DigestItem], first: Int, withLeads: Bool) {
    self.name = name?.singleLine
    rule = self.name.map { String(repeating: "-", count: min($0.count, DigestView.width)) }
    self.items = items.enumerated().map { ItemView($1, number: first + $0, withLead: withLeads) }
  }
}

struct ChangeView {
  let title: String
  /// `version: v2 of 3 March`.
  let what: String
  let changeBlock: String
  let url: String?

  fileprivate init(_ change: DigestChange) {
    title = change.title.singleLine
    what = [change.kind.singleLine, change.detail.singleLine].filter { !$0.isEmpty }.joined(separator: ": ")
    changeBlock = "\(title) (\(what))".wrapped(DigestView.width, first: "* ", indent: "  ")
    url = change.url.linkTarget
  }
}

extension Digest {
  fileprivate var hasProposals: Bool {
    sections.contains { $0.items.contains { $0.state != .accepted } }
  }

  /// In its zone; the id ends in it.
  fileprivate var day: Day {
    id.split(separator: "/").last.flatMap { Day($0) }
      ?? Day(number: Int((due.timeIntervalSince1970 / 86_400).rounded(.down)))
  }
}
