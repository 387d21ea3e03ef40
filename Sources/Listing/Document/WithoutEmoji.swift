extension String {
  /// Without pictographs and what joins them: labels and headings are compared by their words. Signs that are
  /// pictographs only when a variation selector says so, such as ↔ and ™, are words without it.
  var withoutEmoji: String {
    let scalars = Array(unicodeScalars)
    var kept = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let isSelected = index + 1 < scalars.count && scalars[index + 1].value == 0xFE0F
      let isPictograph =
        scalar.properties.isEmojiPresentation
        || (scalar.properties.isEmoji && (scalar.value >= 0x1F000 || (scalar.value > 0x2000 && isSelected)))
      if !isPictograph, scalar.value != 0xFE0F, scalar.value != 0x200D { kept.append(scalar) }
    }
    return String(kept)
  }
}
