using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Muster.Tests.Packaging;

/// <summary>Programs that packaging needs, run to their end.</summary>
internal static class Tool
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    /// <summary>The runtime's own program.</summary>
    public static string Dotnet { get; } = Path.GetFullPath(Path.Join(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    /// <summary>The configuration that the tests were built in: what they use of others is there in the same.</summary>
    public static string Configuration { get; } = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;

    /// <summary>Runs a program; fails, with all that it wrote, unless it ends with exit code 0.</summary>
    /// <returns>What it wrote to standard output and error.</returns>
    public static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var (code, text) = await TryAsync(folder, program, arguments);
        return code == 0 ? text : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with exit code {code}:\n{text}");
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int Code, string Text)> TryAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // No user's settings of git, no servers that outlive the build.
        foreach (var (name, value) in ((string, string)[])[("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null"), ("MSBUILDDISABLENODEREUSE", "1"), ("UseSharedCompilation", "false"), ("DOTNET_NOLOGO", "1"), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1")])
            start.Environment[name] = value;
        foreach (var name in (string[])["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "MusterVersion"])
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var text = new StringBuilder();
        DataReceivedEventHandler add = (_, line) =>
        {
            lock (text)
                text.Append(line.Data).Append('\n');
        };
        process.OutputDataReceived += add;
        process.ErrorDataReceived += add;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(s_patience, TimeProvider.System);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, text.ToString().TrimEnd('\n'));
    }
}
