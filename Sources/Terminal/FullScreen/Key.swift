/// What a person pressed.
package enum Key: Hashable, Sendable {
  case character(Character)
  /// With the control key held: `c` for ^C.
  case control(Character)
  case enter, escape, tab, backspace, delete
  case up, down, left, right, pageUp, pageDown, home, end
  /// Text that was pasted in one piece, for terminals that say so.
  case paste(String)
  /// A sequence nobody knows; it does nothing, rather than what its letters would do.
  case unknown
}
