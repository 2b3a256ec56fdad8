using System.Reflection;

namespace Muster.PowerShell.Loading;

/// <summary>The <c>muster</c> command within a process of PowerShell: an engine that the module leaves behind needs nothing that is not there with PowerShell.</summary>
public static class HostedCommand
{
    /// <summary>Runs the command.</summary>
    /// <param name="words">Its arguments.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] words)
    {
        var command = ModuleLoadContext.Load("muster");
        return (int)command.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [words], null)!;
    }
}
