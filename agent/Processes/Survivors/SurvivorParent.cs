namespace Muster.Agent.Processes.Survivors;

/// <summary>
/// The small parent of a command that outlives its engine: a shell that runs the command, and writes how it ended to a
/// file which appears whole or not at all. It lives on when the group is asked to end, and exits with the command's code.
/// </summary>
public static class SurvivorParent
{
    // A trapped signal, unlike an ignored one, is at its default again in the command. The word after the text is the
    // shell's name in its own messages.
    private const string Text = """
        trap : HUP INT QUIT TERM USR1 USR2
        record=$1; shift
        start=${EPOCHREALTIME:-$(date +%s)}
        "$@"
        code=$?
        {
          echo "muster-exit 1"
          echo "code $code"
          echo "start $start"
          echo "end ${EPOCHREALTIME:-$(date +%s)}"
          times
        } > "$record.part" && mv -f "$record.part" "$record"
        exit $code
        """;

    /// <summary>The command line of the parent.</summary>
    /// <param name="shell">The shell, which is bash.</param>
    /// <param name="command">What the parent runs.</param>
    /// <param name="record">Absolute path of the exit record; its folder exists. Each attempt has its own.</param>
    public static CommandLine Of(Shell shell, CommandLine command, string record) =>
        new(shell.Path, ["-c", Text, "muster-parent", record, command.Program, .. command.Arguments]);
}
