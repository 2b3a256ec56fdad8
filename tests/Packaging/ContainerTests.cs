using System.Text.Json;
using System.Text.RegularExpressions;
using Muster.Tests.Agent;

namespace Muster.Tests.Packaging;

/// <summary>The image's definition. No builder is needed: its steps are taken one by one, in a folder instead of an image.</summary>
public partial class ContainerTests
{
    private const int Build = 0, Image = 1;
    private static readonly ContainerSteps Containerfile = ContainerSteps.Read();

    [Fact]
    public void Bases_are_pinned_to_a_version() =>
        Assert.All([.. Containerfile.Of(Build, "FROM"), .. Containerfile.Of(Image, "FROM")], from => Assert.Matches(Pinned(), from));

    [Fact]
    public void Base_for_building_is_of_the_kind_that_the_repository_asks_for()
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(Path.Join(Repository.Folder, "global.json")));
        var asked = settings.RootElement.GetProperty("sdk").GetProperty("version").GetString()!;
        var taken = Pinned().Match(Containerfile.Of(Build, "FROM")[0]).Groups["version"].Value;
        Assert.Equal(asked[..asked.LastIndexOf('.')], taken[..taken.LastIndexOf('.')]);
        Assert.True(System.Version.Parse(taken) >= System.Version.Parse(asked), $"{taken} is older than {asked}, which global.json asks for.");
    }

    [Fact]
    public void Image_runs_as_an_ordinary_user_whose_store_is_a_volume()
    {
        Assert.Matches(@"^[1-9]\d*:[1-9]\d*$", Assert.Single(Containerfile.Of(Image, "USER")));
        Assert.Equal($"MUSTER_STORE={Assert.Single(Containerfile.Of(Image, "VOLUME"))}", Assert.Single(Containerfile.Of(Image, "ENV")));
        Assert.Equal("""["muster"]""", Assert.Single(Containerfile.Of(Image, "ENTRYPOINT")));
    }

    [Fact]
    public void Labels_tell_version_commit_and_licence()
    {
        var labels = Assert.Single(Containerfile.Of(Image, "LABEL"));
        Assert.All(
            (string[])["title=\"Muster\"", "licenses=\"Apache-2.0\"", "version=\"$MUSTER_VERSION\"", "revision=\"$MUSTER_COMMIT\""],
            label => Assert.Contains($"org.opencontainers.image.{label}", labels, StringComparison.Ordinal));
        Assert.All((int[])[Build, Image], stage => Assert.Equal(["MUSTER_VERSION=0.1.0-dev", "MUSTER_COMMIT="], Containerfile.Of(stage, "ARG")));
    }

    [Fact]
    public void What_is_copied_from_the_repository_is_there() => Assert.All(
        Containerfile.Of(Image, "COPY").Where(copy => !copy.StartsWith("--from", StringComparison.Ordinal)),
        copy => Assert.True(File.Exists(Path.Join(Repository.Folder, copy.Split(' ')[0])), copy));

    [Fact(Explicit = true)]
    public async Task Steps_make_an_image_in_which_an_ordinary_user_runs_a_sweep()
    {
        using var folder = new TemporaryFolder();
        Assert.SkipUnless((await Tool.TryAsync(folder.Path, "unshare", "--mount", "true")).Code == 0, "No mounts can be made here: it takes root.");
        await TakeStepsAsync(folder);

        folder.Write("root/work/sweep.yaml", "command: 'test \"$(id -u)\" = 1654'\ngrid: {x: [1, 2, 3]}\n");
        Assert.Equal("muster 4.5.6", await RunAsync(folder, "muster version"));
        Assert.Contains("\"commit\": \"c0ffee\"", await RunAsync(folder, "muster version --json"), StringComparison.Ordinal);
        Assert.Contains("Usage: muster COMMAND", await RunAsync(folder, $"muster {string.Join(' ', JsonSerializer.Deserialize<string[]>(Containerfile.Of(Image, "CMD")[0])!)}"), StringComparison.Ordinal);
        Assert.Contains("Complete: 3 succeeded, 0 failed", await RunAsync(folder, "muster submit sweep.yaml && muster submit --detach sweep.yaml && muster wait last && id -u"), StringComparison.Ordinal);
        Assert.Contains("engine", await RunAsync(folder, "muster doctor"), StringComparison.Ordinal);
        Assert.True(Directory.Exists(folder["root/var/lib/muster/points"]));
        Assert.Empty(Directory.GetFileSystemEntries(folder["root/home"]));
    }

    /// <summary>Takes each step as a builder would: the repository without what <c>.dockerignore</c> names, commands in it, copies into a root.</summary>
    private static async Task TakeStepsAsync(TemporaryFolder folder)
    {
        var (source, output, root) = (folder["src"], folder["out"], folder["root"]);
        var ignored = File.ReadLines(Path.Join(Repository.Folder, ".dockerignore")).Select(line => $"--exclude={line.Replace("**/", "", StringComparison.Ordinal)}");
        Directory.CreateDirectory(source);
        await Tool.RunAsync(Repository.Folder, "bash", ["-c", "to=$1; shift; tar -c \"$@\" . | tar -x -C \"$to\"", "bash", source, .. ignored]);
        foreach (var command in Containerfile.Of(Build, "RUN"))
            await Tool.RunAsync(source, "bash", "-c", $"export MUSTER_VERSION=4.5.6 MUSTER_COMMIT=c0ffee\n{command.Replace("-o /out", $"-o '{output}'", StringComparison.Ordinal)}");
        await Tool.RunAsync(folder.Path, "bash", "-c", MinimalRoot, "bash", root, Path.Join(output, "muster"));
        foreach (var copy in Containerfile.Of(Image, "COPY").Select(copy => copy.Split(' ')))
            await Tool.RunAsync(source, "install", "-D", copy is ["--from=build", ..] ? copy[1].Replace("/out", output, StringComparison.Ordinal) : copy[0], root + copy[^1]);
        foreach (var command in Containerfile.Of(Image, "RUN"))
            await Tool.RunAsync(folder.Path, "chroot", root, "/bin/bash", "-c", command);
    }

    /// <summary>Runs words in the root as the image's user.</summary>
    private static async Task<string> RunAsync(TemporaryFolder folder, string words) => await Tool.RunAsync(
        folder.Path, "unshare", "--mount", "bash", "-c",
        """
        mount --rbind /proc "$1/proc" && mount --rbind /dev "$1/dev" || exit
        exec env -i PATH=/usr/local/bin:/usr/bin:/bin HOME=/home "$2" "$(command -v chroot)" --userspec="$3" "$1" /bin/bash -c "cd '$4' && $5"
        """,
        "bash", folder["root"], Containerfile.Of(Image, "ENV")[0], Containerfile.Of(Image, "USER")[0], Containerfile.Of(Image, "WORKDIR")[0], words);

    /// <summary>What stands for the base image: bash, a few tools, the libraries of them and of the command, and OpenSSL.</summary>
    private const string MinimalRoot =
        """
        set -e
        root=$1
        mkdir -p "$root"/{proc,dev,tmp,home,etc,usr/bin,usr/lib,usr/lib64,var/lib}
        ln -s usr/bin "$root/bin"; ln -s usr/lib "$root/lib"; ln -s usr/lib64 "$root/lib64"
        for tool in bash sh setsid install mkdir id cat; do cp -L "$(command -v "$tool")" "$root/usr/bin/$tool"; done
        for program in "$root"/usr/bin/* "$2"; do
          ldd "$program" | grep -o '/[^ ]*' | while read -r library; do mkdir -p "$root$(dirname "$library")"; cp -Ln "$library" "$root$library"; done
        done
        ldconfig -p | sed -n 's/.*x86-64.* => //p' | grep -E '/lib(ssl|crypto)[.]so[.]' | while read -r library; do mkdir -p "$root$(dirname "$library")"; cp -Ln "$library" "$root$library"; done
        chmod 1777 "$root/tmp"
        """;

    [GeneratedRegex(@"^mcr\.microsoft\.com/dotnet/[a-z-]+:(?<version>\d+\.\d+\.\d+)-[a-z]+( AS [a-z]+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pinned();
}
