"""Shells at work: a text is typed, TAB is pressed, and the line that stands there is read back."""

import os
import pty
import re
import select
import subprocess
import termios
import time

# Each shell prints its line between these marks when Ctrl-G is pressed.
BEGIN, END = "\x02", "\x03"

SET_UP = {
    "bash": r"""
PS1='ready> '; bind 'set bell-style none'; bind 'set enable-bracketed-paste off'
show_line() { printf '\002%s\003\n' "$READLINE_LINE"; }
bind -x '"\C-g": show_line'
source SCRIPT
""",
    "zsh": r"""
PS1='ready> '; unsetopt beep; autoload -Uz compinit; compinit -u -D
show_line() { printf '\002%s\003\n' "$BUFFER" }
zle -N show_line; bindkey -e; bindkey '^G' show_line
source SCRIPT; compdef _appraise appraise
""",
    "fish": r"""
function fish_prompt; echo -n 'ready> '; end
function show_line; printf '\002%s\003\n' (commandline); end
set -g fish_greeting; set -g fish_autosuggestion_enabled 0
bind \cg show_line
source SCRIPT
""",
}

COMMANDS = {
    "bash": ["bash", "--noprofile", "--norc", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}


class Shell:
    """One shell with the program's completions, in a directory."""

    def __init__(self, name, script, directory, path):
        self.name = name
        set_up = SET_UP[name].replace("SCRIPT", str(script))
        environment = {
            "PATH": path, "HOME": str(directory), "TERM": "xterm", "LANG": "C.UTF-8",
            "XDG_CONFIG_HOME": str(directory), "XDG_DATA_HOME": str(directory),
        }
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(directory)
            os.execvpe(COMMANDS[name][0], COMMANDS[name], environment)
        termios.tcsetwinsize(self.terminal, (60, 400))
        self.read_until(lambda text: text.strip(), seconds=20)
        for line in set_up.strip().splitlines():
            self.write(line + "\n")
            self.settle()
        self.write("\n")
        self.read_until(lambda text: "ready> " in text, seconds=20)
        self.settle()

    def write(self, text):
        os.write(self.terminal, text.encode())

    def read(self, seconds):
        ready, _, _ = select.select([self.terminal], [], [], seconds)
        if not ready:
            return ""
        text = os.read(self.terminal, 1 << 16).decode(errors="replace")
        # fish asks the terminal what it is and waits for the answer.
        if "\x1b[c" in text or "\x1b[0c" in text:
            self.write("\x1b[?62;c")
        return text

    def settle(self):
        while self.read(0.05):
            pass

    def read_until(self, is_there, seconds):
        text, end = "", time.monotonic() + seconds
        while not is_there(text):
            if time.monotonic() > end:
                raise AssertionError(f"{self.name} shows nothing more than {text!r}")
            text += self.read(0.1)
        return text

    def completed(self, typed, awaited=None):
        """The line after a text was typed and TAB was pressed; for `awaited` it is given some time."""
        self.write(typed)
        self.settle()
        self.write("\t")
        # The program may be asked, which takes a moment.
        end = time.monotonic() + (10 if awaited else 0)
        time.sleep(0.1 if awaited else 0.5)
        while True:
            self.settle()
            self.write("\x07")
            text = self.read_until(lambda text: END in text, seconds=20)
            line = re.search(f"{BEGIN}(.*?){END}", text, re.S).group(1)
            if line == awaited or time.monotonic() > end:
                break
        # To the end of the line, and all of it away.
        self.write("\x05\x15")
        self.settle()
        return line

    def end(self):
        os.close(self.terminal)
        try:
            os.kill(self.pid, 9)
        except ProcessLookupError:
            pass
        os.waitpid(self.pid, 0)


def script(program, shell):
    """The script that the program makes for a shell."""
    made = subprocess.run(
        [program, "--generate-completion-script", shell], check=True, capture_output=True, text=True)
    return made.stdout
