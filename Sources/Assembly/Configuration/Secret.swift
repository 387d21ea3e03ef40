/// A value that may be secret: text, or the place where it is kept.
package enum Secret: Sendable, Equatable {
  package enum Place: String, CaseIterable, Sendable {
    /// `$CREDENTIALS_DIRECTORY/NAME`, as systemd's LoadCredential= gives it.
    case credential
    case file
    case env
  }

  case text(String)
  case kept(Place, String)
}
