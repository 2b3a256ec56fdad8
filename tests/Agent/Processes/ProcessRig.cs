using Muster.Agent.Output;
using Muster.Agent.Processes;

namespace Muster.Tests.Agent.Processes;

/// <summary>A host, a temporary folder, and short ways to run shell text in it.</summary>
public sealed class ProcessRig : IDisposable
{
    private static int s_count;

    public ProcessRig(Func<TimeProvider, IProcessHost> host, TimeProvider? time = null)
    {
        Host = host(time ?? TimeProvider.System);
        Folder = Directory.CreateDirectory(Path.Join(
            Path.GetTempPath(), $"muster-processes-{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}")).FullName;
        Stdout = OutputFiles.Append(Path.Join(Folder, "stdout.log"));
        Stderr = OutputFiles.Append(Path.Join(Folder, "stderr.log"));
    }

    public static Shell Bash { get; } = Shell.Find();

    public static EnvironmentTemplate OwnEnvironment { get; } = EnvironmentTemplate.OfEngineAnd([]);

    public IProcessHost Host { get; }

    public string Folder { get; }

    public OutputFile Stdout { get; }

    public OutputFile Stderr { get; }

    public string Out => File.ReadAllText(Stdout.Path);

    public string Err => File.ReadAllText(Stderr.Path);

    public ProcessStart Text(string text, ProcessLimits? limits = null) => Of(CommandLine.OfText(Bash, text), limits);

    public ProcessStart Of(
        CommandLine command, ProcessLimits? limits = null, EnvironmentTemplate? environment = null, string? directory = null,
        params EnvironmentVariable[] variables) => new()
        {
            Command = command,
            Environment = environment ?? OwnEnvironment,
            Variables = variables,
            Directory = directory ?? Folder,
            Stdout = Stdout,
            Stderr = Stderr,
            Limits = limits ?? new(TimeSpan.FromMinutes(2)),
        };

    /// <summary>Writes an executable script into the folder and gives its path.</summary>
    public string Script(string text)
    {
        var path = Path.Join(Folder, "run.sh");
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    public Task<ProcessEnd> Run(string text, ProcessLimits? limits = null) => Host.Start(Text(text, limits)).Ended;

    public void Dispose()
    {
        Host.Dispose();
        Stdout.Dispose();
        Stderr.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A named pipe in the folder. Reading its first line is how a test waits until a command got that far.</summary>
    public async Task<string> Pipe(string name)
    {
        var path = Path.Join(Folder, name);
        using var make = System.Diagnostics.Process.Start("mkfifo", path);
        await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        return path;
    }
}
