using System.Diagnostics;

namespace Muster.Tests.Agent.Bootstrap;

/// <summary>
/// A folder in which the bootstrap runs as if it were the machine's root. What it calls is a stub that writes down its words; nothing outside the folder is touched, and nothing is
/// asked of a network.
/// </summary>
internal sealed class BootstrapSandbox : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder folder = new();

    /// <summary>A machine on which nothing was done.</summary>
    public BootstrapSandbox()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The bootstrap is for Linux.");
        foreach (var name in (string[])["systemctl", "shutdown", "useradd", "chown", "sleep", "curl"])
            Stub(name, "");
        // The machine's own users say nothing here.
        Stub("id", "exit 1");
        Agent("the agent");
    }

    /// <summary>What was called, with its words, in order.</summary>
    public IReadOnlyList<string> Calls => File.Exists(folder["calls"]) ? File.ReadAllLines(folder["calls"]) : [];

    /// <summary>What the bucket answers.</summary>
    public void Agent(string content) => Stub("aws", $"while [ $# -gt 1 ]; do shift; done; printf '%s' '{content}' > \"$1\"");

    /// <summary>The bucket answers nothing.</summary>
    public void NoAgent() => Stub("aws", "exit 254");

    /// <summary>A file as it would be on the machine.</summary>
    public string Text(string path) => File.ReadAllText(folder[$"root/{path}"]);

    /// <summary>Whether there is such a file.</summary>
    public bool Has(string path) => File.Exists(folder[$"root/{path}"]);

    /// <summary>Runs a text as user data is run.</summary>
    public async Task<(int Code, string Error)> RunAsync(string text)
    {
        var start = new ProcessStartInfo("/bin/bash", [folder.Write("user-data", text)]) { UseShellExecute = false, RedirectStandardError = true, WorkingDirectory = folder.Path };
        start.Environment["PATH"] = $"{folder["stubs"]}:/usr/bin:/bin";
        start.Environment["MUSTER_BOOTSTRAP_ROOT"] = folder["root"];
        start.Environment["CALLS"] = folder["calls"];
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TimeProvider.System);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TimeProvider.System);
        return (process.ExitCode, error);
    }

    /// <summary>Runs what systemd runs when the agent ended.</summary>
    public async Task EndAsync(string code, string status)
    {
        var start = new ProcessStartInfo("/bin/bash", [folder["root/opt/muster/ended"]]);
        start.Environment["PATH"] = $"{folder["stubs"]}:/usr/bin:/bin";
        start.Environment["CALLS"] = folder["calls"];
        (start.Environment["EXIT_CODE"], start.Environment["EXIT_STATUS"]) = (code, status);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TimeProvider.System);
    }

    /// <summary>Forgets what was called.</summary>
    public void Forget() => File.Delete(folder["calls"]);

    public void Dispose() => folder.Dispose();

    private void Stub(string name, string body)
    {
        var path = folder.Write($"stubs/{name}", $"#!/bin/bash\necho \"{name} $*\" >> \"$CALLS\"\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
