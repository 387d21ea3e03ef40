private import Crypto
package import Foundation
internal import Papers

/// How long a delivery waits for its next attempt: at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h
/// and 24 h, each a tenth more or less, so that what failed together is not tried again together.
package enum RetrySchedule {
  /// Seconds after the first attempt failed, after the second …; when there is none, the delivery is given up.
  package static let pauses: [Double] = [
    5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600,
  ]

  /// When a delivery is tried again.
  ///
  /// - Parameters:
  ///   - failures: how many attempts there were, with the one that failed at `now`.
  ///   - key: of the delivery; the same one is always put off by as much.
  ///   - wish: what the receiver asked for, a day at most; it is never tried again earlier.
  ///   - now: when the last attempt failed.
  /// - Returns: the moment of the next attempt; nil when the delivery is given up.
  package static func next(after failures: Int, key: String, wish: Duration?, now: Date) -> Date? {
    guard failures > 0, failures <= pauses.count else { return nil }
    let pause = pauses[failures - 1] * (0.9 + 0.2 * share(of: "\(key) \(failures)"))
    return now + max(pause, min(wish?.seconds ?? 0, 24 * 3600))
  }

  /// A number from 0 to 1 that looks random.
  private static func share(of text: String) -> Double {
    let number = SHA256.hash(data: Data(text.utf8)).prefix(4).reduce(0) { $0 * 256 + Double($1) }
    return number / 4_294_967_295
  }
}
