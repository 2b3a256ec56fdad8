using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Muster.Tests.Servers;

/// <summary>The packages of <c>package-lock.json</c>, installed beside it by <c>npm ci</c> when they are not, or are others.</summary>
internal static class NodePackages
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);
    private static readonly Lazy<Task<string?>> s_installed = new(InstallAsync);

    /// <summary>The folder that holds <c>package.json</c>: the repository.</summary>
    public static string Folder { get; } = FindFolder();

    /// <summary>Makes sure that they are there.</summary>
    /// <returns>Null: they are; else why they cannot be had, in one line.</returns>
    public static Task<string?> EnsureAsync() => s_installed.Value;

    private static async Task<string?> InstallAsync()
    {
        var wanted = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Join(Folder, "package-lock.json"))));
        var mark = Path.Join(Folder, "node_modules", ".installed");
        try
        {
            if (await RunAsync("node", "--version") is { } none)
                return none;
            if (File.Exists(mark) && await File.ReadAllTextAsync(mark) == wanted)
                return null;
            if (await RunAsync("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund") is { } failed)
                return failed;
        }
        catch (Win32Exception)
        {
            return "Node.js and npm are not installed.";
        }

        await File.WriteAllTextAsync(mark, wanted);
        return null;
    }

    private static async Task<string?> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(s_patience, TimeProvider.System);
        await process.WaitForExitAsync(patience.Token);
        await output;
        return process.ExitCode == 0 ? null : $"{program} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}: {(await error).ReplaceLineEndings(" ").Trim()}";
    }

    private static string FindFolder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Join(folder, "package-lock.json")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException($"No package-lock.json above {AppContext.BaseDirectory}.");
        return folder;
    }
}
