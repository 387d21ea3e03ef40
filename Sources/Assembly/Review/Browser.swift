internal import Foundation
internal import Terminal

/// The person's browser.
struct Browser {
  private let environment: [String: String]

  init(environment: [String: String] = ProcessInfo.processInfo.environment) { self.environment = environment }

  /// nil where there is no browser to be expected, such as over ssh.
  func words(for url: String) -> [String]? {
    guard url.hasPrefix("https://") || url.hasPrefix("http://") else { return nil }
    if let named = environment["BROWSER"]?.split(separator: ":").first?.split(separator: " ").map(
      String.init
    ),
      !named.isEmpty
    {
      return named.contains("%s") ? named.map { $0 == "%s" ? url : $0 } : named + [url]
    }
    let hasDesktop = environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil
    return hasDesktop ? ["xdg-open", url] : nil
  }

  /// - Returns: what to tell the person.
  func open(_ url: String) -> String {
    guard let words = words(for: url) else { return url }
    return OutsideProgram(words).startAside().map { "\(url) (\($0))" } ?? "opened \(url)"
  }
}
