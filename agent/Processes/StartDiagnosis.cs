using Muster.Agent.Processes.Linux;

namespace Muster.Agent.Processes;

/// <summary>The system says that a start failed, not at which step. This looks for the step, after the fact.</summary>
internal static class StartDiagnosis
{
    private const int MayExecute = 1;

    /// <summary>The failure that fits an error number.</summary>
    public static StartException Of(int error, ProcessStart start)
    {
        var title = start.Command.Title;
        return error switch
        {
            LibC.TooBig => StartException.TooLarge(title, SizeOf(start)),
            LibC.Again or LibC.NoMemory or LibC.FilesOfProcess or LibC.FilesOfSystem => StartException.NoCapacity(title, LibC.TextOf(error)),
            LibC.NoEntry or LibC.Access or LibC.NotDirectory when !Directory.Exists(start.Directory) =>
                StartException.DirectoryUnusable(start.Directory, "there is no such directory"),
            LibC.Access when !OperatingSystem.IsWindows() && LibC.MayAccess(start.Directory, MayExecute) != 0 =>
                StartException.DirectoryUnusable(start.Directory, LibC.TextOf(error)),
            LibC.NoEntry => Missing(start.Command, title),
            LibC.Access or LibC.NoExec => StartException.NotExecutable(title, LibC.TextOf(error)),
            _ => StartException.Other(title, LibC.TextOf(error)),
        };
    }

    private static StartException Missing(CommandLine command, string title)
    {
        if (command.IsScript && !File.Exists(title)) return StartException.ScriptMissing(title);
        if (command.IsNamed && !File.Exists(command.Program)) return StartException.ProgramMissing(title, command.Program);
        return File.Exists(command.Program)
            ? StartException.NotExecutable(title, "the interpreter named in its first line is missing")
            : StartException.Other(title, $"there is no such program; install it, or correct the path ({LibC.TextOf(LibC.NoEntry)})");
    }

    private static long SizeOf(ProcessStart start) =>
        start.Command.Words.Sum(SizeOf)
        + start.Environment.Variables.Concat(start.Variables).Sum(variable => SizeOf(variable.Name) + SizeOf(variable.Value));

    private static long SizeOf(string text) => System.Text.Encoding.UTF8.GetByteCount(text) + 1;
}
