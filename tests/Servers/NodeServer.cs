using System.Diagnostics;
using System.Globalization;

namespace Muster.Tests.Servers;

/// <summary>A server from npm on a free port of loopback. It ends with this process, even when that is killed: its input ends then.</summary>
internal sealed class NodeServer : IDisposable
{
    private const string Listening = "listening ";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private readonly Process process;

    private NodeServer(Process process, int port) => (this.process, Address) = (process, new($"http://127.0.0.1:{port}"));

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts one; skips the test, saying why, where Node.js or its packages cannot be had.</summary>
    /// <param name="nodeOptions">Options of node itself.</param>
    /// <param name="arguments">The words after <c>serve.cjs</c>.</param>
    public static async Task<NodeServer> StartAsync(IReadOnlyList<string> nodeOptions, params string[] arguments)
    {
        if (await NodePackages.EnsureAsync() is { } missing)
            Assert.Skip($"Needs a server from npm: {missing}");
        var started = Process.Start(new ProcessStartInfo("node", [.. nodeOptions, Path.Join(NodePackages.Folder, "tests", "Servers", "serve.cjs"), .. arguments])
        {
            WorkingDirectory = NodePackages.Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = started.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(s_patience, TimeProvider.System);
        while (await started.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (!line.StartsWith(Listening, StringComparison.Ordinal))
                continue;
            _ = started.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return new(started, int.Parse(line[Listening.Length..], CultureInfo.InvariantCulture));
        }

        throw new InvalidOperationException($"serve.cjs {string.Join(' ', arguments)} ended: {await error}");
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
