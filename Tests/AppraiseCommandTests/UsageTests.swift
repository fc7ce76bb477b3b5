import Appraisal
import Glibc
import Testing
import TestSupport

/// Wrong usage, help and version.
@Suite struct UsageTests {
  /// A command line that makes no sense, and how the first line on standard error begins.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let line: String
    let error: String

    var testDescription: String { line }
  }

  private static let smallSystem = "\(Repository.fixtures)/systems/good/one-element.yaml"

  private static let mistakes = [
    Mistake(line: "appraisal", error: "Error: Unexpected argument 'appraisal'"),
    Mistake(line: "chek", error: "Error: There is no command 'chek'. Did you mean 'check'?"),
    Mistake(line: "reviews", error: "Error: There is no command 'reviews'. Did you mean 'review'?"),
    Mistake(
      line: "systems shwo opm-2025",
      error: "Error: There is no command 'shwo'. Did you mean 'show'?"),
    Mistake(
      line: "--verzion", error: "Error: Unknown option '--verzion'. Did you mean '--version'?"),
    Mistake(
      line: "run --plans p.csv --ratings r.csv --output OUT --colour",
      error: "Error: Unknown option '--colour'"),
    Mistake(
      line: "run --ratings r.csv --output OUT",
      error: "Error: Missing expected argument '--plans <file> ...'"),
    Mistake(
      line: "run --plans p.csv --output OUT",
      error: "Error: Missing expected argument '--ratings <file> ...'"),
    Mistake(
      line: "run --plans p.csv --ratings r.csv",
      error: "Error: Missing expected argument '--output <dir>'"),
    Mistake(
      line: "run --plans p.csv --ratings r.csv --output OUT --threads 0",
      error: "Error: --threads is 1 to 1024."),
    Mistake(
      line: "run --plans p.csv --ratings r.csv --output OUT --threads=-1",
      error: "Error: --threads is 1 to 1024."),
    Mistake(
      line: "run --plans p.csv --ratings r.csv --output OUT --threads many",
      error: "Error: The value 'many' is invalid for '--threads <n>'"),
    Mistake(
      line: "run --plans - --ratings - --output OUT",
      error: "appraise: Standard input (-) can be only one of the files."),
    Mistake(
      line: "run --plans - - --ratings r.csv --output OUT",
      error: "appraise: Standard input (-) can be only one of the files."),
    Mistake(
      line: "explain ES-1 --run OUT --column A=name",
      error: "Error: --column is about the inputs of a run."),
    Mistake(
      line: "explain ES-1 --run OUT --sheet A",
      error: "Error: --sheet is about the inputs of a run."),
    Mistake(
      line: "explain ES-1 --review OUT --encoding UTF-16",
      error: "Error: --encoding is about the inputs of a run."),
    Mistake(
      line: "run --plans p.csv q.csv p.csv --ratings r.csv --output OUT",
      error: "appraise: p.csv: named twice by --plans. Name each file once."),
    Mistake(
      line: "run --plans p.xlsx --ratings r.xlsx --output OUT --sheet SES --sheet SL",
      error: "Error: --sheet is given more than once, and has one value. Give it once."),
    Mistake(
      line: "run --output=OUT --plans p.csv --ratings r.csv --output OTHER",
      error: "Error: --output is given more than once, and has one value. Give it once."),
    Mistake(
      line: "systems show opm-2025 --format sql --format yaml",
      error: "Error: --format is given more than once, and has one value. Give it once."),
    Mistake(
      line: "run --plans p.csv --ratings r.csv --output OUT --max-rejected 5.5",
      error: "Error: The value '5.5' is invalid for '--max-rejected <n or n%>'"),
    Mistake(
      line: "run --plans p.csv --ratings r.csv --output OUT --max-rejected 101%",
      error: "Error: The value '101%' is invalid for '--max-rejected <n or n%>'"),
    Mistake(
      line: "run --plans p.csv --ratings r.csv --output OUT --column executive_id",
      error: "appraise: --column 'executive_id': write HEADING=NAME, such as --column"),
    Mistake(
      line: "check --plans p.csv --column ID=exectuive_id",
      error: "appraise: --column 'ID=exectuive_id': there is no column 'exectuive_id' under "
        + "opm-basic-2012. Did you mean executive_id? The names are executive_id, element,"),
    Mistake(
      line: "explain E --plans p.csv --ratings r.csv --encoding macroman",
      error: "appraise: --encoding 'macroman': no encoding has this name. Did you mean MACINTOSH? "),
    Mistake(
      line: "check --plans p.csv --encoding windows-1252//IGNORE",
      error: "appraise: --encoding 'windows-1252//IGNORE': no encoding has this name."),
    Mistake(
      line: "check --plans p.csv --ratings r.csv r.csv",
      error: "appraise: r.csv: named twice by --ratings. Name each file once."),
    Mistake(
      line: "run --plans p.csv --ratings r.csv --output OUT --format csv",
      error: "Error: The value 'csv' is invalid for '--format <format>'"),
    Mistake(
      line: "run --plans p.csv --ratings r.csv --output OUT --max-findings-shown 1001",
      error: "Error: --max-findings-shown is 0 to 1000; findings.csv has all findings."),
    Mistake(
      line: "run --plans p.csv --ratings r.csv --output OUT --max-findings-shown=-1",
      error: "Error: --max-findings-shown is 0 to 1000; findings.csv has all findings."),
    Mistake(
      line: "check --plans p.csv --max-findings-shown=-1",
      error: "Error: --max-findings-shown is at least 0."),
    Mistake(
      line: "check --plans p.csv --max-findings-shown 5 --format csv",
      error: "Error: --max-findings-shown is for --format text; other formats have all."),
    Mistake(
      line: "run --plans p.csv --ratings r.csv --output OUT --pages pdf",
      error: "Error: The value 'pdf' is invalid for '--pages <pages>'"),
    Mistake(
      line: "run --plans p.csv --ratings r.csv --output OUT --paper a3",
      error: "Error: The value 'a3' is invalid for '--paper <paper>'"),
    Mistake(
      line: "run --plans p.csv --ratings r.csv --output OUT --pages none --appendix",
      error: "Error: --appendix, --marking and --paper are about pages; leave out --pages none."),
    Mistake(
      line: "run --plans p.csv --ratings r.csv --output OUT --marking a\u{7}b",
      error: "Error: --marking is 1 to 120 bytes of text on one line."),
    Mistake(
      line: "run --plans p.csv --ratings r.csv --output OUT --title a\u{7}b",
      error: "Error: --title is 1 to 120 bytes of text on one line."),
    Mistake(
      line: "run --plans p.csv --ratings r.csv --output OUT --pages none --title="
        + String(repeating: "x", count: 121),
      error: "Error: --title is 1 to 120 bytes of text on one line."),
    Mistake(
      line: "check",
      error:
        "Error: Name plans with --plans, or a published run and its cycle with --run and --cycle."),
    Mistake(
      line: "check --plan p.csv", error: "Error: Unknown option '--plan'. Did you mean '--plans'?"),
    Mistake(line: "check --ratings r.csv", error: "Error: Name plans with --plans, or"),
    Mistake(line: "check --members m.csv", error: "Error: Name plans with --plans, or"),
    Mistake(
      line: "check --run OUT",
      error: "Error: Name the file with the facts of the period with --cycle."),
    Mistake(
      line: "check --cycle c.yaml", error: "Error: Name the published run under review with --run."),
    Mistake(
      line: "check --plans p.csv --run OUT --cycle c.yaml",
      error: "Error: Check the inputs of a run with --plans, or those of a review with --run and"),
    Mistake(
      line: "check --plans p.csv --run OUT", error: "Error: Check the inputs of a run with --plans,"
    ),
    Mistake(
      line: "check --plans p.csv --cycle c.yaml", error: "Error: Check the inputs of a run with"),
    Mistake(
      line: "check --plans p.csv --returned r.csv",
      error: "Error: --returned is about a review: name its run with --run and its cycle with"),
    Mistake(
      line: "check --plans p.csv --rules federal-ses", error: "Error: --rules is about a review: "),
    Mistake(line: "check --plans p.csv --close", error: "Error: --close is about a review: "),
    Mistake(
      line: "check --run OUT --cycle c.yaml --ratings r.csv",
      error: "Error: --ratings is about the inputs of a run. A review reads the rosters of --run"),
    Mistake(
      line: "check --run OUT --cycle c.yaml --encoding MACINTOSH",
      error: "Error: --encoding is about the inputs of a run."),
    Mistake(
      line: "check --run OUT --cycle c.yaml --expect-plans 3",
      error: "Error: --expect-plans is about the inputs of a run."),
    Mistake(
      line: "check --run OUT --cycle c.yaml --max-findings-shown 3 --format json",
      error: "Error: --max-findings-shown is for --format text; other formats have all."),
    Mistake(line: "check --plans", error: "Error: Missing value for '--plans <file>'"),
    Mistake(
      line: "check --plans p.csv --format xml",
      error: "Error: The value 'xml' is invalid for '--format <format>'"),
    Mistake(
      line: "explain --plans p.csv --ratings r.csv",
      error: "Error: Missing expected argument '<executive>'"),
    Mistake(
      line: "explain ES-1", error: "Error: Name a published run with --run, or the inputs with"),
    Mistake(
      line: "explain ES-1 --run OUT --plans p.csv",
      error: "Error: Explain from a --run, or from --plans and --ratings; not from both."),
    // Misspelt, so that another is missing.
    Mistake(
      line: "run --plan p.csv --ratings r.csv --output OUT",
      error: "Error: Unknown option '--plan'. Did you mean '--plans'?"),
    Mistake(
      line: "run --plans p.csv --rating=r.csv --output OUT",
      error: "Error: Unknown option '--rating'. Did you mean '--ratings'?"),
    Mistake(
      line: "run --plans p.csv --ratings r.csv --out OUT",
      error: "Error: Unknown option '--out'. Did you mean '--output'?"),
    Mistake(
      line: "explain ES-1 --plan p.csv --ratings r.csv",
      error: "Error: Unknown option '--plan'. Did you mean '--plans'?"),
    Mistake(
      line: "explain ES-1 --runs OUT",
      error: "Error: Unknown option '--runs'. Did you mean '--run'?"),
    Mistake(line: "verify", error: "Error: Missing expected argument '<run>'"),
    Mistake(line: "report", error: "Error: Missing expected argument '<run>'"),
    Mistake(
      line: "report OUT --format csv",
      error: "Error: The value 'csv' is invalid for '--format <format>'"),
    Mistake(
      line: "run --plans p.csv --ratings r.csv --output OUT --workbooks",
      error: "Error: This program was built without workbooks"),
    Mistake(
      line: "review --run RUN --cycle c.yaml --output OUT --workbooks",
      error: "Error: This program was built without workbooks"),
    Mistake(
      line: "run --plans p.csv --ratings r.csv --output OUT --pages none --marking X",
      error: "Error: --appendix, --marking and --paper are about pages; leave out --pages none."),
    Mistake(line: "systems check", error: "Error: Missing expected argument '<file>'"),
    Mistake(line: "rules check", error: "Error: Missing expected argument '<file>'"),
    Mistake(line: "systems prove SYSTEM --threads 0", error: "Error: --threads is 1 to 1024."),
  ]

  @Test(arguments: mistakes)
  func wrongUsageEndsWith64(_ mistake: Mistake) throws {
    let scratch = try ScratchDirectory()
    let output = "\(scratch.path)/output"
    let ended = try BuiltProgram.located().run(
      mistake.line.split(separator: " ").map { word in
        String(word).replacing("OUT", with: output).replacing("SYSTEM", with: Self.smallSystem)
      }, directory: scratch.path)
    #expect(ended.status == 64)
    #expect(ended.errorText.hasPrefix(mistake.error), "found: \(ended.errorText)")
    #expect(ended.output.isEmpty)
    let made = (try? files(below: output)) ?? []
    #expect(made.isEmpty || made == [".lock"], "made for nothing: \(made)")
  }

  /// Paths above all: a script whose variable is not set leaves an empty word.
  @Test(
    arguments: [
      ("run --plans p.csv --ratings r.csv --output @", "--output <dir>"),
      ("run --plans @ --ratings r.csv --output OUT", "--plans <file>"),
      ("run --plans p.csv q.csv @ --ratings r.csv --output OUT", "--plans <file>"),
      ("run --plans p.csv --ratings @ --output OUT", "--ratings <file>"),
      ("run --plans p.csv --ratings r.csv --output OUT --system @", "--system <name-or-file>"),
      ("run --plans p.csv --ratings r.csv --output OUT --cycle @", "--cycle <file>"),
      ("run --plans p.csv --ratings r.csv --output OUT --sheet @", "--sheet <name>"),
      ("check --plans @", "--plans <file>"), ("score --plans @ --ratings r.csv", "--plans <file>"),
      ("check --run R --cycle c.yaml --members @", "--members <file>"),
      ("review --run @ --cycle c.yaml --output OUT", "--run <run>"),
      ("review --run R --cycle @ --output OUT", "--cycle <file>"),
      ("review --run R --cycle c.yaml --output OUT --returned a.csv @", "--returned <file>"),
      ("explain @ --run R", "<executive>"), ("explain ES-1 --run @", "--run <run>"),
      ("explain ES-1 --review @", "--review <review>"), ("report @", "<run>"),
      ("report R --prb @", "--prb <name>"),
      ("verify @", "<run>"), ("compare @ OTHER", "<before> <after>"),
      ("template --output @", "--output <dir>"), ("systems check @", "<file>"),
      ("systems show @", "<system>"), ("rules show @", "<rules>"), ("rules check @", "<file>"),
      ("explain --run R -- @", "<executive>"),
    ] as [(String, String)])
  func emptyValuesAreNamed(line: String, name: String) throws {
    let scratch = try ScratchDirectory()
    let ended = try BuiltProgram.located().run(
      line.split(separator: " ").map { $0 == "@" ? "" : String($0) }, directory: scratch.path)
    #expect(ended.status == 64)
    let expected =
      "Error: The value of '\(name)' is empty. Give one; in a script, a variable may not be set.\n"
    #expect(ended.errorText.hasPrefix(expected), "found: \(ended.errorText)")
    #expect(try files(below: scratch.path).isEmpty)
  }

  private static let commands = [
    "", "run", "check", "explain", "report", "review", "verify", "template", "synthesize",
    "systems", "systems list", "systems show", "systems check", "systems prove", "rules",
    "rules list", "rules show", "rules check",
  ]

  @Test(arguments: commands)
  func helpIsGiven(_ command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    let ended = try BuiltProgram.located().run(words + ["--help"])
    #expect(ended.status == 0)
    #expect(ended.text.hasPrefix("OVERVIEW: "))
    #expect(ended.text.contains("USAGE: appraise"))
    #expect(ended.errors.isEmpty)
  }

  @Test(arguments: InputKind.allCases)
  func helpNamesTheFieldsOfTheList(kind: InputKind) throws {
    let text = try BuiltProgram.located().run(["run", "--help"]).text
    let words = Set(text.split { !($0.isLetter || $0 == "_") }.map(String.init))
    let fields = InputField.all.filter { $0.kinds.contains(kind) }
    for field in fields { #expect(words.contains(field.name), "\(field.name)") }
  }

  /// What is wrapped twice has short lines in the middle of a paragraph.
  @Test(arguments: commands)
  func helpIsWrappedOnce(_ command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    let text = try BuiltProgram.located().run(words + ["--help"]).text
    let overview = text.prefix(upTo: (text.firstRange(of: "USAGE:")?.lowerBound ?? text.endIndex))
    let lines = overview.split(separator: "\n", omittingEmptySubsequences: false)
    for (line, next) in zip(lines, lines.dropFirst()) where !line.isEmpty && !next.isEmpty {
      guard !line.hasPrefix(" "), !next.hasPrefix(" ") else { continue }
      let nextWord = next.prefix { $0 != " " }
      #expect(line.utf8.count + nextWord.utf8.count >= 79, "the line ends too early: \(line)")
    }
  }

  /// A nightly job that printed the overview would look as if it had succeeded.
  @Test(arguments: ["run --plans p.csv --ratings r.csv --output OUT", "--version", ""])
  func withoutTheCommandLineNothingIsDone(_ line: String) throws {
    let appraise = try BuiltProgram.located().path
    let command = "mount -t tmpfs none /proc && exec \"$0\" \(line)"
    let user = getuid() == 0 ? [] : ["--map-root-user"]
    let ended = try Program(path: "/usr/bin/unshare").run(
      user + ["--mount", "/bin/sh", "-c", command, appraise])
    #expect(ended.status == 74)
    #expect(ended.errorText.hasPrefix("appraise: The command line cannot be read, so nothing was"))
    #expect(ended.output.isEmpty)
  }

  /// Of whatever options the two are: a system, a cycle and rules are files as well.
  @Test(arguments: [
    "check --system - --plans -", "check --cycle - --run RUN --members -",
    "check --cycle - --run RUN --rules -",
  ])
  func standardInputIsOneFile(_ line: String) throws {
    let cycle = try HarborCycle()
    let facts = "\(HarborCycle.folder)/fy2026.yaml"
    let script = """
      "$0" systems show opm-basic-2012 --format yaml | cat - >system.yaml; cat \(
        line.contains("--system") ? "system.yaml" : "'\(facts)'") | "$0" \(
        line.replacing("RUN", with: cycle.runs))
      """
    let scratch = try ScratchDirectory()
    let ended = try Program(path: "/bin/sh").run(
      ["-c", script, try BuiltProgram.located().path], directory: scratch.path)
    #expect(ended.status == 64)
    #expect(
      ended.errorText == "appraise: Standard input (-) can be only one of the files.\n")
  }

  @Test func versionIsGiven() throws {
    let ended = try BuiltProgram.located().run(["--version"])
    #expect(ended.status == 0)
    #expect(ended.text.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+(-[a-z0-9.]+)?\n/) != nil)
    #expect(ended.errors.isEmpty)
  }
}
