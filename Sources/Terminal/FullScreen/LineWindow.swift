extension LineEditor {
  /// As much of the text around the cursor as `width` columns hold, with `…` where it goes on, and the column of the
  /// cursor in it. The cursor stands behind a text, so one column is left for it.
  package func window(_ width: Int) -> (text: String, cursor: Int) {
    let room = max(1, width - 1)
    guard text.displayWidth > room else { return (text, beginning.displayWidth) }
    // A mark may join a character across the cursor, so what is behind it is counted in scalars.
    let ending = String(text.unicodeScalars.dropFirst(beginning.unicodeScalars.count))
    let kept = min(ending.displayWidth, room / 4)
    let start = beginning.displayWidth > room - kept ? beginning.end(within: room - kept) : beginning
    return ((start + ending).fitted(to: room), start.displayWidth)
  }
}

extension String {
  /// As much from the end as `width` columns hold, with `…` before it.
  fileprivate func end(within width: Int) -> String {
    var left = width - 1
    let part = reversed().prefix { character in
      left -= character.displayWidth
      return left >= 0
    }
    return "…" + String(part.reversed())
  }
}
