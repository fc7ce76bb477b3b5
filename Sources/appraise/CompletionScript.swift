import ArgumentParser

/// The completions of the program for a shell: what the parser makes, and a part of ours.
///
/// The parser completes the first value of an option. Several of ours take values up to the next option,
/// `--returned a.csv b.csv`, as a shell writes them for `*.csv`. bash and zsh therefore read the command line
/// as if such an option had one value, which is the word to complete, or else the first; fish gets a rule for
/// the words after the first.
enum CompletionScript {
  /// The options that take values up to the next option. `Tests/Completions` compares them with those that
  /// the commands have.
  private static let severalValued = [
    "--plans", "--ratings", "--members", "--responses", "--returned", "--decided",
  ]

  /// A script of the parser, completed by our part.
  ///
  /// - Returns: `nil` where the text is no script of a shell that is known here.
  static func completed(_ script: String) -> String? {
    if script.hasPrefix("#!/bin/bash\n") { return bash(script) }
    if script.hasPrefix("#compdef ") { return zsh(script) }
    if script.hasPrefix("function __appraise_") { return fish(script) }
    return nil
  }

  private static func bash(_ script: String) -> String {
    let words = withOneValue(
      words: #""${COMP_WORDS[@]:1:$((COMP_CWORD - 1))}""#, begun: "${cur}")
    return
      script
      .replacing(#"    local -r prev="${3}"\#n"#, with: #"    local prev="${3}"\#n"#)
      .replacing(
        #"    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")\#n"#,
        with: words + #"""
              if "${is_further_value}"; then
                  unset 'kept[-1]'
                  prev="${several}"
              fi
              local -r prev
              local -a unparsed_words=("${kept[@]}" "${COMP_WORDS[${COMP_CWORD}]}")

          """#)
  }

  private static func zsh(_ script: String) -> String {
    let before = #"    local -ir current_word_index="$((CURRENT - 1))"\#n"#
    let words = withOneValue(words: #""${(@)words[1,CURRENT - 1]}""#, begun: "${PREFIX}")
    return script.replacing(
      before,
      with: before + words + #"""
            "${is_further_value}" && kept[-1]=()
            words=("${kept[@]}" "${(@)words[CURRENT,-1]}")
            CURRENT="$((${#kept[@]} + 1))"

        """#)
  }

  /// Lines for bash and zsh that set `kept` to words without the second and further values of an option, and
  /// `is_further_value` where the word that was begun is one of them, of the option `several`.
  private static func withOneValue(words: String, begun: String) -> String {
    #"""

        # An option that takes several values is read as if it had one.
        local typed several='' is_further_value=false
        local -a kept=()
        local -i values=0
        for typed in \#(words); do
            case "${typed}" in
            \#(severalValued.joined(separator: "|")))
                several="${typed}"
                values=0
                ;;
            -*)
                several=''
                ;;
            *)
                [[ -n "${several}" ]] && ((++values > 1)) && continue
                ;;
            esac
            kept+=("${typed}")
        done
        [[ -n "${several}" && "${values}" -gt 0 && "\#(begun)" != -* ]] && is_further_value=true

    """#
  }

  /// Files in folders, and with blanks in their names, are found by a function of ours; the parser looks for
  /// them where the reader is. A rule for further values takes over what is completed as the first.
  private static func fish(_ script: String) -> String {
    let lines = script.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.replacing(#/ -rfa '\(set -l exts ([^;]+);.*\)'$/#) { " -rfa '(__appraise_files \($0.1))'" }
    }
    var rules: [String] = []
    for line in lines {
      for option in severalValued where line.contains(" -l '\(option.dropFirst(2))' ") {
        guard let values = line.firstRange(of: " -rfa ") else { continue }
        let rule =
          "complete -c 'appraise' -n '__appraise_takes_another_value \(option)' -fa "
          + line[values.upperBound...]
        if !rules.contains(rule) { rules.append(rule) }
      }
    }
    return lines.joined(separator: "\n") + #"""


      # Folders, and files with one of the endings.
      function __appraise_files
          set -l folder (string unescape -- (commandline -t) | string replace -r '[^/]*$' '')
          test -n "$folder"; or set folder ''
          for path in $folder*/ $folder*.$argv
              printf '%s\n' $path
          end
      end

      # An option that takes several values is completed after each of them.
      function __appraise_takes_another_value -a option
          string match -q -- '-*' (commandline -t); and return 1
          set -l tokens (__appraise_tokens -pc)
          for token in $tokens[-1..2]
              string match -q -- '-*' $token; and break
          end
          test "$token" = "$option"
      end

      """# + rules.joined(separator: "\n")
  }
}
