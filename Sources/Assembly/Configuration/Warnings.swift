extension Configuration {
  /// What an operator should know although it stops nothing.
  package var warnings: [String] {
    var warnings: [String] = []
    if !unperformed.isEmpty {
      warnings.append("configured, but not done by this version yet: \(unperformed.joined(separator: ", "))")
    }
    if instance.contact.contains("example.org") {
      warnings.append("instance.contact is the placeholder; arXiv should be able to reach you")
    }
    return warnings
  }
}
