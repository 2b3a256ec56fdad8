using System.Diagnostics;
using Muster.Agent.Processes;
using Muster.Arguments;

namespace Muster.Cli.Platform;

/// <summary>Runs programs in the folder of a deployment's app. What is run is told, and what it says goes where this command's does.</summary>
/// <param name="context">The command's world.</param>
/// <param name="folder">Absolute path of the folder.</param>
internal sealed class ToldProgram(CommandContext context, string folder)
{
    /// <summary>Runs one.</summary>
    /// <param name="name">It is looked for in PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="needed">What needs it and what to do, for when it is not there: a sentence before and one after the reason.</param>
    /// <param name="cancel">Ends the wait; the program hears of it by the terminal itself.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="UsageException">It is not there.</exception>
    public async Task<int> RunAsync(string name, IReadOnlyList<string> arguments, (string Before, string After) needed, CancellationToken cancel)
    {
        var program = Find(name, needed);
        context.Say($"In {folder}: {name} {ShellWord.Join(arguments)}");
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = folder };
        start.Environment["PATH"] = context.Environment("PATH");
        var hear = context.HearPrograms;
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = hear is not null;
        using var process = Process.Start(start) ?? throw new UsageException($"{program} could not be started.");
        if (hear is not null)
            Hear(process, hear);
        await process.WaitForExitAsync(cancel);
        return process.ExitCode;
    }

    private static void Hear(Process process, Action<string> hear)
    {
        process.OutputDataReceived += (_, told) => Tell(told.Data);
        process.ErrorDataReceived += (_, told) => Tell(told.Data);
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        void Tell(string? line)
        {
            if (line is not null)
                hear(line);
        }
    }

    private string Find(string name, (string Before, string After) needed)
    {
        try
        {
            return new ProgramFinder(folder, context.Environment("PATH")).Find(name);
        }
        catch (StartException error)
        {
            throw new UsageException($"{needed.Before}: {error.Message.TrimEnd('.')}. {needed.After}");
        }
    }
}
