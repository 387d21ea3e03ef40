extension ChannelKind {
  /// In the order in which they are explained.
  package static let all: [ChannelKind] = [
    .maildir, .email,
    .webhook, .cloudevents,
    .slack, .discord, .teams, .mattermost, .matrix, .ntfy, .telegram,
  ]
}
