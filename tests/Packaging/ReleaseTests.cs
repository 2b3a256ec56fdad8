using Muster.Tests.Agent;

namespace Muster.Tests.Packaging;

/// <summary>All that a release hands out, made by its script. Explicit: it takes minutes and downloads the runtime.</summary>
public class ReleaseTests
{
    [Fact(Explicit = true)]
    public async Task Script_makes_a_package_and_a_single_file_that_needs_nothing_installed()
    {
        using var folder = new TemporaryFolder();
        var script = Path.Join(Repository.Folder, "build", "release.sh");
        await Tool.RunAsync(Repository.Folder, script, folder["artifacts"]);

        await Tool.RunAsync(folder["artifacts"], "sha256sum", "--check", "--strict", "SHA256SUMS");
        Assert.Equal(Directory.GetFiles(folder["artifacts"]).Length - 1, File.ReadLines(folder["artifacts/SHA256SUMS"]).Count());
        Assert.Single(Directory.GetFiles(folder["artifacts"], "Muster.*.nupkg"));
        await Tool.RunAsync(folder.Path, "tar", "-xzf", Assert.Single(Directory.GetFiles(folder["artifacts"], "muster-*-linux-x64.tar.gz")));
        var unpacked = Assert.Single(Directory.GetDirectories(folder.Path, "muster-*"));
        Assert.Equal(["LICENSE", "muster"], Directory.GetFileSystemEntries(unpacked).Select(Path.GetFileName).Order());

        // No runtime is found: not by PATH, not by variables, not where the system keeps one.
        folder.Write("sweep.yaml", "command: exit 0\ngrid: {x: [1, 2, 3]}\n");
        var words = $"'{unpacked}/muster' submit --store '{folder["store"]}' sweep.yaml";
        Assert.Contains("Complete: 3 succeeded, 0 failed", await Tool.RunAsync(folder.Path, "env", "-i", "PATH=/usr/bin:/bin", "DOTNET_ROOT=/nowhere", "bash", "-c", words), StringComparison.Ordinal);
        var version = (await Tool.RunAsync(folder.Path, Path.Join(unpacked, "muster"), "version")).Split(' ')[1];
        Assert.Equal($"muster-{version}-linux-x64", Path.GetFileName(unpacked));
    }
}
