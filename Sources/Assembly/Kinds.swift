internal import Listing
internal import Notifying
internal import Polling
internal import Publishing
internal import Scoring

/// The kinds of things that grow, with what each is for.
package struct Kinds: Sendable {
  package let name: String
  package let members: [(name: String, help: String)]

  package static let all: [Kinds] = [
    Kinds(name: "operators", members: Operator.all.map { ($0.name, $0.help) }),
    Kinds(name: "channels", members: ChannelKind.all.map { ($0.name, $0.help) }),
    Kinds(name: "checks", members: ListCheck.all.map { ($0.name, $0.help) }),
    Kinds(name: "formats", members: FeedFormat.all.map { ($0.name, $0.help) }),
    Kinds(name: "exchange", members: ExchangeFormat.all.map { ($0.name, $0.help) }),
    Kinds(name: "sources", members: Source.all.map { ($0.name, $0.help) }),
  ]
}
