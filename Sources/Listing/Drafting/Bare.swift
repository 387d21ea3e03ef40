extension String {
  /// The letters and digits, lowercase: titles and names are compared by them.
  var bare: String {
    var kept = String.UnicodeScalarView()
    for scalar in lowercased().unicodeScalars
    where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      kept.append(scalar)
    }
    return String(kept)
  }
}
