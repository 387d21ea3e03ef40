import Synchronization

/// A matcher that is made when it is needed: of a thousand topics that are matched together, none needs its
/// own.
final class LazyMatcher: Sendable {
  let terms: [Term]
  private let matcher = Mutex<Matcher?>(nil)

  init(_ terms: [Term]) { self.terms = terms }

  var value: Matcher {
    matcher.withLock { matcher in
      if let matcher { return matcher }
      let made = Matcher(terms)
      matcher = made
      return made
    }
  }
}
