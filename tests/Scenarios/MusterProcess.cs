using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Muster.Agent.Processes.Linux;
using Muster.Tests.Cli;

namespace Muster.Tests.Scenarios;

/// <summary>The built command as a process of its own. Its output is kept, and told when it does not end as it should.</summary>
internal sealed class MusterProcess : IDisposable
{
    /// <summary>Far more than anything takes, even on a machine that is busy with other things.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process process;
    private readonly string title;
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();
    private bool isDisposed;

    private MusterProcess(Process process, string title)
    {
        (this.process, this.title) = (process, title);
        process.OutputDataReceived += (_, line) => Add(output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>What it wrote to standard output so far.</summary>
    public string Out => TextOf(output);

    /// <summary>What it wrote to standard error so far.</summary>
    public string Error => TextOf(error);

    /// <summary>Starts it.</summary>
    /// <param name="arguments">The words after <c>muster</c>.</param>
    /// <param name="environment">Variables over those of the test; null: without the variable.</param>
    /// <param name="directory">The directory that it starts in; null: the test's own.</param>
    public static MusterProcess Start(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment, string? directory = null)
    {
        string[] words = [.. Words, .. arguments];
        return StartProgram(words[0], words[1..], environment, string.Join(' ', arguments), directory);
    }

    /// <summary>The words that stand for <c>muster</c>: the runtime's own file, not "dotnet", since some scenarios have a PATH without it.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        Path.GetFullPath(Path.Join(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")),
        Path.Join(AppContext.BaseDirectory, "muster.dll"),
    ];

    /// <summary>Starts any program.</summary>
    public static MusterProcess StartProgram(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment, string title, string? directory = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = directory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new(Process.Start(start)!, title);
    }

    /// <summary>Writes to its standard input, and ends that.</summary>
    public async Task GiveAsync(string text)
    {
        await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);
        process.StandardInput.Close();
    }

    /// <summary>Writes to its standard input, which stays open.</summary>
    public async Task TypeAsync(string text)
    {
        await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);
        await process.StandardInput.BaseStream.FlushAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<Answer> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, TestContext.Current.CancellationToken);
        try
        {
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"It did not end: {Told}");
        }

        return new(process.ExitCode, TextOf(output), TextOf(error));
    }

    /// <summary>Sends a signal to this process alone.</summary>
    public void Signal(int number)
    {
        Assert.False(process.HasExited, $"It ended before it was signalled: {Told}");
        Assert.Equal(0, LibC.Kill(process.Id, number));
    }

    /// <summary>SIGKILL to this process alone, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await EndAsync();
    }

    public void Dispose()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    /// <summary>The command and what it wrote, for messages.</summary>
    public string Told => $"muster {title}\nstandard output:\n{TextOf(output)}standard error:\n{TextOf(error)}";

    private static void Add(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.Append(line).Append('\n');
    }

    private static string TextOf(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}
