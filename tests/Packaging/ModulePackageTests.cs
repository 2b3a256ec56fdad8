using System.IO.Compression;
using Muster.Tests.Agent;

namespace Muster.Tests.Packaging;

/// <summary>What the PowerShell module comes in: the gallery's package and a zip. Explicit: it builds the module anew.</summary>
public sealed class ModulePackageTests
{
    /// <summary>Bytes that each has at most: SQLite's library for seven systems is more than half of it.</summary>
    private const int MostBytes = 12 << 20;

    [Fact(Explicit = true)]
    public async Task Packed_module_is_imported_from_the_zip_and_is_the_same_in_the_package()
    {
        using var folder = new TemporaryFolder();
        await Tool.RunAsync(Repository.Folder, Tool.Dotnet, "build", "module", "-c", Tool.Configuration, "-t:PackModule", "-v", "quiet", $"-p:ModulePackFolder={folder["packed"]}/", "-p:MusterProjectUri=https://example.org/muster");
        var (package, zip) = (Assert.Single(Directory.GetFiles(folder["packed"], "*.nupkg")), Assert.Single(Directory.GetFiles(folder["packed"], "*.zip")));
        Assert.All((string[])[package, zip], file => Assert.InRange(new FileInfo(file).Length, 1, MostBytes));
        TestContext.Current.TestOutputHelper!.WriteLine($"package {new FileInfo(package).Length} bytes, zip {new FileInfo(zip).Length} bytes");

        Assert.Equal(Names(zip).Select(name => name["Muster/".Length..]).Order(StringComparer.Ordinal), Names(package).Where(IsOfModule).Order(StringComparer.Ordinal));
        Assert.All(
            (string[])["linux-x64/native/libe_sqlite3.so", "linux-arm64/native/libe_sqlite3.so", "osx-arm64/native/libe_sqlite3.dylib", "win-x64/native/e_sqlite3.dll"],
            library => Assert.Contains($"Muster/bin/runtimes/{library}", Names(zip)));

        await ZipFile.ExtractToDirectoryAsync(zip, folder["modules"], TestContext.Current.CancellationToken);
        var said = await Tool.RunAsync(folder.Path, "pwsh", "-NoProfile", "-NonInteractive", "-Command", $$"""
            $env:PSModulePath = '{{folder["modules"]}}'
            $ErrorActionPreference = 'Stop'
            $manifest = Test-ModuleManifest '{{folder["modules"]}}/Muster/Muster.psd1'
            "$($manifest.Version) $($manifest.PrivateData.PSData.Prerelease) $($manifest.ProjectUri)"
            Import-Module Muster
            @(Get-MusterRun -Store '{{folder["none"]}}').Count
            (Get-Help Get-MusterRun).relatedLinks.navigationLink[0].uri
            """);
        var version = Path.GetFileNameWithoutExtension(package)["Muster.".Length..].Split('-');
        Assert.Equal([$"{version[0]} {version.ElementAtOrDefault(1)} https://example.org/muster", "0", "https://example.org/muster/blob/main/docs/cmdlets/Get-MusterRun.md"], said.Trim().Split('\n').Select(line => line.Trim()));
    }

    private static string[] Names(string archive)
    {
        using var zip = ZipFile.OpenRead(archive);
        return [.. zip.Entries.Select(entry => Uri.UnescapeDataString(entry.FullName))];
    }

    /// <summary>All but what NuGet adds.</summary>
    private static bool IsOfModule(string name) => !(name is "[Content_Types].xml" or "Muster.nuspec" || name.StartsWith("_rels/", StringComparison.Ordinal) || name.StartsWith("package/", StringComparison.Ordinal));
}
