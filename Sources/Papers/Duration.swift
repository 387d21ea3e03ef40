extension Duration {
  /// Reads `3.5s`, `2m`, `12h`, `21d`; nil for anything else and for less than nothing.
  package init?(written text: String) {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard let last = text.last, let unit = units[last], let number = Double(text.dropLast()),
      number.isFinite, number >= 0, number * unit < 1e10, text.first?.isNumber == true
    else { return nil }
    self = .milliseconds(Int64((number * unit * 1000).rounded()))
  }

  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
