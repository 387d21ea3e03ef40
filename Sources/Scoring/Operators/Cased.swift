extension Operator {
  static let cased = Operator(
    name: "case",
    help: "= in front: capitals and small letters must be as written.",
    example: "=R1",
    prepare: { (text, place) throws(TermFault) in
      guard place != .behindEquals, let rest = text.dropping("=") else { return nil }
      return try Term.read(rest, at: .behindEquals)
    }
  )
}
