internal import Papers

extension Double {
  /// `short` of Papers, for the command line, which does not import that.
  package var pointsText: String { short }

  /// As `signed`.
  package var signedText: String { signed }
}
