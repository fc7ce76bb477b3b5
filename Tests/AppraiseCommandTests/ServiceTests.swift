import FoundationEssentials
import TestSupport
import Testing

/// The systemd units say what the README and the program say.
@Suite struct ServiceTests {
  private static let folder = "\(Repository.root)/packaging/systemd"

  /// The service calls the program with options that there are.
  @Test func commandLineIsUnderstood() throws {
    let text = String(decoding: try bytes(ofFile: "\(Self.folder)/appraise.service"), as: UTF8.self)
    let line = try #require(
      text.split(separator: "\n").first { $0.hasPrefix("ExecStart=/usr/local/bin/appraise run ") })
    let arguments = line.split(separator: " ").dropFirst().map(String.init)
    let ended = try BuiltProgram.located().run(arguments)
    // The paths are not here, and that is all it has to say.
    #expect([66, 73].contains(ended.status), "found: \(ended.status) \(ended.errorText)")
  }

  /// After each run the service prints what changed since the night before: on the first night there is
  /// none, which does not make the night fail; from the second on counts, and nobody's id.
  @Test func printsWhatChangedSinceTheNightBefore() throws {
    let text = String(decoding: try bytes(ofFile: "\(Self.folder)/appraise.service"), as: UTF8.self)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("ExecStartPost=") })
    #expect(line.hasPrefix("ExecStartPost=-/usr/local/bin/appraise "), "it may fail")
    let batch = try NightlyBatch()
    let arguments = line.split(separator: " ").dropFirst().map {
      String($0).replacing("/var/lib/appraise/appraisals", with: batch.output)
    }
    #expect(arguments.contains(batch.output))
    try batch.run()
    #expect(try BuiltProgram.located().run(arguments).status == 66)
    let ratings = String(decoding: try bytes(ofFile: "\(batch.inputs)/ratings.csv"), as: UTF8.self)
    let changed = ratings.replacing("ES-00107,3,", with: "ES-00107,4,")
    try batch.run(ratings: try batch.file("changed.csv", changed.utf8))
    let second = try BuiltProgram.located().run(arguments)
    #expect(second.status == 0, "found: \(second.errorText)")
    #expect(second.text.contains("\n  changed                    1\n"))
    #expect(!second.text.contains("ES-"))
  }

  /// What trustworthy services have in common; a directive that goes missing is noticed here.
  @Test(
    arguments: [
      "User=appraise", "UMask=0077", "ProtectSystem=strict", "ProtectHome=yes",
      "PrivateNetwork=yes", "PrivateTmp=yes", "NoNewPrivileges=yes", "CapabilityBoundingSet=",
      "RestrictAddressFamilies=none", "MemoryDenyWriteExecute=yes",
      "SystemCallFilter=@system-service",
      "MemoryMax=4G", "LimitCORE=0", "SuccessExitStatus=1",
    ])
  func serviceIsConfined(directive: String) throws {
    let text = String(decoding: try bytes(ofFile: "\(Self.folder)/appraise.service"), as: UTF8.self)
    #expect(text.split(separator: "\n").contains { $0 == directive })
  }
}
