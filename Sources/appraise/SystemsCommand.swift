import Appraisal
import ArgumentParser
import Batch
import Columns
import Runs

struct SystemsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "systems",
    abstract: "Lists, shows, checks and proves appraisal systems.",
    discussion: """
      A system is a YAML file: elements, weight rules, levels, points, ranges and override, each \
      with its citation. Start your own from a built-in one:

        appraise systems show opm-basic-2012 --format yaml > our-agency.yaml
        appraise systems check our-agency.yaml
        appraise run --system our-agency.yaml ...
      """,
    subcommands: [ListSystems.self, ShowSystem.self, CheckSystem.self, ProveSystem.self])
}

struct ListSystems: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the built-in systems.")

  @Option(help: "The format of the output: text, json or csv.")
  var format: OutputFormat = .text

  func run() throws {
    StandardOutput.write(BuiltInList(AppraisalSystem.builtIn).bytes(format))
  }
}

struct ShowSystem: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows one system in full, with citations and what is not confirmed.",
    discussion: """
      As SQL it is views over two tables of texts, plans and ratings, that judge and score them \
      inside a database; the header says how to load the tables:

        appraise systems show opm-basic-2012 --format sql \\
          --dialect duckdb > opm-basic-2012.sql
      """)

  @Argument(help: "A built-in system, or a file of your own.", completion: .systems)
  var system = AppraisalSystem.defaultName

  @Option(help: "text for people, yaml: the file itself, or sql: views that score in a database.")
  var format: Format = .text

  @Option(help: "With --format sql: \(SQLDialect.all.map(\.name).joined(separator: ", ")).")
  var dialect: SQLDialect?

  @Option(help: "With --format sql: how the files are laid out, wide or long. (default: wide)")
  var layout: SystemSQL.Layout?

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, yaml, sql }

  func validate() throws {
    guard format == .sql else {
      if dialect != nil || layout != nil {
        throw ValidationError("--dialect and --layout go with --format sql.")
      }
      return
    }
    if dialect == nil {
      let names = SQLDialect.all.map(\.name).joined(separator: ", ")
      throw ValidationError("Name the database with --dialect: \(names).")
    }
  }

  func run() throws {
    let chosen = try ChosenSystem.named(system)
    switch format {
    case .text: StandardOutput.write(chosen.system.described())
    case .yaml: StandardOutput.write(chosen.file)
    case .sql:
      guard let dialect else { return }
      let sql = SystemSQL(
        of: chosen.system, sha256: chosen.sha256, dialect: dialect, layout: layout ?? .wide)
      StandardOutput.write(sql.script())
    }
  }
}

extension SQLDialect: ExpressibleByArgument {
  public init?(argument: String) {
    guard let dialect = Self.all.first(where: { $0.name == argument }) else { return nil }
    self = dialect
  }

  public static var allValueStrings: [String] { all.map(\.name) }
}

extension SystemSQL.Layout: ExpressibleByArgument {}

struct CheckSystem: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Proves that a system file is sound, or shows a plan that it fails.",
    discussion: """
      Sound means: the minimums fit into the total; every score that the weight step can produce \
      falls into exactly one range; the override can be reached and goes before the ranges.
      """)

  @Argument(help: "A system file, or a built-in system.", completion: .systems)
  var file: String

  func run() throws {
    let system = try AppraisalSystem.builtIn(named: file) ?? ChosenSystem(file: file).system
    let soundness = system.soundness()
    guard soundness.isSound else {
      throw RunError(unsound: file, soundness.problems)
    }
    StandardOutput.write("\(system.name) is sound.\n\n")
    StandardOutput.write(soundness.proof.map { "  \($0)\n" }.joined())
  }
}

struct ProveSystem: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Scores and compares every case of a system.",
    discussion: """
      Every valid weight vector with every rating vector is scored twice, by the rules that the \
      batch uses and by a second calculation that shares nothing with them. opm-basic-2012 has \
      963,618,750 cases.
      """)

  @Argument(help: "A built-in system, or a file of your own.", completion: .systems)
  var system = AppraisalSystem.defaultName

  @OptionGroup var processors: ThreadOptions

  @Flag(help: "Print nothing but errors on standard error.")
  var quiet = false

  func run() async throws {
    let system = try ChosenSystem.named(system).system
    let comparison = CaseComparison(of: system)
    guard let cases = comparison.cases, cases <= ExhaustiveProof.mostCases else {
      throw RunError(
        .usage,
        "\(system.name) has too many cases to try them all. 'appraise systems check' proves it "
          + "without trying.")
    }
    let clock = ContinuousClock()
    let start = clock.now
    let progress = Progress()
    let bar = ProgressBar(progress, isQuiet: quiet)
    let proof = try await ExhaustiveProof.run(
      comparison, threads: processors.count, progress: progress)
    bar.finish()
    if let difference = proof.difference {
      throw RunError(.invalidRules, "\(system.name): \(difference)")
    }
    StandardOutput.write("\(system.name): \(grouped(Int(proof.cases))) cases, all agree.\n")
    for level in Level.allCases.reversed() {
      let count = grouped(Int(proof.levels[level.number]))
      let padding = String(repeating: " ", count: max(0, 16 - count.utf8.count))
      StandardOutput.write("  Level \(level.number)\(padding)\(count)\n")
    }
    if !quiet { StandardError.write("Time: \(words(for: clock.now - start))\n") }
  }
}
