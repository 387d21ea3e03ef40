import Foundation
import Testing

@testable import Notifying

@Suite struct WebhookSignatureTests {
  /// The example of the Standard Webhooks specification.
  @Test func `The signature is that of the specification's example`() throws {
    let secrets = try WebhookSecrets("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    let signature = secrets.signature(
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
      timestamp: 1_614_265_330,
      body: Data(#"{"test": 2432232314}"#.utf8)
    )
    #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }

  @Test func `While secrets change hands, each signs`() throws {
    let old = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    let new = "whsec_C2FtZSBsZW5ndGggYXMgdGhlIG90aGVy"
    let body = Data("x".utf8)
    let both = try WebhookSecrets("\(new) \(old)").signature(id: "a", timestamp: 1, body: body)
    let single = try WebhookSecrets(old).signature(id: "a", timestamp: 1, body: body)
    #expect(both.split(separator: " ").count == 2)
    #expect(both.hasSuffix(" \(single)"))
  }

  @Test(arguments: ["", "hush", "whsec_", "whsec_c2hvcnQ=", "whsec_not base64"])
  func `What is no secret is refused without repeating it`(text: String) {
    #expect(throws: WebhookSecretFault.self) { try WebhookSecrets(text) }
  }
}
