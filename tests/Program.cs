using Muster.Tests.Children;
using Xunit.Runner.InProc.SystemConsole;

namespace Muster.Tests;

/// <summary>Runs the tests, or plays another process for one of them.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args is [ChildProcess.Argument, .. var part] ? ChildParts.PlayAsync(part) : ConsoleRunner.Run(args);
}
