using System.Management.Automation;
using Muster.Cli.Processes;

namespace Muster.PowerShell.Pipeline;

/// <summary>What is done once when PowerShell imports the module.</summary>
public sealed class ModuleStart : IModuleAssemblyInitializer
{
    /// <inheritdoc />
    public void OnImport() => OwnProgram.Is(CommandWords());

    /// <summary>
    /// The command is hosted by PowerShell: where only PowerShell is installed there is no other runtime that could start it, and PowerShell's own is laid out for
    /// no other program. As a tool of .NET, PowerShell has no program of its own beside its assemblies, and is started by the runtime that this process runs on.
    /// </summary>
    private static IReadOnlyList<string> CommandWords()
    {
        var home = Path.GetDirectoryName(typeof(PSObject).Assembly.Location)!;
        var program = Path.Join(home, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh");
        var script = Path.Join(Path.GetDirectoryName(Path.GetDirectoryName(typeof(ModuleStart).Assembly.Location)), "muster.ps1");
        IReadOnlyList<string> options = ["-NoLogo", "-NoProfile", "-NonInteractive", "-File", script];
        return IsOwnRuntime(home) ? [program, .. options] : [Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet", Path.Join(home, "pwsh.dll"), .. options];
    }

    /// <summary>Whether PowerShell brought its own runtime.</summary>
    private static bool IsOwnRuntime(string home) => Path.GetDirectoryName(typeof(object).Assembly.Location) == home;
}
