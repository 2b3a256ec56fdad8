using System.Diagnostics;
using System.Globalization;
using Muster.Bench.Measuring;

namespace Muster.Bench.Programs;

/// <summary>Modules of PowerShell and what they take in a session of their own. Its own start is not counted.</summary>
internal static class PowerShellModules
{
    /// <summary>Builds the module, and the command for its stores.</summary>
    /// <returns>The module's manifest, and the command.</returns>
    public static (string Manifest, string Command) Muster(string repository)
    {
        Publishing.Run("build", Path.Join(repository, "module"), "-c", "Release", "-v", "quiet", "--nologo");
        return (Path.Join(repository, "module", "out", "Muster", "Muster.psd1"), Path.Join(repository, "cli", "bin", "Release", "net10.0", "muster"));
    }

    /// <summary>Builds a binary module with one cmdlet that does nothing.</summary>
    /// <returns>Its assembly.</returns>
    public static string Empty(TemporaryFolder folder)
    {
        folder.Write("empty/GetNothing.cs", """
            using System.Management.Automation;

            [Cmdlet(VerbsCommon.Get, "Nothing")]
            public sealed class GetNothing : PSCmdlet;
            """);
        var project = folder.Write("empty/Empty.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="PowerShellStandard.Library" Version="5.1.0-preview-06" PrivateAssets="all" ExcludeAssets="runtime" />
              </ItemGroup>
            </Project>
            """);
        Publishing.Run("build", project, "-c", "Release", "-v", "quiet", "--nologo", "-o", folder.PathOf("empty/out"));
        return folder.PathOf("empty/out/Empty.dll");
    }

    /// <summary>Measures a line in a new session.</summary>
    /// <param name="before">What comes before it and is not measured; may be empty.</param>
    /// <param name="line">The line.</param>
    public static Sample Time(string before, string line)
    {
        var script = $$"""
            $ErrorActionPreference = 'Stop'
            {{before}}
            $process = [System.Diagnostics.Process]::GetCurrentProcess()
            $cpu = $process.TotalProcessorTime
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            {{line}}
            $wall = $watch.Elapsed
            $process.Refresh()
            "$($wall.TotalSeconds) $(($process.TotalProcessorTime - $cpu).TotalSeconds)"
            """;
        using var session = Process.Start(new ProcessStartInfo("pwsh", ["-NoProfile", "-NonInteractive", "-Command", script]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var text = session.StandardOutput.ReadToEnd();
        var errors = session.StandardError.ReadToEnd();
        session.WaitForExit();
        if (session.ExitCode != 0)
            throw BenchException.CommandFailed(line, session.ExitCode, text + errors);
        double[] seconds = [.. text.Trim().Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture))];
        return new(TimeSpan.FromSeconds(seconds[0]), TimeSpan.FromSeconds(seconds[1]));
    }
}
