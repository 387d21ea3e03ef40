import Foundation

// Measures the making and the sending of mail, and does one of either by hand.

let arguments = Array(CommandLine.arguments.dropFirst())
guard let task = BenchTask.all.first(where: { $0.name == arguments.first }) else {
  let lines = BenchTask.all.map { "  mail-bench \($0.name) \($0.usage)\n" }
  FileHandle.standardError.write(Data(("usage:\n" + lines.joined()).utf8))
  exit(64)
}
do {
  try await task.run(Array(arguments.dropFirst()))
} catch {
  FileHandle.standardError.write(Data("mail-bench: \(error)\n".utf8))
  exit(65)
}
